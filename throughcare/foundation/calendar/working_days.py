"""Working days: neither Saturday, Sunday nor a bank holiday.

Bank holidays are known for the years the pack lists. Outside those years only weekends count,
since a guess at a holiday that Parliament may still move would look like a fact.
"""

from collections.abc import Collection
from datetime import date, timedelta

from throughcare.foundation.packs import pack

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date] | None = None) -> bool:
    """Whether people are at work on this day. The pack's bank holidays, unless others are given."""
    days_off = pack().bank_holidays if holidays is None else holidays
    return day.weekday() < _SATURDAY and day not in days_off


def working_days_after(start: date, n: int, holidays: Collection[date] | None = None) -> date:
    """The nth working day after `start`, which itself never counts; 0 is `start` as it is."""
    return _walk(start, n, _DAY, holidays)


def working_days_before(start: date, n: int, holidays: Collection[date] | None = None) -> date:
    """The nth working day before `start`, which itself never counts; 0 is `start` as it is."""
    return _walk(start, n, -_DAY, holidays)


def working_days_between(start: date, end: date, holidays: Collection[date] | None = None) -> int:
    """How many working days from `start`, not counted, to `end`, counted; negative if backwards."""
    if end < start:
        return -working_days_between(end, start, holidays)
    days = (start + n * _DAY for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def _walk(start: date, n: int, step: timedelta, holidays: Collection[date] | None) -> date:
    if n < 0:
        raise ValueError("count working days forward with working_days_after, back with …_before")
    day = start
    while n:
        day += step
        n -= is_working_day(day, holidays)
    return day
