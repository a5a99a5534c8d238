"""Questions about plans that other modules and pages may ask."""

from throughcare.plans.queries.finding import (
    OverdueStep,
    last_order,
    objective_for,
    overdue_steps,
    plan_for,
    plan_of,
    step_for,
)
from throughcare.plans.queries.glance import Aim, Glance, NextStep, at_a_glance
from throughcare.plans.queries.over_time import ObjectiveWorkedOn, worked_on
from throughcare.plans.queries.proposing import Proposal, proposal, unplanned
from throughcare.plans.queries.reading import (
    AgreementLine,
    ObjectiveLine,
    PlanPage,
    PlansPage,
    StepLine,
    closed_plans,
    open_plans,
    plan_page,
    plans_page,
    step_line,
)
from throughcare.plans.queries.signing import facts_for_signing
from throughcare.plans.queries.words import who_says

__all__ = [
    "AgreementLine",
    "Aim",
    "Glance",
    "NextStep",
    "ObjectiveLine",
    "ObjectiveWorkedOn",
    "OverdueStep",
    "PlanPage",
    "PlansPage",
    "Proposal",
    "StepLine",
    "at_a_glance",
    "closed_plans",
    "facts_for_signing",
    "last_order",
    "objective_for",
    "open_plans",
    "overdue_steps",
    "plan_for",
    "plan_of",
    "plan_page",
    "plans_page",
    "proposal",
    "step_for",
    "step_line",
    "unplanned",
    "who_says",
    "worked_on",
]
