"""Who decides what is deleted, and who stops it."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy

DECIDE_DELETION = Policy(
    name="retention.decide_deletion",
    about=_("Decide that a record whose time is over is deleted for good"),
    otherwise=_("Only those who manage records decide what is deleted."),
)

PLACE_HOLD = Policy(
    name="retention.place_hold",
    about=_("Put a record on hold, so that nothing of it is deleted; and end a hold"),
    otherwise=_("Only managers, and those who manage records, put a record on hold."),
)
