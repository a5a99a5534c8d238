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
from throughcare.people.queries.handing import (
    SPECIALIST,
    TO_TAKE,
    Handing,
    MayHand,
    handing,
    held_beside,
    holding_to_hand,
    may_hand,
    note_of,
    open_holding,
    still_sees,
    taking,
    was_given_by,
    why_it_ended,
)
from throughcare.people.queries.opening import open_person
from throughcare.people.queries.summaries import (
    PersonLine,
    line_for,
    lines_of,
    people_held_by,
)
from throughcare.people.queries.waiting import (
    WaitingLine,
    WaitingPage,
    how_many_wait,
    people_waiting,
)
from throughcare.people.queries.who_may_see import (
    WhoMaySee,
    exclusion_of,
    grant_of,
    markings_to_give,
    until_day,
    who_may_see,
    why_it_stays,
)

__all__ = [
    "CHARACTERISTIC_LISTS",
    "SPECIALIST",
    "TO_TAKE",
    "Around",
    "Details",
    "Found",
    "Handing",
    "MayHand",
    "PersonLine",
    "WaitingLine",
    "WaitingPage",
    "WhoMaySee",
    "around",
    "as_typed",
    "circumstance",
    "details_of",
    "exclusion_of",
    "find_people",
    "grant_of",
    "handing",
    "held_beside",
    "holding_to_hand",
    "how_many_wait",
    "line_for",
    "lines_of",
    "markings_to_give",
    "may_hand",
    "note_of",
    "open_holding",
    "open_person",
    "people_held_by",
    "people_waiting",
    "still_sees",
    "taking",
    "until_day",
    "was_given_by",
    "who_may_see",
    "why_it_ended",
    "why_it_stays",
]
