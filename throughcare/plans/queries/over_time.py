"""What was being done by plan: objectives, and when their steps were closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import badge_of
from throughcare.plans.models import Step


@dataclass(frozen=True)
class StepTaken:
    """A step of a plan: open, done or stopped."""

    title: str
    due_on: date
    closed_on: date | None
    outcome: str
    """`done`, `stopped`, or empty while it is open."""
    outcome_says: str


@dataclass(frozen=True)
class ObjectiveWorkedOn:
    """An objective for as long as its plan was open, with its steps by the day they were closed."""

    title: str
    since: date
    until: date | None
    badge: str
    steps: tuple[StepTaken, ...]

    def number(self, outcome: str) -> int:
        """How many steps came to that; with nothing, how many are open."""
        return sum(step.outcome == outcome for step in self.steps)


def worked_on(*, actor: Actor, person: Any) -> list[ObjectiveWorkedOn]:
    """Every objective that had steps, the plan opened first first; one query."""
    rows = Step.objects.filter(person=person).select_related("objective__plan")
    steps = rows.order_by("objective__plan__opened_on", "objective__order", "objective_id", "order")
    found: dict[Any, list[Step]] = {}
    for step in steps:
        found.setdefault(step.objective_id, []).append(step)
    return [_objective(of) for of in found.values()]


def _objective(steps: list[Step]) -> ObjectiveWorkedOn:
    objective = steps[0].objective
    plan = objective.plan
    return ObjectiveWorkedOn(
        title=objective.title,
        since=plan.opened_on,
        until=plan.closed_on,
        badge=badge_of(objective.marking),
        steps=tuple(_step(one) for one in steps),
    )


def _step(row: Step) -> StepTaken:
    return StepTaken(
        title=row.title,
        due_on=row.due_on,
        closed_on=row.closed_on,
        outcome=row.outcome or "",
        outcome_says=row.get_outcome_display() or "",
    )
