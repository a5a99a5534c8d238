"""Who may raise, review and end flags, and say how serious harm could be."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, is_the_program, may_read


def has_ended(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "is_active", True) is False


def is_marked_beyond_them(actor: Actor, subject: Any) -> bool:
    return bool(getattr(subject, "marking", 0)) and not may_read(actor, subject)


CHANGE_FLAG = Policy(
    name="risk.change_flag",
    about=_("Raise a flag on somebody, review it and end it"),
    refuse={
        is_marked_beyond_them: _("You may not read what has this marking, so you cannot use it."),
        has_ended: _("This flag has ended. If it is needed again, raise a new one."),
    },
    otherwise=_("Only officers and managers of the units that hold this person can change flags."),
)

CHANGE_LEVEL = Policy(
    name="risk.change_level",
    about=_("Say how serious the harm could be, and to whom"),
    otherwise=_(
        "Only the officer who holds this case, specialists and managers can change the level."
    ),
)


LEARN_RISK = Policy(
    name="risk.learn_risk",
    about=_("Take in what other systems say about risk"),
    allow=(is_the_program,),
    otherwise=_("This comes onto the record through messages from the systems in use today."),
)
