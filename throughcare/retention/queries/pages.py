"""What the pages show: what is due, what is on hold, what was deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from throughcare.foundation.access import SYSTEM, AccessDenied, Actor, acting_as, decide, require
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.retention import RecordRule
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.retention.access import DECIDE_DELETION, PLACE_HOLD
from throughcare.retention.models import Deletion, Hold
from throughcare.retention.queries.due import is_due, records_due

PAGE = 50


@dataclass(frozen=True)
class DueLine:
    """Somebody whose record is due."""

    person: PersonLine
    rule: RecordRule
    last: date
    """The day it is counted from."""


@dataclass(frozen=True)
class RetentionPage:
    """What is due among the people the reader sees, what is on hold, and what was deleted."""

    may_decide: bool
    due: list[DueLine]
    holds: list[tuple[Hold, PersonLine]]
    deletions: list[Deletion]


@dataclass(frozen=True)
class PersonPage:
    """One person's record: whether it is due, and what holds it."""

    may_hold: bool
    due: tuple[RecordRule, ...]
    holds: list[Hold]


def retention_page(*, actor: Actor, at: datetime) -> RetentionPage:
    """Raises AccessDenied to who neither decides nor holds."""
    may_decide = DECIDE_DELETION.name in actor.powers
    if not may_decide and PLACE_HOLD.name not in actor.powers:
        raise AccessDenied(PLACE_HOLD, str(PLACE_HOLD.otherwise))
    holds = list(
        Hold.objects.filter(Q(until=None) | Q(until__gt=at))
        .select_related("person", "placed_by")
        .order_by("review_on", "id")[:PAGE]
    )
    lines = {one.id: one for one in people.lines_of([hold.person for hold in holds])}
    return RetentionPage(
        may_decide=may_decide,
        due=_due(at) if may_decide else [],
        holds=[(one, lines[one.person_id]) for one in holds if one.person_id in lines],
        deletions=_deletions() if may_decide else [],
    )


def person_page(*, actor: Actor, person: Any, at: datetime) -> PersonPage:
    """Raises AccessDenied to who neither decides nor holds."""
    may_decide = decide(actor, DECIDE_DELETION, person).allowed
    may_hold = decide(actor, PLACE_HOLD, person).allowed
    if not may_decide:
        require(actor, PLACE_HOLD, person)
    due: tuple[RecordRule, ...] = ()
    if may_decide:
        with acting_as(SYSTEM):
            rules = pack().retention_rule.record
            due = tuple(one for one in rules if is_due(person=person.pk, rule=one, at=at))
    holds = holds_of(person=person).order_by("-since")
    return PersonPage(may_hold, due, list(holds))


def holds_of(*, person: Any) -> QuerySet[Hold]:
    """Every hold there was on a record."""
    return Hold.objects.filter(person=person).select_related("placed_by", "ended_by")


def _due(at: datetime) -> list[DueLine]:
    """The longest due first, of the people the reader sees."""
    found: list[DueLine] = []
    for rule in pack().retention_rule.record:
        seen = {one["person_id"]: one["last"] for one in _all_due(rule, at)}
        with acting_as(SYSTEM):  # a row the reader does not see may stop it
            due = _all_due(rule, at).filter(person_id__among=seen)
            stands = {one["person_id"] for one in due[:PAGE]}
        rows = apps.get_model("people.person")._base_manager.filter(pk__in=stands)
        found += [DueLine(one, rule, seen[one.id]) for one in people.lines_of(list(rows))]
    return sorted(found, key=lambda one: one.last)


def _all_due(rule: RecordRule, at: datetime) -> QuerySet[Any, Any]:
    return records_due(rule=rule, on=local_day(at), at=at)


def _deletions() -> list[Deletion]:
    """The latest; not how many rows there were."""
    with acting_as(SYSTEM):
        rows = Deletion.objects.select_related("decided_by").defer("rows", "because")
        return list(rows.order_by("-decided_at")[:PAGE])
