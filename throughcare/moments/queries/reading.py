"""The record as it stood at one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.queries import LookDay, looks_by_day
from throughcare.foundation.past import Past
from throughcare.moments.access import MAKE_BUNDLE
from throughcare.moments.queries.sections import Reading, Section, sections_of
from throughcare.people.queries.could_see import CouldSee, who_could_see
from throughcare.record import queries as record
from throughcare.record.queries import EntryFilter, Place, TimelinePage

LOOKS = 25


@dataclass(frozen=True)
class Seen:
    """Who could see the record then, and who had looked; for those who may know."""

    could: list[CouldSee]
    looked: list[LookDay]


@dataclass(frozen=True)
class AsItWas:
    """What the page shows."""

    at: datetime
    held_since: datetime | None
    """Since when this system has held the record; None where the audit does not say."""
    made_one_since: datetime | None
    """When another record was made one with this later: then entries of both are among them."""
    sections: list[Section]
    entries: TimelinePage
    seen: Seen | None
    may_bundle: bool

    @property
    def is_before_held(self) -> bool:
        """Whether what is shown is only what says itself since when it has been recorded."""
        return self.held_since is not None and self.at < self.held_since


def as_it_was(*, actor: Actor, person: Any, at: datetime, before: Place | None = None) -> AsItWas:
    """The whole record as it stood; `before` is where a further page of entries begins.

    The same queries however long the record is.
    """
    reading = Reading(actor, person)
    past = reading.at(at)
    return AsItWas(
        at=at,
        held_since=reading.history.held_since,
        made_one_since=reading.made_one_since(at),
        sections=sections_of(past),
        entries=record.timeline_page(
            actor=actor, person=person, wanted=EntryFilter(known_at=at), before=before
        ),
        seen=seen(actor, person, past),
        may_bundle=decide(actor, MAKE_BUNDLE, person).allowed,
    )


def seen(actor: Actor, person: Any, past: Past) -> Seen | None:
    """Who could see it then and had looked; None for who may not know."""
    if past.person is None or not decide(actor, SEE_LOOKS, person).allowed:
        return None
    looks = looks_by_day(
        actor=actor, person=person, since=None, until=past.at, after=None, most=LOOKS
    )
    return Seen(who_could_see(actor=actor, past=past), looks)
