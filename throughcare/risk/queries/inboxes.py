"""What waits for a colleague: concerns to look at, and referrals to follow up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from throughcare.foundation.access import Actor
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.risk.access import COUNTERSIGN_REFERRAL, OVERSEE_CONCERNS
from throughcare.risk.models import Concern, Referral
from throughcare.risk.queries.concerns import ConcernLine, line_of
from throughcare.risk.queries.safeguarding import ReferralLine, referral_line
from throughcare.staff import queries as staff

PAGE = 25
Which = Literal["mine", "watched", "late", "recorded"]
MINE, WATCHED, LATE, RECORDED = "mine", "watched", "late", "recorded"


@dataclass(frozen=True)
class InboxLine:
    """One concern, and whom it is about."""

    concern: ConcernLine
    person: PersonLine


@dataclass(frozen=True)
class DueReferral:
    """One referral, and whom it is about."""

    referral: ReferralLine
    person: PersonLine


@dataclass(frozen=True)
class Inbox:
    """A page of one list, and where it goes on."""

    lines: list[InboxLine]
    after: str
    """The place after which the list goes on; empty at its end."""
    is_first: bool
    referrals: list[DueReferral]
    """To be chased, countersigned or closed, what is due first; on the first page only."""


def may_oversee(actor: Actor) -> bool:
    return OVERSEE_CONCERNS.name in actor.powers


def inbox(*, actor: Actor, which: str, today: date, after: str = "") -> Inbox:
    """A page of concerns: of the actor's people and of those they cover, of those nobody looked at
    in time where they answer for a unit, or of those they recorded themselves.
    """
    back = which in (WATCHED, RECORDED)
    rows = _rows(actor, which, today).filter(_further(after, back=back))
    order = ("-recorded_at", "-id") if back else ("recorded_at", "id")
    found = list(rows.select_related("person").order_by(*order)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    lines = _people([row.person for row in found[:PAGE]])
    return Inbox(
        lines=[InboxLine(line_of(row, today), lines[row.person_id]) for row in found[:PAGE]],
        after=f"{last.recorded_at.isoformat()}_{last.pk}" if last else "",
        is_first=not after,
        referrals=_referrals(actor, which, today) if not after else [],
    )


def how_many_to_look_at(*, actor: Actor, today: date) -> int:
    """How many concerns about the actor's people wait for them; one query."""
    return _rows(actor, MINE, today).count()


def _rows(actor: Actor, which: str, today: date) -> QuerySet[Concern]:
    if which == RECORDED:
        return Concern.objects.filter(author=actor.staff_id, signal="")
    rows = Concern.objects.filter(is_closed=False)
    to_look_at = Q(watch_until=None) | Q(watch_until__lte=today)
    if which == LATE:
        return rows.filter(_late(today), to_look_at, _in_my_units(actor))
    theirs = Q(person__in=people.numbers_held_by(_whose(actor, today)))
    return rows.filter(theirs, ~to_look_at if which == WATCHED else to_look_at)


def _whose(actor: Actor, today: date) -> Collection[int]:
    """The colleague, and those they cover while these are away."""
    if actor.staff_id is None:
        return ()
    return (actor.staff_id, *staff.covered_by(member_id=actor.staff_id, on=today))


def _late(today: date) -> Q:
    """Nobody has looked at it in time; or there is nobody who would."""
    nobody = ~people.has_a_holder(OuterRef("person"))
    over = Q(watch_until=None, due_on__lt=today) | Q(watch_until__lt=today)
    return over | Q(nobody)


def _in_my_units(actor: Actor) -> Q:
    """Where the actor answers for concerns; row security decides the rest."""
    able = [held for held in actor.held if OVERSEE_CONCERNS.name in held.powers]
    if not able:
        return Q(pk=None)
    units = frozenset[int]().union(*(held.units for held in able))
    beside = frozenset(actor.granted).union(*(held.people for held in able))
    return (
        Q(open_to_community__in=units)
        | Q(open_to_custody__in=units)
        | Q(open_to_nation__in=units)
        | Q(person__in=beside)
    )


def _referrals(actor: Actor, which: str, today: date) -> list[DueReferral]:
    """Those of the same people that are open, what is due first; at most a page."""
    whose = Q(person__in=people.numbers_held_by(_whose(actor, today))) | Q(author=actor.staff_id)
    if which == LATE:
        whose = _in_my_units(actor)
    elif which != MINE:
        return []
    rows = Referral.objects.filter(whose, closed_on=None).select_related("person")
    found = [(referral_line(row, today), row.person) for row in rows.order_by("decided_at")[:200]]
    if which == LATE:
        may_sign = COUNTERSIGN_REFERRAL.name in actor.powers
        found = [
            (line, person)
            for line, person in found
            if line.is_late or (may_sign and line.step == "countersign")
        ]
    found = sorted(found, key=lambda one: one[0].due_on)[:PAGE]
    lines = _people([person for _line, person in found])
    return [DueReferral(line, lines[person.pk]) for line, person in found]


def _people(rows: list[Any]) -> dict[int, PersonLine]:
    return {line.id: line for line in people.lines_of(list({row.pk: row for row in rows}.values()))}


def _further(place: str, *, back: bool) -> Q:
    """Those further down the list than this place; all of them for what is no place in it."""
    moment, _, id = place.partition("_")
    try:
        since, last = datetime.fromisoformat(moment), UUID(id)
    except ValueError:
        return Q()
    if timezone.is_naive(since):
        return Q()
    way = "lt" if back else "gt"
    return Q(**{f"recorded_at__{way}": since}) | Q(recorded_at=since, **{f"id__{way}": last})
