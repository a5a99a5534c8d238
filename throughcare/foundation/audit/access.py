"""Who may see who looked."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy

SEE_LOOKS = Policy(
    name="audit.see_looks",
    about=_("See who looked at a person's record"),
    otherwise=_("Only managers of the units that hold this person can see who looked."),
)
