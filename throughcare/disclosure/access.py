"""Who answers requests for a record, and who checks what is decided."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy

ANSWER_REQUEST = Policy(
    name="disclosure.answer_request",
    about=_(
        "Answer somebody’s request for their own record: decide what they get, and hand it out"
    ),
    otherwise=_("Only managers of the units that hold this person can answer their request."),
)


def is_their_own_decision(actor: Actor, subject: Any) -> bool:
    """Asked of one decision: of a person it is nobody's."""
    return getattr(subject, "decided_by_id", None) == actor.staff_id


CHECK_DECISION = Policy(
    name="disclosure.check_decision",
    about=_("Check, as a second person, what is kept back from somebody or given to them"),
    refuse={is_their_own_decision: _("You decided this yourself. Somebody else checks it.")},
    otherwise=_("Your role does not check what is given to people of their record."),
)
