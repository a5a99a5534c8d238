"""Who may say what of risk: flags, levels, concerns, therapeutic risks, safeguarding."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, is_the_program, may_read


def has_ended(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "is_active", True) is False


def is_marked_beyond_them(actor: Actor, subject: Any) -> bool:
    return bool(getattr(subject, "marking", 0)) and not may_read(actor, subject)


def is_closed(actor: Actor, subject: Any) -> bool:
    return (
        getattr(subject, "is_closed", False) is True or getattr(subject, "is_open", True) is False
    )


def is_referred(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "refer", False) is True


def is_their_own(actor: Actor, subject: Any) -> bool:
    author = getattr(subject, "author_id", None)
    return author is not None and author == actor.staff_id


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


RECORD_CONCERN = Policy(
    name="risk.record_concern",
    about=_("Record a concern about somebody"),
    refuse={
        is_marked_beyond_them: _("You may not read what has this marking, so you cannot use it."),
    },
    otherwise=_("Only colleagues who work with this person can record a concern about them."),
)

TRIAGE_CONCERN = Policy(
    name="risk.triage_concern",
    about=_("Look at a concern and decide what is to be done"),
    refuse={is_closed: _("This concern is closed. If there is something new, record it.")},
    otherwise=_(
        "Only those who can hold this case, and their managers, decide about a concern. "
        "You will see what they decide."
    ),
)

OVERSEE_CONCERNS = Policy(
    name="risk.oversee_concerns",
    about=_("See which concerns in the unit were not looked at in time"),
    otherwise=_("Only managers see the concerns of everybody in a unit."),
)

CHANGE_THERAPEUTIC_RISK = Policy(
    name="risk.change_therapeutic_risk",
    about=_("Write down a therapeutic risk, change it and close it"),
    refuse={
        is_marked_beyond_them: _("You may not read what has this marking, so you cannot use it."),
        is_closed: _("This risk is closed. If it is there again, write it down anew."),
    },
    otherwise=_("Only therapy staff, officers and managers can change therapeutic risks."),
)

REFER = Policy(
    name="risk.refer_safeguarding",
    about=_("Decide whether a child or an adult at risk is referred, and follow it up"),
    refuse={
        is_marked_beyond_them: _("You may not read what has this marking, so you cannot use it."),
        is_closed: _("This is closed. If there is something new, begin a new one."),
    },
    otherwise=_(
        "Only staff who may read what is marked for safeguarding can do this. Tell the case holder "
        "or a manager now, by telephone."
    ),
)

COUNTERSIGN_REFERRAL = Policy(
    name="risk.countersign_safeguarding",
    about=_("Countersign a decision not to refer a child or an adult at risk"),
    refuse={
        is_closed: _("This is closed. If there is something new, begin a new one."),
        is_referred: _("This is referred: there is no decision to countersign."),
        is_their_own: _("Somebody else has to countersign what you decided."),
    },
    otherwise=_("Only managers countersign a decision not to refer."),
)
