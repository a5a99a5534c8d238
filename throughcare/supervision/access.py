"""Who may book appointments and record what came of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy


def is_cancelled(actor: Actor, subject: Any) -> bool:
    return getattr(subject, "cancelled_at", None) is not None


BOOK_APPOINTMENT = Policy(
    name="supervision.book_appointment",
    about=_("Book, move and cancel appointments"),
    refuse={is_cancelled: _("This appointment is cancelled. Book a new one.")},
    otherwise=_("Only colleagues of the units that hold this person can book appointments."),
)

RECORD_OUTCOME = Policy(
    name="supervision.record_outcome",
    about=_("Record what came of an appointment, and correct it"),
    refuse={is_cancelled: _("This appointment is cancelled: nothing can have come of it.")},
    otherwise=_("Only colleagues of the units that hold this person can record outcomes."),
)
