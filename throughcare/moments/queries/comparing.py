"""Two moments side by side: what was added, what changed, what ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.past import Difference, difference
from throughcare.moments.queries.sections import Reading, Section, sections_of
from throughcare.record import queries as record
from throughcare.record.queries import Recorded

ENTRIES = 100


@dataclass(frozen=True)
class SectionCompared:
    """What became of one section."""

    id: str
    title: str
    difference: Difference


@dataclass(frozen=True)
class Compared:
    """What the page shows: the sections in which something differs, and the entries between."""

    since: datetime
    until: datetime
    held_since: datetime | None
    made_one_since: datetime | None
    sections: list[SectionCompared]
    same: list[str]
    """The titles of sections that read alike at both moments."""
    entries: Recorded

    @property
    def is_before_held(self) -> bool:
        return self.held_since is not None and self.since < self.held_since


def compared(*, actor: Actor, person: Any, since: datetime, until: datetime) -> Compared:
    """The record as it stood at two moments. The same queries however long the record is."""
    reading = Reading(actor, person)
    earlier, later = (sections_of(reading.at(moment)) for moment in (since, until))
    sections = differences(earlier, later)
    return Compared(
        since=since,
        until=until,
        held_since=reading.history.held_since,
        made_one_since=reading.made_one_since(since),
        sections=[one for one in sections if not one.difference.is_empty],
        same=[one.title for one in sections if one.difference.is_empty],
        entries=record.recorded_between(
            actor=actor, person=person, since=since, until=until, most=ENTRIES
        ),
    )


def differences(earlier: list[Section], later: list[Section]) -> list[SectionCompared]:
    """What became of each section."""
    return [
        SectionCompared(now.id, now.title, difference(was.told, now.told))
        for was, now in zip(earlier, later, strict=True)
    ]
