"""Days as documents say them."""

from datetime import date, datetime

from django.utils.dateformat import format as written
from django.utils.translation import pgettext

from throughcare.foundation.calendar import local_day


def on_day(value: date | None) -> str:
    """24 November 2026: no weekday, which nobody needs a year later."""
    if value is None:
        return ""
    day = local_day(value) if isinstance(value, datetime) else value
    return written(day, pgettext("a day in a document, in Django's letters", "j F Y"))
