"""Handing a case over, taking one that nobody holds, letting somebody go."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.access import HOLD_CASE
from throughcare.people.actions.holding import end_holding, hold
from throughcare.people.models import Grant, Holding, Person, runs
from throughcare.people.queries.handing import (
    UNITS,
    can_go_to,
    excluded_from,
    held_now,
    in_the_way,
)
from throughcare.staff import queries as staff


class ChangedHands(Exception):
    """Somebody gave the case out meanwhile; `theirs` is who holds it now, if anybody does."""

    def __init__(self, theirs: Holding | None) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


class CannotHoldIt(Exception):
    """The unit does not hold people so; or the colleague does not hold cases there on that day, or
    must not see the person."""


class BeforeItBegan(Exception):
    """The day lies before the one on which whoever holds the case took it."""


@action
def hand_over(
    *,
    actor: Actor,
    person: Person,
    holding: Holding,
    unit: Any,
    holder: Any,
    on: date,
    at: datetime,
    note: str,
    id: UUID,
) -> Holding:
    """Another colleague or unit has the case from this day. No `holder`: the unit will say who.

    `holding` is the one the writer saw; `note` goes onto the record. The same form sent twice,
    with the same `id`, hands over once. A former holder who was named because they held the case
    is named no more.
    Raises AccessDenied, NotVisible, ChangedHands, CannotHoldIt or BeforeItBegan.
    """
    require(actor, HOLD_CASE, holding)
    rows = Holding.objects.select_for_update().filter(person=person, kind=holding.kind, until=None)
    now = rows.filter(pk=holding.pk).first()
    # Whoever had to wait for a colleague here may not see the person any more.
    one_visible(Person.objects.all(), pk=person.pk)
    if now is None:
        return _given_already(actor, person, id, theirs=rows.order_by("-since").first())
    if on < now.since:
        raise BeforeItBegan(on)
    if not can_go_to(unit, holding=now):
        raise CannotHoldIt(unit)
    _check_holder(person, unit=unit, holder=holder, on=on, at=at)
    _name(person, holder, at=at)
    _name_no_more(actor, now, at=at)
    if now.kind == Holding.Kind.SPECIALIST:
        now.until = on
        now.save(update_fields=["until"])
    given = hold(
        actor=actor,
        person=person,
        kind=now.kind,
        unit=unit,
        holder=holder,
        on=on,
        at=at,
        place=now.place if now.unit_id == unit.pk else "",
        reason=note,
        id=id,
    )
    record(actor, "people.handed_over", about=person, before=now.pk, holding=id)
    return given


@action
def take(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    unit: Any,
    holder: Any,
    on: date,
    at: datetime,
    note: str,
    id: UUID,
) -> Holding:
    """A unit takes a case nobody holds in the community, or a specialist team takes somebody on.

    Raises AccessDenied, ChangedHands or CannotHoldIt. The same form sent twice takes once.
    """
    require(actor, HOLD_CASE, Holding(person=person, kind=kind, unit=unit))
    # Two who take at once: the second waits here, and then finds the first in the way.
    one_visible(Person.objects.select_for_update(no_key=True), pk=person.pk)
    if unit.kind not in UNITS[Holding.Kind(kind)]:
        raise CannotHoldIt(unit)
    if theirs := in_the_way(held_now(person), kind=kind, unit=unit):
        return _given_already(actor, person, id, theirs=theirs)
    _check_holder(person, unit=unit, holder=holder, on=on, at=at)
    _name(person, holder, at=at)
    taken = hold(
        actor=actor,
        person=person,
        kind=kind,
        unit=unit,
        holder=holder,
        on=on,
        at=at,
        reason=note,
        id=id,
    )
    record(actor, "people.taken", about=person, holding=id)
    return taken


@action
def let_go(
    *,
    actor: Actor,
    person: Person,
    holding: Holding,
    because: str,
    on: date,
    at: datetime,
    id: UUID,
) -> Holding:
    """A specialist team no longer holds the person, and nobody takes over from it.

    `because` goes onto the record; `id` is the number of the form. Somebody let go already, by
    whomever, stays so. Raises AccessDenied, NotVisible, ChangedHands or BeforeItBegan.
    """
    require(actor, HOLD_CASE, holding)
    rows = Holding.objects.select_for_update(of=("self",)).select_related("unit")
    now = one_visible(rows, pk=holding.pk, person=person, kind=Holding.Kind.SPECIALIST)
    one_visible(Person.objects.all(), pk=person.pk)
    if now.is_open:
        if on < now.since:
            raise BeforeItBegan(on)
        _name_no_more(actor, now, at=at)
        end_holding(actor=actor, person=person, holding=now, on=on, at=at, because=because)
    elif not now.ended_because:
        raise ChangedHands(None)
    record(actor, "people.let_go", about=person, holding=now.pk, form=id)
    return now


def _given_already(actor: Actor, person: Person, id: UUID, *, theirs: Holding | None) -> Holding:
    """The holding this very form made when it was sent before. Raises ChangedHands."""
    mine = Holding.objects.filter(person=person, pk=id).first()
    if mine is None:
        raise ChangedHands(theirs)
    record(actor, "people.given_already", about=person, holding=id)
    return mine


def _check_holder(person: Person, *, unit: Any, holder: Any, on: date, at: datetime) -> None:
    if holder is None:
        return
    able = staff.colleagues_able(HOLD_CASE.name, unit=unit, on=on)
    if holder not in able or holder.pk in excluded_from(person, at=at):
        raise CannotHoldIt(holder)


def _name(person: Person, holder: Any, *, at: datetime) -> None:
    """Only those named see a restricted person: whoever takes the case is named with it."""
    if person.is_restricted and holder is not None:
        named = Grant.objects.filter(person=person, member=holder, until=None, as_holder=True)
        if not named.exists():
            Grant.objects.create(
                person=person,
                member=holder,
                markings=[0],
                reason=_("Holds the case"),
                since=at,
                as_holder=True,
            )


def _name_no_more(actor: Actor, holding: Holding, *, at: datetime) -> None:
    """The name that came with the case goes with it; one given for another reason stays.

    Whoever hands over their own restricted case stays named: they may name others, and the record
    must not be left without anybody who can.
    """
    person, former = holding.person, holding.holder_id
    if former is None or (person.is_restricted and former == actor.staff_id):
        return
    still = Holding.objects.filter(person=person, holder=former, until=None).exclude(pk=holding.pk)
    if not still.exists():
        names = Grant.objects.filter(runs(at), person=person, member=former, as_holder=True)
        names.update(until=at, ended_because=_("Holds the case no more"))
