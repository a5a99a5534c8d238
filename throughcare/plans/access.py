"""Who may change a plan. Who may read one, row security decides."""

from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, may_read


def is_closed(actor: Actor, plan: Any) -> bool:
    return not getattr(plan, "is_open", True)


def could_not_read_it(actor: Actor, plan: Any) -> bool:
    """Marked beyond what the actor may read, though the actor sees the person."""
    if not getattr(plan, "marking", 0) or may_read(actor, plan):
        return False
    ordinary = copy(plan)
    ordinary.marking = 0
    return may_read(actor, ordinary)


CHANGE_PLAN = Policy(
    name="plans.change_plan",
    about=_("Open and close a plan, and change its objectives and steps"),
    refuse={
        is_closed: _("This plan is closed. Open a new one to plan more."),
        could_not_read_it: _("You could not read a plan with this marking yourself."),
    },
    otherwise=_(
        "Only officers, therapy staff and managers who work with this person can change the plan."
    ),
)
