"""Who may change a plan. Who may read one, row security decides."""

from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, decide, may_read
from throughcare.plans.models import Plan
from throughcare.signoff import queries as signoff


def is_closed(actor: Actor, plan: Any) -> bool:
    return not getattr(plan, "is_open", True)


def could_not_read_it(actor: Actor, plan: Any) -> bool:
    """Marked beyond what the actor may read, though the actor sees the person."""
    if not getattr(plan, "marking", 0) or may_read(actor, plan):
        return False
    ordinary = copy(plan)
    ordinary.marking = 0
    return may_read(actor, ordinary)


def waits_for_its_signature(actor: Actor, plan: Any) -> bool:
    """What is signed is what was read: nothing is planned meanwhile."""
    return isinstance(plan, Plan) and signoff.is_waiting(actor=actor, subject=plan.link)


def may_change(actor: Actor, plan: Any) -> bool:
    return decide(actor, CHANGE_PLAN, plan).allowed


_REFUSED: dict[Any, Any] = {
    is_closed: _("This plan is closed. Open a new one to plan more."),
    could_not_read_it: _("You could not read a plan with this marking yourself."),
}
_OTHERWISE = _(
    "Only officers, therapy staff and managers who work with this person can change the plan."
)

CHANGE_PLAN = Policy(
    name="plans.change_plan",
    about=_("Open and close a plan, and change its objectives and steps"),
    refuse=_REFUSED,
    otherwise=_OTHERWISE,
)

PLAN = Policy(
    name="plans.plan",
    about=_("Say what is planned: not while the plan waits for its countersignature"),
    allow=(may_change,),
    refuse={
        **_REFUSED,
        waits_for_its_signature: _(
            "This plan waits for its countersignature. Steps can be closed; to change what is "
            "planned, ask for it to be returned."
        ),
    },
    otherwise=_OTHERWISE,
)
