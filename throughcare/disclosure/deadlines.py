"""By when a request must be answered. Pure sums."""

from calendar import monthrange
from datetime import date

from throughcare.foundation.calendar import is_working_day, working_days_after
from throughcare.foundation.packs.disclosure import Time


def due_on(*, rule: Time, received: date, identity: date | None, is_extended: bool) -> date:
    """The last day for the answer."""
    begins = max(received, identity or received) if rule.counts_from_identity else received
    months = rule.months + (rule.extension_months if is_extended else 0)
    day = months_after(begins, months)
    if rule.next_working_day and not is_working_day(day):
        return working_days_after(day, 1)
    return day


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
