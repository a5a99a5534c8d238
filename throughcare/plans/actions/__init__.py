"""Every change to a plan."""

from throughcare.plans.actions.objectives import add_objective, change_objective
from throughcare.plans.actions.plans import (
    agree_plan,
    close_plan,
    open_plan,
    open_plan_from_assessment,
)
from throughcare.plans.actions.signing import NothingPlanned, submit_plan
from throughcare.plans.actions.steps import (
    StepAlreadyClosed,
    add_step,
    change_step,
    complete_step,
    stop_step,
)

__all__ = [
    "NothingPlanned",
    "StepAlreadyClosed",
    "add_objective",
    "add_step",
    "agree_plan",
    "change_objective",
    "change_step",
    "close_plan",
    "complete_step",
    "open_plan",
    "open_plan_from_assessment",
    "stop_step",
    "submit_plan",
]
