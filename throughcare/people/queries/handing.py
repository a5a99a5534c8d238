"""Who can be given a case, by whom, and what became of the form that gave it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from throughcare.foundation.access import (
    SYSTEM,
    Actor,
    NotVisible,
    acting_as,
    decide,
    may_read,
    one_visible,
    require,
)
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.calendar import local_day
from throughcare.people.access import HOLD_CASE
from throughcare.people.models import Exclusion, Grant, Holding, Person, runs
from throughcare.people.queries.matching import HOLDINGS
from throughcare.staff import queries as staff

COMMUNITY, CUSTODY = Holding.Kind.COMMUNITY, Holding.Kind.CUSTODY
SPECIALIST = Holding.Kind.SPECIALIST
UNITS = {COMMUNITY: ("team",), CUSTODY: ("wing",), SPECIALIST: ("specialist-team",)}
"""Which units hold somebody so. Coming to a prison or a provider arrives as a message."""
TO_TAKE = (COMMUNITY, SPECIALIST)


@dataclass(frozen=True)
class Handing:
    """A case about to be given to somebody: from whom, and to whom it can go."""

    kind: str
    holding: Holding | None
    """Who has it now; None for a case nobody holds so."""
    held: list[Holding]
    """Everybody who holds the person now, in whatever way."""
    unit: Any
    """The unit whose colleagues can be chosen."""
    units: list[tuple[str, str]]
    """Code and name of every unit it can go to."""
    colleagues: list[Any]
    theirs: Holding | None
    """What stands in the way of the unit taking the person."""
    can_wait: bool
    """Whether it can go to the unit for its manager to give out."""


@dataclass(frozen=True)
class MayHand:
    """What the actor may do about who holds somebody."""

    over: frozenset[UUID]
    """Holdings they may hand to somebody else."""
    take: list[str]
    """Kinds of holding they may begin for a unit of theirs."""


def may_hand(*, actor: Actor, person: Person, holdings: list[Holding]) -> MayHand:
    """Whom the actor could hand over, of those who hold the person now, and what they could take.

    `holdings` are the open ones, as the page has read them already.
    """
    if not decide(actor, HOLD_CASE, person).allowed:
        return MayHand(frozenset(), [])
    ours = [one for one in holdings if one.kind in UNITS]
    return MayHand(
        over=frozenset(one.pk for one in ours if decide(actor, HOLD_CASE, one).allowed),
        take=[kind for kind in TO_TAKE if _could_take(actor, kind, held=holdings)],
    )


def holding_to_hand(
    *, actor: Actor, person: Person, id: UUID, kinds: Iterable[str] = tuple(UNITS)
) -> Holding:
    """One holding, open or ended since. Raises NotVisible, or AccessDenied."""
    rows = Holding.objects.select_related("unit__parent", "holder", "person")
    found = one_visible(rows, pk=id, person=person, kind__in=list(kinds))
    require(actor, HOLD_CASE, found)
    return found


def open_holding(*, actor: Actor, person: Person, kind: str) -> Holding | None:
    """Who holds the person so now; of several specialist teams the one that began last."""
    rows = Holding.objects.select_related("unit__parent", "holder", "person")
    return rows.filter(person=person, kind=kind, until=None).order_by("-since").first()


def held_beside(*, actor: Actor, person: Person, holding: Holding) -> list[Holding]:
    """Who holds the person now, without this holding."""
    return [one for one in held_now(person) if one.pk != holding.pk]


def handing(*, actor: Actor, holding: Holding, unit_code: str, at: datetime) -> Handing:
    """To whom the case can be handed, in the unit asked for or in its own. Raises NotVisible."""
    there = staff.units_of(*UNITS[Holding.Kind(holding.kind)])
    units = _by_code([holding.unit, *(one for one in there if can_go_to(one, holding=holding))])
    return _handing(holding.person, holding.kind, holding, units, unit_code, at=at)


def taking(*, actor: Actor, person: Person, kind: str, unit_code: str, at: datetime) -> Handing:
    """For which unit, and by whom, a case nobody holds can be taken.

    Raises NotVisible, or AccessDenied where the actor can take it for no unit.
    """
    units = _by_code(_units_to_take_for(actor, kind))
    first = next(iter(units.values()), None)
    require(actor, HOLD_CASE, Holding(person=person, kind=kind, unit=first))
    return _handing(person, kind, None, units, unit_code, at=at)


def was_given_by(*, actor: Actor, id: UUID) -> bool:
    """Whether the actor has given somebody's case out, or let them go, with this very form.

    They may no longer see whose: then this is all that can be said to a form sent twice.
    """
    given = Q(verb="people.handed_over", details__holding=str(id))
    let_go = Q(verb="people.let_go", details__form=str(id))
    with acting_as(SYSTEM):
        return Deed.objects.filter(given | let_go, staff_id=actor.staff_id).exists()


def still_sees(*, actor: Actor, person: Person, at: datetime) -> bool:
    """Whether the actor will see the person on the next page, now that the case has moved.

    What the transaction knows of teams that hold people beside, and of names that came with the
    case, was worked out before it moved.
    """
    now = Person.objects.filter(pk=person.pk).first()
    if now is None:
        return False
    beside = {one.unit_id for one in held_now(now) if one.kind not in (COMMUNITY, CUSTODY)}
    if now.is_restricted:
        beside = set()
    theirs = tuple(
        replace(held, people=frozenset({now.pk}) if held.units & beside else frozenset())
        for held in actor.held
    )
    named = Grant.objects.filter(runs(at), person=now, member=actor.staff_id)
    granted = actor.granted if now.pk in actor.granted and named.exists() else {}
    return may_read(replace(actor, held=theirs, granted=granted), now)


def note_of(*, person: int, holding: UUID) -> str:
    """What whoever gave the case out wrote; nothing for one that came in a message."""
    rows = (one for one in HOLDINGS.at(person) if one.pk == holding and one.source is None)
    return next((one.reason for one in rows), "")


def why_it_ended(*, holding: UUID) -> str:
    """What whoever let the person go wrote; nothing where the case went over or a message came."""
    rows = Holding.objects.filter(pk=holding)
    return rows.values_list("ended_because", flat=True).first() or ""


def _handing(
    person: Person,
    kind: str,
    holding: Holding | None,
    units: dict[str, Any],
    unit_code: str,
    *,
    at: datetime,
) -> Handing:
    if unit_code not in {"", *units}:
        raise NotVisible
    unit = units[unit_code] if unit_code else next(iter(units.values()))
    now = holding.holder_id if holding and holding.unit_id == unit.pk else None
    able = staff.colleagues_able(HOLD_CASE.name, unit=unit, on=local_day(at))
    excluded = excluded_from(person, at=at)
    held = held_now(person)
    return Handing(
        kind=kind,
        holding=holding,
        held=held,
        theirs=None if holding else in_the_way(held, kind=kind, unit=unit),
        unit=unit,
        units=[(code, _called(one)) for code, one in sorted(units.items(), key=_by_name)],
        colleagues=[one for one in able if one.pk not in excluded | {now}],
        can_wait=not person.is_restricted
        and (holding is None or holding.unit_id != unit.pk or now is not None),
    )


def can_go_to(unit: Any, *, holding: Holding) -> bool:
    """Whether such a holding can go to that unit: from team to team, from wing to wing.

    From one prison to another somebody goes by what the prisons say, not by a hand-over.
    """
    if unit.pk == holding.unit_id:
        return True
    if unit.kind not in UNITS[Holding.Kind(holding.kind)]:
        return False
    return holding.kind != CUSTODY or _prison(unit) == _prison(holding.unit)


def excluded_from(person: Person, *, at: datetime) -> set[int | None]:
    """Numbers of the colleagues who must not see the person."""
    return set(Exclusion.objects.filter(runs(at), person=person).values_list("member", flat=True))


def in_the_way(held: Iterable[Holding], *, kind: str, unit: Any) -> Holding | None:
    """The open holding beside which this unit cannot hold the person so as well."""
    for one in held:
        if one.kind == kind and (kind != SPECIALIST or one.unit_id == unit.pk):
            return one
    return None


def _could_take(actor: Actor, kind: str, *, held: list[Holding]) -> bool:
    if kind == COMMUNITY and any(one.kind == kind for one in held):
        return False
    units = _units_to_take_for(actor, kind)
    return any(in_the_way(held, kind=kind, unit=unit) is None for unit in units)


def _units_to_take_for(actor: Actor, kind: str) -> list[Any]:
    """Units of that kind for which the actor gives out cases; where they work themselves first."""
    able = [held for held in actor.held if HOLD_CASE.name in held.powers]
    reached = frozenset().union(*(held.units for held in able))
    units = staff.units_of(*UNITS[Holding.Kind(kind)]).filter(pk__in=reached)
    at_home = {held.unit_id for held in able}
    return sorted(units, key=lambda unit: unit.pk not in at_home)


def held_now(person: Person) -> list[Holding]:
    """Everybody who holds the person, in whatever way."""
    rows = Holding.objects.filter(person=person, until=None).order_by("kind", "since", "id")
    return list(rows.select_related("unit__parent", "holder"))


def _by_code(units: Iterable[Any]) -> dict[str, Any]:
    return {unit.code: unit for unit in units}


def _by_name(coded: tuple[str, Any]) -> str:
    return _called(coded[1])


def _called(unit: Any) -> str:
    """A team with its delivery unit, a wing with its prison: their names alone are not enough."""
    return f"{unit.name} ({unit.parent.name})" if unit.parent else str(unit.name)


def _prison(unit: Any) -> Any:
    return unit.pk if unit.kind == "establishment" else unit.parent_id
