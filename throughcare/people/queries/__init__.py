"""Questions about people that other modules and pages may ask."""

from throughcare.people.queries.details import Details, details_of
from throughcare.people.queries.finding import Found, find_people
from throughcare.people.queries.opening import open_person
from throughcare.people.queries.summaries import (
    PersonLine,
    line_for,
    lines_of,
    people_held_by,
)
from throughcare.people.queries.who_may_see import WhoMaySee, who_may_see

__all__ = [
    "Details",
    "Found",
    "PersonLine",
    "WhoMaySee",
    "details_of",
    "find_people",
    "line_for",
    "lines_of",
    "open_person",
    "people_held_by",
    "who_may_see",
]
