"""Calendar months, as the law counts them."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or an earlier; its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(since: date, until: date) -> int:
    """Whole months from one day to another; less than nothing where it lies before.

    Twelve of them are a year: who was born on 29 February is a year older on 1 March when the year
    has no 29th (Family Law Reform Act 1969, section 9).
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - 1 if until.day < since.day else months
