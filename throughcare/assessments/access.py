"""Who may answer an assessment and who may sign it. Who may read one, row security decides."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.assessments.models import Assessment
from throughcare.foundation.access import Actor, Policy, is_the_program, may_read


def is_signed(actor: Actor, assessment: Any) -> bool:
    return getattr(assessment, "state", None) == Assessment.State.SIGNED


def is_submitted(actor: Actor, assessment: Any) -> bool:
    return getattr(assessment, "state", None) == Assessment.State.SUBMITTED


def is_withdrawn(actor: Actor, assessment: Any) -> bool:
    return getattr(assessment, "state", None) == Assessment.State.WITHDRAWN


def could_not_read_it(actor: Actor, assessment: Any) -> bool:
    """Marked beyond what the actor may read, though the actor sees the person."""
    if not getattr(assessment, "marking", 0) or may_read(actor, assessment):
        return False
    ordinary = copy(assessment)
    ordinary.marking = 0
    return may_read(actor, ordinary)


_SIGNED = _("This assessment is signed and stays as it is. Start a new one to say what is new.")
_WITHDRAWN = _("This assessment was withdrawn. Start a new one.")
_SUBMITTED = _(
    "This assessment waits to be countersigned, and is not changed meanwhile. To change it, ask "
    "for it to be returned."
)
_NOT_FOR_YOU = _(
    "You could not read an assessment with this marking yourself. Choose another marking, or ask "
    "a colleague who may read it."
)

_REFUSED: dict[Callable[[Actor, Any], bool], Any] = {
    is_signed: _SIGNED,
    is_submitted: _SUBMITTED,
    is_withdrawn: _WITHDRAWN,
    could_not_read_it: _NOT_FOR_YOU,
}

START_ASSESSMENT = Policy(
    name="assessments.start_assessment",
    about=_("Start an assessment and answer its questions"),
    refuse=_REFUSED,
    otherwise=_(
        "Only officers, facilitators, therapy staff and managers who work with this person can "
        "answer assessments."
    ),
)

SIGN_ASSESSMENT = Policy(
    name="assessments.sign_assessment",
    about=_("Sign an assessment, so that it counts and stays as it is"),
    refuse=_REFUSED,
    otherwise=_(
        "Only officers, facilitators, therapy staff and managers who work with this person can "
        "sign assessments."
    ),
)

WITHDRAW_ASSESSMENT = Policy(
    name="assessments.withdraw_assessment",
    about=_("Withdraw an assessment that was begun in error, before it is signed"),
    refuse=_REFUSED,
    otherwise=_(
        "Only officers, facilitators, therapy staff and managers who work with this person can "
        "withdraw assessments."
    ),
)

LEARN_ASSESSMENT = Policy(
    name="assessments.learn_assessment",
    about=_("Take in assessments made in other systems"),
    allow=(is_the_program,),
    otherwise=_("This comes onto the record through messages from the systems in use today."),
)
