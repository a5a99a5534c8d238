"""Putting a record on hold, and ending that."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.retention.access import PLACE_HOLD
from throughcare.retention.models import Hold
from throughcare.retention.queries import one_at_a_time


@action
def place_hold(
    *, actor: Actor, person: Any, kind: str, reason: str, review_on: date, at: datetime, id: UUID
) -> Hold:
    """Nothing about the person is deleted from here on. `id`: the same form twice holds once.

    Raises AccessDenied, or NotVisible where a deletion under way was quicker.
    """
    require(actor, PLACE_HOLD, person)
    assert actor.staff_id is not None, "the program holds nothing"
    one_at_a_time(person.pk)
    person = one_visible(type(person)._base_manager.all(), pk=person.pk)
    hold, _ = Hold.objects.get_or_create(
        pk=id,
        person=person,
        defaults={
            "kind": kind,
            "reason": reason,
            "review_on": review_on,
            "placed_by_id": actor.staff_id,
            "since": at,
        },
    )
    record(actor, "retention.hold_placed", about=person, hold=hold.pk, kind=kind)
    return hold


@action
def end_hold(*, actor: Actor, person: Any, id: UUID, because: str, at: datetime) -> Hold:
    """The reason is gone. A hold that has ended stays as it ended.

    Raises AccessDenied or NotVisible.
    """
    require(actor, PLACE_HOLD, person)
    hold = one_visible(Hold.objects.select_for_update(of=("self",)), pk=id, person=person)
    if hold.until is None:
        hold.until, hold.ended_because, hold.ended_by_id = at, because, actor.staff_id
        hold.save(update_fields=["until", "ended_because", "ended_by"])
    record(actor, "retention.hold_ended", about=person, hold=hold.pk, because=because)
    return hold
