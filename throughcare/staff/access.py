"""Who may see and change who works here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Held, Policy
from throughcare.foundation.access.policy import Rule


def is_a_colleague(actor: Actor, subject: Any) -> bool:
    return actor.staff_id is not None


SEE_STAFF = Policy(
    name="staff.see_staff",
    about=_("See who works here, in which role and where"),
    otherwise=_("Only administrators and managers can see the list of staff."),
)

CHANGE_STAFF = Policy(
    name="staff.change_staff",
    about=_("Add colleagues and units, give and end roles"),
    otherwise=_("Only an administrator can change who works here. Ask yours."),
)

CHOOSE_LANGUAGE = Policy(
    name="staff.choose_language",
    about=_("Choose the language the program speaks to you"),
    allow=(is_a_colleague,),
    otherwise=_("Sign in first."),
)

KEEP_SIGN_IN = Policy(
    name="staff.keep_sign_in",
    about=_("Set up and remove your own ways to sign in"),
    allow=(is_a_colleague,),
    otherwise=_("Sign in first."),
)


@dataclass(frozen=True)
class Placed:
    """A colleague, and where they work: the units they hold a role in, and those these lie in."""

    member_id: int
    units: frozenset[int]
    only: frozenset[str] = frozenset()
    """The roles that may enter the competence in question; none: every role with the power."""


def is_oneself(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Placed) and subject.member_id == actor.staff_id


def works_elsewhere(power: str) -> Rule:
    """Refuses managers of other units: a power over colleagues reaches where the role does."""

    def works_where_no_role_with_the_power_reaches(actor: Actor, subject: Any) -> bool:
        if not isinstance(subject, Placed) or is_oneself(actor, subject):
            return False
        return power in actor.powers and not any(_answering(actor, power, subject))

    return works_where_no_role_with_the_power_reaches


def is_for_others_to_enter(actor: Actor, subject: Any) -> bool:
    """Refuses who answers for the colleague, but may not say that they can do just this."""
    if not isinstance(subject, Placed) or not subject.only:
        return False
    answering = list(_answering(actor, "staff.award_competence", subject))
    return bool(answering) and not any(
        held.role in subject.only or not held.units for held in answering
    )


def _answering(actor: Actor, power: str, subject: Placed) -> Iterator[Held]:
    # A role that reaches nobody's record, an administrator's, looks after staff everywhere.
    for held in actor.held:
        if power in held.powers and (not held.units or held.units & subject.units):
            yield held


SEE_TRAINING = Policy(
    name="staff.see_training",
    about=_("See what colleagues of their units are trained and cleared for, and what runs out"),
    allow=(is_oneself,),
    refuse={works_elsewhere("staff.see_training"): _("This colleague works in another unit.")},
    otherwise=_("Only they themselves and their managers can see what a colleague is trained for."),
)

AWARD_COMPETENCE = Policy(
    name="staff.award_competence",
    about=_("Record what colleagues of their units have been trained for, and end it"),
    refuse={
        is_oneself: _("You cannot record or end your own training. Ask your manager."),
        works_elsewhere("staff.award_competence"): _(
            "This colleague works in another unit. Their manager records this."
        ),
        is_for_others_to_enter: _(
            "Your role does not say who is trained for this. Those who supervise it do."
        ),
    },
    otherwise=_("Only managers and administrators can record what a colleague is trained for."),
)

RECORD_CLEARANCE = Policy(
    name="staff.record_clearance",
    about=_("Record colleagues’ clearances, and that one was withdrawn"),
    refuse={is_oneself: _("You cannot record your own clearance. Ask another administrator.")},
    otherwise=_("Only an administrator can record a clearance. Ask yours."),
)

ARRANGE_COVER = Policy(
    name="staff.arrange_cover",
    about=_("Say who sees to the work of a colleague of their units who is away"),
    allow=(is_oneself,),
    refuse={
        works_elsewhere("staff.arrange_cover"): _(
            "This colleague works in another unit. Their manager arranges cover."
        )
    },
    otherwise=_("Only they themselves and their managers can say who covers for a colleague."),
)

SEE_OWN_REGISTER = Policy(
    name="staff.see_own_register",
    about=_("See what you are trained and cleared for, and who covers whom"),
    allow=(is_a_colleague,),
    otherwise=_("Sign in first."),
)
