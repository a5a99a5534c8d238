"""Who may see and change who works here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy


def is_a_colleague(actor: Actor, subject: Any) -> bool:
    return actor.staff_id is not None


SEE_STAFF = Policy(
    name="staff.see_staff",
    about=_("See who works here, in which role and where"),
    otherwise=_("Only administrators and managers can see the list of staff."),
)

CHANGE_STAFF = Policy(
    name="staff.change_staff",
    about=_("Add colleagues and units, give and end roles, record clearances"),
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
