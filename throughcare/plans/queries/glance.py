"""Plans at a glance, for the first page about somebody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.plans.models import Objective, Plan, Step
from throughcare.plans.queries.finding import OverdueStep
from throughcare.plans.queries.words import who_says


@dataclass(frozen=True)
class NextStep:
    """The step of an objective to take next."""

    title: str
    who: str
    due_on: date


@dataclass(frozen=True)
class Aim:
    """An objective of an open plan; without a next step, somebody should add one or close it."""

    title: str
    next: NextStep | None


@dataclass(frozen=True)
class Glance:
    """What the person's open plans aim at, and what is late."""

    has_plan: bool
    aims: tuple[Aim, ...]
    overdue: tuple[OverdueStep, ...]


def at_a_glance(*, actor: Actor, person: Any, today: date) -> Glance:
    """The person's open plans the actor may know, the ordinary one first, in three queries."""
    plans = _open_plans(person=person.pk)
    steps: dict[UUID, list[Step]] = defaultdict(list)
    overdue = []
    for step in _open_steps(person=person.pk):
        steps[step.objective_id].append(step)
        if step.due_on < today:
            overdue.append(OverdueStep(step.pk, step.title, who_says(step, person), step.due_on))
    aims: dict[UUID, list[Aim]] = defaultdict(list)
    for objective in _objectives(plans=[plan.pk for plan in plans]):
        aims[objective.plan_id].append(_aim(objective, steps[objective.pk], person))
    return Glance(
        has_plan=bool(plans),
        aims=tuple(aim for plan in plans for aim in aims[plan.pk]),
        overdue=tuple(overdue),
    )


@kept
def _open_plans(*, person: int) -> QuerySet[Plan]:
    return Plan.objects.filter(person=person, closed_on=None).order_by("marking", "kind")


@kept
def _open_steps(*, person: int) -> QuerySet[Step]:
    rows = Step.objects.filter(person=person, closed_on=None)
    return rows.order_by("due_on", "order", "id")


@kept
def _objectives(*, plans: list[UUID]) -> QuerySet[Objective]:
    return Objective.objects.filter(plan__among=plans).order_by("order", "id")


def _aim(objective: Objective, steps: list[Step], person: Any) -> Aim:
    if not steps:
        return Aim(objective.title, None)
    first = steps[0]
    return Aim(objective.title, NextStep(first.title, who_says(first, person), first.due_on))
