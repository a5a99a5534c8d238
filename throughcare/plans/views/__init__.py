"""Pages on which plans are read and changed."""

from throughcare.plans.views.objectives import add_objective, objective
from throughcare.plans.views.plans import (
    agree,
    close,
    one_plan,
    open_plan,
    plan,
    plan_from_assessment,
)
from throughcare.plans.views.signing import submit
from throughcare.plans.views.steps import add_step, step, step_done, stop_step

__all__ = [
    "add_objective",
    "add_step",
    "agree",
    "close",
    "objective",
    "one_plan",
    "open_plan",
    "plan",
    "plan_from_assessment",
    "step",
    "step_done",
    "stop_step",
    "submit",
]
