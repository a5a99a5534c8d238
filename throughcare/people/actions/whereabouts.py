"""Taking in what messages say about who holds somebody and where they are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.learning import record_learnt
from throughcare.foundation.packs import pack
from throughcare.people import facts as told
from throughcare.people.access import HOLD_CASE
from throughcare.people.actions.holding import end_holding, hold
from throughcare.people.models import Holding, Person
from throughcare.people.queries.matching import HOLDINGS
from throughcare.staff import actions as staff
from throughcare.staff import queries as staff_queries


class UnknownEstablishment(Exception):
    """Neither the staff tree nor the pack's list of prisons has that code."""


@action
def learn_holding(
    *,
    actor: Actor,
    person: Person,
    facts: told.CommunityHoldingFacts,
    source: UUID | None,
    at: datetime,
) -> bool:
    """Learn who holds, or held, the case in the community. True if that changed anything.

    Units and staff we do not know by code are added. Whoever began last holds the case: an older
    manager is kept as one who held it before.
    """
    require(actor, HOLD_CASE, person)
    held = (one for one in HOLDINGS.at(person.pk) if one.source_key == facts.key)
    if known := next(held, None):
        changed = _end(actor, person, known, facts, at=at)
    else:
        changed = _begin(actor, person, facts, source=source, at=at)
    record_learnt(actor, "people.holding_learnt", about=person, key=facts.key, changed=changed)
    return changed


@action
def learn_custody(
    *, actor: Actor, person: Person, facts: told.CustodyFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn which prison somebody is in, or that they left. True if that changed anything.

    News older than what we know changes nothing. Raises UnknownEstablishment.
    """
    require(actor, HOLD_CASE, person)
    on = facts.since or timezone.localdate(at)
    held = [one for one in HOLDINGS.at(person.pk) if one.kind == Holding.Kind.CUSTODY]
    now = next((one for one in held if one.is_open), None)
    changed = False
    # Somebody on the way is still held by where they came from: its staff must go on seeing them.
    if facts.state != "on-the-way" and not _is_overtaken(held, now, facts.since):
        if facts.state == "in":
            changed = _arrive(actor, person, facts, now, on=on, source=source, at=at)
        elif now:
            end_holding(actor=actor, person=person, holding=now, on=on, at=at)
            changed = True
    record_learnt(actor, "people.custody_learnt", about=person, key=facts.key, changed=changed)
    return changed


def _end(
    actor: Actor,
    person: Person,
    holding: Holding,
    facts: told.CommunityHoldingFacts,
    *,
    at: datetime,
) -> bool:
    if facts.is_open or not holding.is_open:
        return False
    on = facts.until or timezone.localdate(at)
    end_holding(actor=actor, person=person, holding=holding, on=on, at=at)
    return True


def _begin(
    actor: Actor,
    person: Person,
    facts: told.CommunityHoldingFacts,
    *,
    source: UUID | None,
    at: datetime,
) -> bool:
    unit = _unit(actor, facts.units)
    if unit is None:
        return False
    holder = None
    if facts.holder_code:
        holder = staff.learn_member(actor=actor, code=facts.holder_code, name=facts.holder_name)
    held = (one for one in HOLDINGS.at(person.pk) if one.kind == Holding.Kind.COMMUNITY)
    now = next((one for one in held if one.is_open), None)
    if facts.is_open and (now is None or now.since <= facts.since):
        hold(
            actor=actor,
            person=person,
            kind=Holding.Kind.COMMUNITY,
            unit=unit,
            holder=holder,
            on=facts.since,
            reason=facts.reason,
            source=source,
            source_key=facts.key,
            at=at,
        )
        return True
    until = facts.until or (now.since if now else None)
    if until is None or until < facts.since:
        return False
    former = Holding(
        person=person,
        kind=Holding.Kind.COMMUNITY,
        unit=unit,
        holder=holder,
        since=facts.since,
        until=until,
        reason=facts.reason,
        source=source,
        source_key=facts.key,
    )
    write_later(former)
    HOLDINGS.add(former)
    return True


def _unit(actor: Actor, units: tuple[told.UnitFacts, ...]) -> Any:
    """The smallest of the units; it and those above it are added where we do not know them."""
    if not units:
        return None
    known = staff_queries.unit_coded(units[-1].code)
    if known:
        return known
    unit = None
    for one in units:
        unit = staff_queries.unit_coded(one.code) or staff.learn_unit(
            actor=actor, kind=one.kind, code=one.code, name=one.name, parent=unit
        )
    return unit


def _is_overtaken(held: list[Holding], now: Holding | None, since: date | None) -> bool:
    """True for news of a day before what we know began or ended."""
    if since is None:
        return False
    last = max((one.until for one in held if one.until), default=None)
    return (now is not None and since < now.since) or (last is not None and since < last)


def _arrive(
    actor: Actor,
    person: Person,
    facts: told.CustodyFacts,
    now: Holding | None,
    *,
    on: date,
    source: UUID | None,
    at: datetime,
) -> bool:
    unit = _place(actor, facts.establishment_code, facts.living_unit)
    if now and now.unit_id == unit.pk:
        return _move_cell(now, facts.living_unit, source=source)
    hold(
        actor=actor,
        person=person,
        kind=Holding.Kind.CUSTODY,
        unit=unit,
        place=facts.living_unit,
        on=on,
        source=source,
        source_key=facts.key,
        at=at,
    )
    return True


def _move_cell(now: Holding, place: str, *, source: UUID | None) -> bool:
    if not place or now.place == place:
        return False
    now.place, now.source = place, source
    now.save(update_fields=["place", "source"])
    return True


def _place(actor: Actor, code: str, living_unit: str) -> Any:
    """The wing if we know it, else the prison; one on the pack's list is added below the nation."""
    wing = living_unit.removeprefix(f"{code}-").split("-")[0]
    known = (wing and staff_queries.unit_coded(f"{code}-{wing}")) or staff_queries.unit_coded(code)
    if known:
        return known
    prisons = pack().code_list("prison")
    if code not in prisons:
        raise UnknownEstablishment(code)
    return staff.learn_unit(
        actor=actor, kind="establishment", code=code, name=prisons.title_of(code), parent=None
    )
