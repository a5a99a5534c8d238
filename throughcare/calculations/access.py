"""Who may have things worked out: the program, when something changed, and nobody by hand."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy
from throughcare.foundation.access.policy import is_the_program

WORK_OUT = Policy(
    name="calculations.work_out",
    about=_("Work out predictors, needs, tiers and workload when something changed"),
    allow=(is_the_program,),
    otherwise=_("The program works this out by itself when something changes."),
)
