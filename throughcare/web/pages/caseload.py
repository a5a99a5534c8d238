"""My caseload: one row a person, what is owed first; no row needs a click to be understood."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.foundation.access import Actor
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine


@dataclass(frozen=True)
class CaseloadRow:
    """One person as their holder needs to see them this morning."""

    person: PersonLine


@dataclass(frozen=True)
class Caseload:
    rows: list[CaseloadRow]


def caseload(*, actor: Actor, at: datetime, after: str = "") -> Caseload:
    held = people.people_held_by(actor=actor)
    return Caseload([CaseloadRow(line) for line in people.lines_of(held)])
