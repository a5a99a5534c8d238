"""Who looks for signals: the program alone."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy
from throughcare.foundation.access.policy import is_the_program

LOOK = Policy(
    name="signals.look",
    about=_("Look over what is on the record and raise concerns by themselves"),
    allow=(is_the_program,),
    otherwise=_("The program looks for signals by itself when something changes."),
)
