"""Taking a case, handing it over, ending it; coming onto a wing and leaving it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.actions.scope import write_waiting
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.people.access import HOLD_CASE
from throughcare.people.actions.place import settle_soon
from throughcare.people.events import HoldingBegan, HoldingEnded
from throughcare.people.models import Holding, Person
from throughcare.people.queries.matching import HOLDINGS

_ONE_AT_A_TIME = {Holding.Kind.COMMUNITY, Holding.Kind.CUSTODY}


class NotHeldSo(Exception):
    """No such holding is open."""


@action
def hold(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    unit: Any,
    on: date,
    at: datetime,
    holder: Any = None,
    place: str = "",
    reason: str = "",
    source: UUID | None = None,
    source_key: str | None = None,
    id: UUID | None = None,
) -> Holding:
    """A unit (and a colleague of it) holds the person from this day; who held them so ends then.

    The place where the person is open to changes when the transaction ends. Raises AccessDenied.
    """
    require(actor, HOLD_CASE, person)
    before = _end_open(person, kind=kind, on=on) if kind in _ONE_AT_A_TIME else None
    holding = Holding(
        id=id or uuid4(),
        person=person,
        kind=kind,
        unit=unit,
        holder=holder,
        since=on,
        place=place,
        reason=reason,
        source=source,
        source_key=source_key,
    )
    write_later(holding)
    HOLDINGS.add(holding)
    record(actor, "people.held", about=person, kind=kind, unit=unit.pk, on=on, holding=holding.pk)
    announce(
        HoldingBegan(
            person=person,
            at=at,
            by=actor,
            kind=kind,
            unit=unit,
            holder=holder,
            on=on,
            holding=holding.pk,
            before=before,
        )
    )
    settle_soon(person)
    return holding


@action
def end_holding(
    *,
    actor: Actor,
    person: Person,
    holding: Holding,
    on: date,
    at: datetime,
    because: str = "",
) -> None:
    """The unit no longer holds the person from this day. Raises AccessDenied or NotHeldSo.

    `because` goes onto the record.
    """
    require(actor, HOLD_CASE, person)
    if not holding.is_open:
        raise NotHeldSo(holding)
    write_waiting(Holding)
    holding.until, holding.ended_because = max(on, holding.since), because
    holding.save(update_fields=["until", "ended_because"])
    record(actor, "people.holding_ended", about=person, holding=holding.pk, on=on)
    announce(
        HoldingEnded(
            person=person,
            at=at,
            by=actor,
            kind=holding.kind,
            unit=holding.unit,
            on=on,
            holding=holding.pk,
        )
    )
    settle_soon(person)


def _end_open(person: Person, *, kind: str, on: date) -> Any:
    """The unit that held the person so until now, if one did."""
    unit = None
    for holding in HOLDINGS.at(person.pk):
        if holding.kind != kind or holding.until is not None:
            continue
        write_waiting(Holding)
        holding.until = max(on, holding.since)
        holding.save(update_fields=["until"])
        unit = holding.unit
    return unit
