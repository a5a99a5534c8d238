"""Moments, and how the clock on a wall in England and Wales shows them.

A moment is stored in UTC and shown in London. Two nights a year the clock is changed:

- in spring, 01:00 to 02:00 does not exist: a time typed in the gap is taken as if the clock had
  not yet been changed, so 01:30 is shown afterwards as 02:30;
- in autumn, 01:00 to 02:00 comes twice: a time typed there is the first of the two, unless it
  says otherwise by `fold=1`.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from throughcare.foundation.calendar.spans import Span

LONDON = ZoneInfo("Europe/London")


def local(moment: datetime) -> datetime:
    """The moment as a clock here shows it. A moment without a zone is refused: it is a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone could be any of several")
    return moment.astimezone(LONDON)


def local_day(moment: datetime) -> date:
    """The day people here call it when the moment comes."""
    return local(moment).date()


def moment_at(day: date, at: time) -> datetime:
    """The moment, in UTC, when a clock here shows `at` on `day`."""
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def day_span(day: date) -> Span[datetime]:
    """The whole of a day here: 24 hours, or 23 or 25 when the clock is changed."""
    return Span(moment_at(day, time.min), moment_at(day + timedelta(days=1), time.min))
