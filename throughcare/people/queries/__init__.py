"""Questions about people that other modules and pages may ask."""

from throughcare.people.queries.around import Around, around
from throughcare.people.queries.details import (
    CHARACTERISTIC_LISTS,
    Details,
    as_typed,
    circumstance,
    details_of,
)
from throughcare.people.queries.finding import Found, find_people
from throughcare.people.queries.opening import open_person
from throughcare.people.queries.summaries import (
    PersonLine,
    line_for,
    lines_of,
    people_held_by,
)
from throughcare.people.queries.who_may_see import (
    WhoMaySee,
    markings_to_give,
    until_day,
    who_may_see,
)

__all__ = [
    "CHARACTERISTIC_LISTS",
    "Around",
    "Details",
    "Found",
    "PersonLine",
    "WhoMaySee",
    "around",
    "as_typed",
    "circumstance",
    "details_of",
    "find_people",
    "line_for",
    "lines_of",
    "markings_to_give",
    "open_person",
    "people_held_by",
    "until_day",
    "who_may_see",
]
