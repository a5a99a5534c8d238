"""Who may look at the rules themselves."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy

SEE_PACKS = Policy(
    name="packs.see_packs",
    about=_("See which rules are in force, with their sources"),
    otherwise=_("Only colleagues who work under these rules can see them here."),
)
