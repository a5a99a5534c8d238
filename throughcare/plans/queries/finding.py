"""Finding one thing to change, and what is owed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from throughcare.foundation.access import Actor, one_visible
from throughcare.foundation.database.kept import kept
from throughcare.plans.models import Objective, Plan, Step
from throughcare.plans.queries.words import who_says


@dataclass(frozen=True)
class OverdueStep:
    """A step that was to be taken by a day now past."""

    id: UUID
    title: str
    who: str
    due_on: date


def overdue_steps(
    *, actor: Actor, people: Collection[int], today: date
) -> dict[int, list[OverdueStep]]:
    """For many people at once, by person id: the open steps whose day is past, the latest last."""
    found: dict[int, list[OverdueStep]] = defaultdict(list)
    for step in _late(people=list(people), today=today):
        found[step.person_id].append(
            OverdueStep(step.pk, step.title, who_says(step, step.person), step.due_on)
        )
    return dict(found)


@kept
def _late(*, people: list[int], today: date) -> QuerySet[Step]:
    late = Step.objects.filter(person__among=people, closed_on=None, due_on__lt=today)
    read = late.select_related("person").only(
        *("title", "who", "who_named", "due_on"),
        *("person__preferred_name", "person__given_name", "person__family_name"),
    )
    return read.order_by("due_on", "id")


def plan_for(*, actor: Actor, person: Any, plan_id: UUID) -> Plan:
    """One plan of this person, to be changed. Raises NotVisible."""
    return one_visible(Plan.objects.select_related("person"), person=person, pk=plan_id)


def plan_of(paper: Any) -> Plan:
    """The plan a paper is about."""
    key = paper.subject.rpartition(":")[2]
    return Plan.objects.select_related("person").get(pk=key)


def objective_for(*, actor: Actor, person: Any, objective_id: UUID) -> Objective:
    """One objective of this person. Raises NotVisible."""
    rows = Objective.objects.select_related("person", "plan__person", "changed_by")
    return one_visible(rows, person=person, pk=objective_id)


def step_for(*, actor: Actor, person: Any, step_id: UUID) -> Step:
    """One step of this person. Raises NotVisible."""
    rows = Step.objects.select_related(
        "person", "objective__plan__person", "closed_by", "changed_by"
    )
    return one_visible(rows, person=person, pk=step_id)


def last_order(rows: Any) -> int:
    """The highest place taken in a list of objectives or steps; 0 for an empty one."""
    return rows.aggregate(last=Max("order"))["last"] or 0
