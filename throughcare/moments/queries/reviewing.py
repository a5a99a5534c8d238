"""What the review of a serious incident needs: what was known by then, and what was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.audit.queries import LookDay, looks_between, looks_by_day
from throughcare.moments.chronology import Event, events
from throughcare.moments.queries.comparing import SectionCompared, differences
from throughcare.moments.queries.reading import Seen, seen
from throughcare.moments.queries.sections import Reading, Section, sections_of
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.record import queries as record

ENTRIES = 2_000
LOOKS = 50_000
DAYS_OF_LOOKS = 500


@dataclass(frozen=True)
class Chronology:
    """What was recorded in a time. `left_out`: so many more there were, the earliest of them."""

    since: datetime
    until: datetime
    events: tuple[Event, ...]
    left_out: int
    noise: int
    looked: list[LookDay]


@dataclass(frozen=True)
class Review:
    """One person's record for a review: as it stood at the incident; apart, what came after."""

    person: PersonLine
    incident_at: datetime
    held_since: datetime | None
    made_one_since: datetime | None
    sections: list[Section]
    seen: Seen | None
    before: Chronology
    afterwards: Chronology
    changed_since: list[SectionCompared]
    """What the record says today that it did not say at the incident."""


@dataclass(frozen=True)
class Made:
    """Who made a bundle of it, when, and what for."""

    at: datetime
    by: str
    reason: str
    days: int
    """How long before the incident the chronology begins."""


def review_of(
    *, actor: Actor, person: Any, incident_at: datetime, days: int, now: datetime
) -> Review:
    """Everything for the bundle, as far as the actor may read it. Raises AccessDenied."""
    since = incident_at - timedelta(days=days)
    reading = Reading(actor, person)
    past = reading.at(incident_at)
    then, today = sections_of(past), sections_of(reading.at(now))
    looks = looks_between(actor=actor, person=person, since=since, until=now, most=LOOKS)
    of_time = {
        span: record.recorded_between(
            actor=actor, person=person, since=span[0], until=span[1], most=ENTRIES
        )
        for span in ((since, incident_at), (incident_at, now))
    }

    def chronology(begin: datetime, end: datetime) -> Chronology:
        found = of_time[begin, end]
        also = of_time[incident_at, now].lines if end == incident_at else ()
        return Chronology(
            since=begin,
            until=end,
            events=events(found.lines, also=also, looks=looks, incident=incident_at),
            left_out=found.left_out,
            noise=found.noise,
            looked=looks_by_day(
                actor=actor, person=person, since=begin, until=end, after=None, most=DAYS_OF_LOOKS
            ),
        )

    return Review(
        person=people.lines_of([person])[0],
        incident_at=incident_at,
        held_since=reading.history.held_since,
        made_one_since=reading.made_one_since(since),
        sections=then,
        seen=seen(actor, person, past),
        before=chronology(since, incident_at),
        afterwards=chronology(incident_at, now),
        changed_since=differences(then, today),
    )
