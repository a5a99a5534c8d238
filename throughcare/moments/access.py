"""Who may make the bundle for a review. Reading the past is for everyone who reads the record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, decide
from throughcare.foundation.audit.access import SEE_LOOKS


def may_not_see_who_looked(actor: Actor, subject: Any) -> bool:
    """The bundle names everybody who opened the record."""
    return not decide(actor, SEE_LOOKS, subject).allowed


MAKE_BUNDLE = Policy(
    name="moments.make_bundle",
    about=_("Make the bundle for the review of a serious incident"),
    refuse={
        may_not_see_who_looked: _(
            "The bundle names who looked. Only managers of the units that hold this person can "
            "make it."
        )
    },
    otherwise=_("Only managers of the units that hold this person can make the bundle."),
)
