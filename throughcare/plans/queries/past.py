"""How rows of `plans` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.past import Telling, Then
from throughcare.plans.queries.words import who_says


def _objective_of(row: Any, then: Then) -> str:
    objective = then.find("plans.Objective", row.objective_id)
    return objective.title if objective else ""


PLAN = Telling(
    table="plans.Plan",
    section="plan",
    what=lazy("Plan"),
    title=lambda row, then: row.get_kind_display(),
    facts={
        "opened_on": lazy("Opened"),
        "closed_on": lazy("Closed"),
        "closing_reason": lazy("Why it was closed"),
        "closed_by": lazy("Closed by"),
    },
    untold=frozenset({"kind", "opened_by"}),
    is_over=lambda row, then: not row.is_open,
    order=lambda row: row.opened_on,
)

OBJECTIVE = Telling(
    table="plans.Objective",
    section="plan",
    what=lazy("Objective"),
    title=lambda row, then: row.title,
    facts={},
    untold=frozenset({"plan", "title", "need", "assessment", "order", "changed_at", "changed_by"}),
    order=lambda row: row.order,
)

STEP = Telling(
    table="plans.Step",
    section="plan",
    what=lazy("Step"),
    title=lambda row, then: row.title,
    facts={
        "objective": lazy("Objective"),
        "who": lazy("Who"),
        "due_on": lazy("Due"),
        "closed_on": lazy("Closed"),
        "outcome": lazy("Outcome"),
        "closing_note": lazy("Note"),
        "closed_by": lazy("Closed by"),
    },
    says={
        "objective": _objective_of,
        "who": lambda row, then: who_says(row, then.past.person),
    },
    untold=frozenset({"title", "who_named", "order", "changed_at", "changed_by"}),
    is_over=lambda row, then: not row.is_open,
    order=lambda row: (row.due_on, row.order),
)

AGREEMENT = Telling(
    table="plans.Agreement",
    section="plan",
    what=lazy("What the person said of it"),
    title=lambda row, then: (
        _("Agreed to the plan") if row.agreed else _("Did not agree to the plan")
    ),
    facts={"said": lazy("In their words"), "on": lazy("Day")},
    untold=frozenset({"plan", "agreed", "recorded_at", "recorded_by", "plan_version"}),
    order=lambda row: row.recorded_at,
)

PAST = (PLAN, OBJECTIVE, STEP, AGREEMENT)
