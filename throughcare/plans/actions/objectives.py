"""Adding an objective to a plan, and saying it better."""

from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.plans.access import PLAN
from throughcare.plans.actions.changing import count_up, locked, note, put_on_record
from throughcare.plans.models import Objective, Plan
from throughcare.plans.queries import last_order


@action
def add_objective(
    *, actor: Actor, plan: Plan, title: str, at: datetime, id: UUID | None = None
) -> Objective:
    """Add an objective at the end. Sent twice, it is added once. Raises AccessDenied."""
    plan = locked(plan)
    require(actor, PLAN, plan)
    found = Objective.objects.filter(pk=id).first() if id else None
    objective = found or Objective.objects.create(
        id=id or uuid4(),
        person_id=plan.person_id,
        marking=plan.marking,
        plan=plan,
        title=title,
        order=last_order(Objective.objects.filter(plan=plan)) + 1,
        changed_at=at,
        changed_by_id=actor.staff_id,
    )
    if not found:
        count_up(plan)
        put_on_record(
            actor, plan, kind="plan-changed", title=_("Objective added"), text=title, at=at
        )
    note(actor, plan, "objective_added", objective=objective.pk)
    return objective


@action
def change_objective(
    *, actor: Actor, objective: Objective, title: str, version: int, at: datetime
) -> Objective:
    """Say an objective better. Raises AccessDenied, or ChangedMeanwhile with the other version."""
    plan = locked(objective.plan)
    require(actor, PLAN, plan)
    objective.title = title
    objective.changed_at, objective.changed_by_id = at, actor.staff_id
    save_version(objective, version=version, fields=["title", "changed_at", "changed_by_id"])
    count_up(plan)
    note(actor, plan, "objective_changed", objective=objective.pk)
    return objective
