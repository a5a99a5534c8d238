"""What the actions of this module share: the plan in hand, and telling the record."""

from datetime import date, datetime, time
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.plans.models import Plan
from throughcare.record import actions as on_record

_MIDDAY = time(12)


def locked(plan: Plan) -> Plan:
    """The plan as it is now; colleagues who change it wait their turn, a moment long."""
    return Plan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)


def count_up(plan: Plan) -> None:
    """What is planned has changed: an agreement made before is to an earlier plan."""
    plan.version += 1
    plan.save(update_fields=["version"])


def put_on_record(
    actor: Actor,
    plan: Plan,
    *,
    kind: str,
    title: str,
    at: datetime,
    text: str = "",
    on: date | None = None,
) -> None:
    """An entry on the person's timeline. What is dated to an earlier day happened at its midday."""
    earlier = on is not None and on != local_day(at)
    on_record.happened(
        actor=actor,
        person=plan.person,
        kind=kind,
        happened_at=moment_at(on, _MIDDAY) if on and earlier else at,
        recorded_at=at,
        title=title,
        text=text,
        marking=plan.marking,
        link=f"plans.plan:{plan.pk}",
    )


def note(actor: Actor, plan: Plan, verb: str, **details: Any) -> None:
    """The line in the audit."""
    record(
        actor,
        f"plans.{verb}",
        about=plan.person_id,
        marking=plan.marking,
        plan=plan.pk,
        **details,
    )
