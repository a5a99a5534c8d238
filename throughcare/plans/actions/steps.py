"""Adding a step, changing it, and how it ended."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.events import announce
from throughcare.plans.access import CHANGE_PLAN, PLAN
from throughcare.plans.actions.changing import count_up, locked, note, put_on_record
from throughcare.plans.events import StepClosed
from throughcare.plans.models import Objective, Step
from throughcare.plans.queries import last_order


class StepAlreadyClosed(Exception):
    """The step has an outcome already; a second one would hide the first. `step` is that step."""

    def __init__(self, step: Step) -> None:
        super().__init__(str(step))
        self.step = step


@action
def add_step(
    *,
    actor: Actor,
    objective: Objective,
    title: str,
    who: str,
    due_on: date,
    at: datetime,
    who_named: str = "",
    id: UUID | None = None,
) -> Step:
    """Add a step to an objective. Sent twice, it is added once. Raises AccessDenied."""
    plan = locked(objective.plan)
    require(actor, PLAN, plan)
    found = Step.objects.filter(pk=id).first() if id else None
    step = found or Step.objects.create(
        id=id or uuid4(),
        person_id=plan.person_id,
        marking=plan.marking,
        objective=objective,
        title=title,
        who=who,
        who_named=who_named,
        due_on=due_on,
        order=last_order(Step.objects.filter(objective=objective)) + 1,
        changed_at=at,
        changed_by_id=actor.staff_id,
    )
    if not found:
        count_up(plan)
    note(actor, plan, "step_added", step=step.pk, who=who, due_on=due_on)
    return step


@action
def change_step(
    *,
    actor: Actor,
    step: Step,
    title: str,
    who: str,
    due_on: date,
    version: int,
    at: datetime,
    who_named: str = "",
) -> Step:
    """Change what is to be done, by whom or by when.

    Raises AccessDenied, StepAlreadyClosed, or ChangedMeanwhile with the other version.
    """
    plan = locked(step.objective.plan)
    require(actor, PLAN, plan)
    _open_still(step)
    step.title, step.who, step.who_named, step.due_on = title, who, who_named, due_on
    step.changed_at, step.changed_by_id = at, actor.staff_id
    fields = ["title", "who", "who_named", "due_on", "changed_at", "changed_by_id"]
    save_version(step, version=version, fields=fields)
    count_up(plan)
    note(actor, plan, "step_changed", step=step.pk, who=who, due_on=due_on)
    return step


@action
def complete_step(
    *, actor: Actor, step: Step, on: date, at: datetime, closing_note: str = ""
) -> Step:
    """Mark a step done. Raises AccessDenied or StepAlreadyClosed."""
    return _close(actor, step, Step.Outcome.DONE, closing_note, on=on, at=at)


@action
def stop_step(*, actor: Actor, step: Step, reason: str, on: date, at: datetime) -> Step:
    """Stop a step that will not be done, and say why. Raises AccessDenied or StepAlreadyClosed."""
    return _close(actor, step, Step.Outcome.STOPPED, reason, on=on, at=at)


def _close(
    actor: Actor, step: Step, outcome: Step.Outcome, closing_note: str, *, on: date, at: datetime
) -> Step:
    plan = locked(step.objective.plan)
    require(actor, CHANGE_PLAN, plan)
    _open_still(step)
    step.closed_on, step.outcome, step.closing_note = on, outcome, closing_note
    step.closed_by_id = actor.staff_id
    step.save(update_fields=["closed_on", "outcome", "closing_note", "closed_by"])
    done = outcome == Step.Outcome.DONE
    put_on_record(
        actor,
        plan,
        kind="step-done" if done else "plan-changed",
        title=step.title if done else _("Step stopped: %(step)s") % {"step": step.title},
        text=closing_note,
        on=on,
        at=at,
    )
    note(actor, plan, "step_closed", step=step.pk, outcome=outcome, on=on)
    announce(
        StepClosed(
            person=plan.person,
            at=at,
            by=actor,
            plan=plan.pk,
            step=step.pk,
            marking=plan.marking,
            outcome=outcome,
            on=on,
        )
    )
    return step


def _open_still(step: Step) -> None:
    """Asked once the plan is locked: a colleague may have closed the step a moment ago."""
    now = Step.objects.select_related("closed_by").get(pk=step.pk)
    if not now.is_open:
        raise StepAlreadyClosed(now)
