"""When a flag is to be looked at again. Pure sums."""

from calendar import monthrange
from datetime import date


def next_review(today: date, months: int | None) -> date | None:
    """So many months from today: the same day of the month, or its last where it has no such."""
    if months is None:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
