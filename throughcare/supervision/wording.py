"""Appointments and what comes of them in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from throughcare.foundation.packs import pack
from throughcare.supervision.compliance import Consequence
from throughcare.supervision.models import Appointment, Recording


def type_says(appointment: Appointment) -> str:
    """What kind it is, as the pack calls it; a kind it does not know stands as it was given."""
    known = pack().appointment_types.get(appointment.type)
    return known.title if known else appointment.type_text


def outcome_says(recording: Recording) -> str:
    """What came of it, as the pack calls it; an outcome it does not know stands as it was given."""
    known = pack().contact_outcomes.get(recording.outcome)
    return known.title if known else recording.outcome_text


def consequence_says(consequence: Consequence) -> str:
    """What saving the outcome will do, to be read before it is saved."""
    if consequence.nth is None or consequence.nth == 1:
        return consequence.says  # the rule itself says that it is the first
    count = _("This will be the %(nth)s failure to comply in %(months)s months.") % {
        "nth": ordinal(consequence.nth),
        "months": consequence.within_months,
    }
    return f"{count} {consequence.says}"


def ordinal(n: int) -> str:
    """First, second, third; in figures beyond the tenth."""
    words = [
        pgettext("failure", "first"),
        pgettext("failure", "second"),
        pgettext("failure", "third"),
        pgettext("failure", "fourth"),
        pgettext("failure", "fifth"),
        pgettext("failure", "sixth"),
        pgettext("failure", "seventh"),
        pgettext("failure", "eighth"),
        pgettext("failure", "ninth"),
        pgettext("failure", "tenth"),
    ]
    return words[n - 1] if n <= len(words) else pgettext("failure", "%(n)sth") % {"n": n}
