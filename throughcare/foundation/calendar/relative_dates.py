"""Dates said by how far they are from today: "tomorrow", "next Friday", "in 2 weeks"."""

import calendar
import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from throughcare.foundation.calendar import words
from throughcare.foundation.calendar.not_understood import NotDate
from throughcare.foundation.calendar.working_days import working_days_after, working_days_before

# Further than this nobody counts; they write the date.
_FURTHEST = 999

_DISTANCE = re.compile(
    rf"(?:(?P<number>[0-9]{{1,9}}|{'|'.join(words.NUMBERS)}) )?"
    rf"(?P<unit>{'|'.join(sorted(words.UNITS, key=len, reverse=True))})"
    rf"(?: (?:(?P<ago>{'|'.join(words.AGO)})|from now|time|today))?"
)


def relative_date(phrase: str, today: date, past: bool) -> date | None:
    """The date meant by a phrase (see `words.phrase`), or None if it is said in another way."""
    if phrase in words.TODAY_AND_ROUND_IT:
        return today + timedelta(days=words.TODAY_AND_ROUND_IT[phrase])
    return _by_weekday(phrase, today, past) or _by_distance(phrase, today)


def _by_weekday(phrase: str, today: date, past: bool) -> date | None:
    spoken = [word for word in phrase.split() if word not in ("dydd", "ddydd")]
    days = [word for word in spoken if words.weekday_named(word) is not None]
    others = [word for word in spoken if word not in days]
    if len(days) != 1 or len(others) > 1:
        return None
    weekday = words.weekday_named(days[0]) or 0
    which = words.WHICH.get(others[0]) if others else "this"
    monday = today - timedelta(days=today.weekday())
    to_come = today + timedelta(days=(weekday - today.weekday()) % 7)
    if which == "next":
        return monday + timedelta(days=7 + weekday)
    if which == "last" or (which == "this" and past and to_come > today):
        return to_come - timedelta(days=7)
    return to_come if which == "this" else None


def _by_distance(phrase: str, today: date) -> date | None:
    if phrase in ("next week", "wythnos nesaf"):
        return today + timedelta(days=7)
    found = _DISTANCE.fullmatch(phrase)
    if found is None:
        return None
    number = found["number"] or "a"
    amount = int(number) if number.isdecimal() else words.NUMBERS[number]
    if amount > _FURTHEST:
        raise NotDate(_("That is too far away. Enter the date itself, like 24 11 2026"))
    return _moved(today, amount, words.UNITS[found["unit"]], back=bool(found["ago"]))


def _moved(today: date, amount: int, unit: str, *, back: bool) -> date:
    if unit == "working day":
        return (working_days_before if back else working_days_after)(today, amount)
    amount = -amount if back else amount
    if unit in ("month", "year"):
        return _months_on(today, amount * (12 if unit == "year" else 1))
    return today + timedelta(days=amount * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last_day))
