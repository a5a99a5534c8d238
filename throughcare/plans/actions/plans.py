"""Opening a plan, hearing what the person says about it, closing it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.events import announce
from throughcare.plans.access import CHANGE_PLAN, PLAN
from throughcare.plans.actions.changing import count_up, locked, note, put_on_record
from throughcare.plans.actions.signing import withdraw_what_was_begun
from throughcare.plans.events import PlanAgreed, PlanClosed, PlanOpened, StepClosed
from throughcare.plans.models import Agreement, Objective, Plan, Step
from throughcare.plans.proposing import ProposedObjective
from throughcare.plans.queries import last_order


@action
def open_plan(
    *,
    actor: Actor,
    person: Any,
    on: date,
    at: datetime,
    marking: int = 0,
    id: UUID | None = None,
) -> Plan:
    """Open an empty plan, or go on with the one that is open already. Raises AccessDenied."""
    plan, is_new = _opened(actor, person, marking=marking, on=on, id=id or uuid4())
    if is_new:
        put_on_record(actor, plan, kind="plan-opened", title=str(Plan.Kind(plan.kind).label), at=at)
        _announce_opened(actor, plan, assessment=None, at=at)
    note(actor, plan, "plan_opened", was_open_already=not is_new)
    return plan


@action
def open_plan_from_assessment(
    *,
    actor: Actor,
    person: Any,
    assessment: Any,
    objectives: Sequence[ProposedObjective],
    on: date,
    at: datetime,
    id: UUID | None = None,
) -> Plan:
    """Put what was accepted of an assessment's proposal into the person's plan, opening it first
    if none is open. The plan is marked as the assessment is.

    Sent twice, it is done once. Raises AccessDenied.
    """
    once = id or uuid4()
    plan, is_new = _opened(actor, person, marking=assessment.marking, on=on, id=once)
    if not Objective.objects.filter(pk=uuid5(once, "0")).exists():
        require(actor, PLAN, plan)
        _add(actor, plan, objectives, assessment=assessment, once=once, at=at)
        put_on_record(
            actor,
            plan,
            kind="plan-opened" if is_new else "plan-changed",
            title=str(Plan.Kind(plan.kind).label),
            text="\n".join(objective.title for objective in objectives),
            at=at,
        )
        if is_new:
            _announce_opened(actor, plan, assessment=assessment.pk, at=at)
        else:
            count_up(plan)
    note(
        actor,
        plan,
        "plan_opened_from_assessment",
        assessment=assessment.pk,
        was_open_already=not is_new,
        needs=[objective.need for objective in objectives],
    )
    return plan


@action
def agree_plan(
    *,
    actor: Actor,
    plan: Plan,
    agreed: bool,
    said: str,
    on: date,
    at: datetime,
    version: int,
    id: UUID | None = None,
) -> Agreement:
    """Record whether the person agrees with the plan as it stood at this version, in their words.

    Sent twice, it is recorded once. Raises AccessDenied.
    """
    plan = locked(plan)
    require(actor, CHANGE_PLAN, plan)
    found = Agreement.objects.filter(pk=id).first() if id else None
    agreement = found or Agreement.objects.create(
        id=id or uuid4(),
        person_id=plan.person_id,
        marking=plan.marking,
        plan=plan,
        agreed=agreed,
        said=said,
        on=on,
        recorded_at=at,
        recorded_by_id=actor.staff_id,
        plan_version=min(version, plan.version),
    )
    if not found:
        put_on_record(
            actor,
            plan,
            kind="plan-agreed",
            title=_("Agrees with the plan") if agreed else _("Does not agree with the plan"),
            text=said,
            on=on,
            at=at,
        )
        announce(
            PlanAgreed(
                person=plan.person,
                at=at,
                by=actor,
                plan=plan.pk,
                marking=plan.marking,
                agreed=agreed,
                on=on,
            )
        )
    note(actor, plan, "plan_agreed", agreement=agreement.pk, agreed=agreed)
    return agreement


@action
def close_plan(*, actor: Actor, plan: Plan, reason: str, on: date, at: datetime) -> Plan:
    """Close the plan. Steps still open are stopped for the same reason, and what was to be signed
    of it is withdrawn. Raises AccessDenied.
    """
    plan = locked(plan)
    require(actor, PLAN, plan)
    steps = list(Step.objects.filter(objective__plan=plan, closed_on=None))
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(
        closed_on=on, outcome=Step.Outcome.STOPPED, closing_note=reason, closed_by=actor.staff_id
    )
    plan.closed_on = max(on, plan.opened_on)
    plan.closed_by_id = actor.staff_id
    plan.closing_reason = reason
    plan.save(update_fields=["closed_on", "closed_by", "closing_reason"])
    withdraw_what_was_begun(actor, plan, why=reason, at=at)
    put_on_record(
        actor,
        plan,
        kind="plan-closed",
        title=str(Plan.Kind(plan.kind).label),
        text=reason,
        on=on,
        at=at,
    )
    note(actor, plan, "plan_closed", on=on, steps_stopped=len(steps))
    for step in steps:
        announce(
            StepClosed(
                person=plan.person,
                at=at,
                by=actor,
                plan=plan.pk,
                step=step.pk,
                marking=plan.marking,
                outcome=Step.Outcome.STOPPED,
                on=on,
            )
        )
    announce(
        PlanClosed(person=plan.person, at=at, by=actor, plan=plan.pk, marking=plan.marking, on=on)
    )
    return plan


def _opened(actor: Actor, person: Any, *, marking: int, on: date, id: UUID) -> tuple[Plan, bool]:
    """The person's open plan with this marking, and whether it was opened just now."""
    plan = Plan(id=id, person=person, marking=marking, opened_on=on, opened_by_id=actor.staff_id)
    require(actor, CHANGE_PLAN, plan)
    if sent_before := Plan.objects.select_related("person").filter(pk=id).first():
        return sent_before, False
    # Two colleagues may open one at once: the second goes on with what the first opened.
    Plan.objects.bulk_create([plan], ignore_conflicts=True)
    found = Plan.objects.select_for_update(of=("self",)).select_related("person")
    now = found.get(person=person, kind=plan.kind, marking=marking, closed_on=None)
    return now, now.pk == id


def _add(
    actor: Actor,
    plan: Plan,
    objectives: Sequence[ProposedObjective],
    *,
    assessment: Any,
    once: UUID,
    at: datetime,
) -> None:
    """Objectives with their steps, numbered from the one key so that a second sending is seen."""
    last = last_order(Objective.objects.filter(plan=plan))
    row = {"person_id": plan.person_id, "marking": plan.marking}
    changed = {"changed_at": at, "changed_by_id": actor.staff_id}
    made = [
        Objective(
            id=uuid5(once, str(place)),
            **row,
            **changed,
            plan=plan,
            title=proposed.title,
            need=proposed.need,
            assessment=assessment,
            order=last + place + 1,
        )
        for place, proposed in enumerate(objectives)
    ]
    Objective.objects.bulk_create(made)
    Step.objects.bulk_create(
        Step(
            **row,
            **changed,
            objective=objective,
            title=step.title,
            who=step.who,
            who_named=step.who_named,
            due_on=step.due_on,
            order=order,
        )
        for objective, proposed in zip(made, objectives, strict=True)
        for order, step in enumerate(proposed.steps, start=1)
    )


def _announce_opened(actor: Actor, plan: Plan, *, assessment: UUID | None, at: datetime) -> None:
    announce(
        PlanOpened(
            person=plan.person,
            at=at,
            by=actor,
            plan=plan.pk,
            marking=plan.marking,
            assessment=assessment,
        )
    )
