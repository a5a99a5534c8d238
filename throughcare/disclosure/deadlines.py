"""By when a request must be answered. Pure sums."""

from datetime import date

from throughcare.foundation.calendar import is_working_day, months_after, working_days_after
from throughcare.foundation.packs.disclosure import Time


def due_on(*, rule: Time, received: date, identity: date | None, is_extended: bool) -> date:
    """The last day for the answer."""
    begins = max(received, identity or received) if rule.counts_from_identity else received
    months = rule.months + (rule.extension_months if is_extended else 0)
    day = months_after(begins, months)
    if rule.next_working_day and not is_working_day(day):
        return working_days_after(day, 1)
    return day
