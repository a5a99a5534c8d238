"""Who may have people worked out, and who may count what another rule would change."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy
from throughcare.foundation.access.policy import is_the_program

COMPARE_VERSIONS = Policy(
    name="calculations.compare_versions",
    about=_("See what another version of a rule would change for how many people"),
    otherwise=_("Only administrators can see what another version of a rule would change."),
)

WORK_OUT = Policy(
    name="calculations.work_out",
    about=_("Work out predictors, needs, tiers and workload when something changed"),
    allow=(is_the_program,),
    otherwise=_("The program works this out by itself when something changes."),
)
