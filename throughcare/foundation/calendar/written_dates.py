"""Dates written out: "24 11 26", "24/11/2026", "Tuesday 24 November", "2026-11-24"."""

import calendar
import re
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from throughcare.foundation.calendar import words
from throughcare.foundation.calendar.not_understood import NotDate

FIRST_YEAR, LAST_YEAR = 1900, 2199
_YEARS_AHEAD = 20

_WEEKDAY = r"(?:(?:d?dydd )?(?P<weekday>[a-z]{3,}) )?"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2}|[a-z]{3,})"
_MONTH_NAME = r"(?P<month>[a-z]{3,})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FORMS = [
    re.compile(_WEEKDAY + form)
    for form in (
        rf"{_DAY} {_MONTH}(?: {_YEAR})?",
        rf"{_MONTH_NAME} {_DAY}(?: {_YEAR})?",
        rf"(?P<year>[0-9]{{4}}) {_MONTH} {_DAY}",
        r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})",
    )
]


def written_date(phrase: str, today: date, past: bool) -> date | None:
    """The date written in a phrase (see `words.phrase`); None if it is not written as a date.

    Raises NotDate for a date that the calendar does not have.
    """
    for form in _FORMS:
        found = form.fullmatch(phrase)
        parts = _parts(found) if found else None
        if parts is not None:
            return _settled(*parts, today, past)
    return None


def _parts(found: re.Match[str]) -> tuple[int, int, str | None, int | None] | None:
    weekday, month, name = None, found["month"], found["weekday"]
    if name is not None and (weekday := words.weekday_named(name)) is None:
        return None
    number = int(month) if month.isdecimal() else words.month_named(month)
    return None if number is None else (int(found["day"]), number, found["year"], weekday)


def _settled(
    day: int, month: int, year: str | None, weekday: int | None, today: date, past: bool
) -> date:
    """The one date meant, of those that day, month and what there is of a year could mean."""
    if not 1 <= month <= 12:
        raise NotDate(_("There is no month %(month)s. Put the day first") % {"month": month})
    dates = _in_the_calendar(day, month, _years(year, today))
    if past and (year is None or len(year) == 2):
        dates = [each for each in dates if each <= today] or dates
    if year is None:
        dates = _nearest(dates, today)
        dates = [each for each in dates if weekday in (None, each.weekday())] or dates
    if weekday not in (None, dates[0].weekday()):
        falls_on = {"weekday": WEEKDAYS[dates[0].weekday()]}
        raise NotDate(_("That date is a %(weekday)s. Check the day and the date") % falls_on)
    return dates[0]


def _nearest(dates: list[date], today: date) -> list[date]:
    """The last that was and the first that will be, the nearer of the two in front."""
    past = [each for each in dates if each <= today][-1:]
    to_come = [each for each in dates if each > today][:1]
    return sorted(to_come + past, key=lambda each: abs(each - today))


def _years(year: str | None, today: date) -> list[int]:
    """The years that could be meant, the likeliest first."""
    if year is None:
        return list(range(today.year - 8, today.year + 9))  # one of them has a 29 February
    if len(year) == 2:
        latest = today.year + _YEARS_AHEAD
        latest -= (latest - int(year)) % 100
        return [latest, latest - 100]
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NotDate(_("Enter a year from 1900 to 2199, like 2026"))
    return [int(year)]


def _in_the_calendar(day: int, month: int, years: list[int]) -> list[date]:
    dates = [
        date(year, month, day)
        for year in years
        if year >= FIRST_YEAR and 1 <= day <= calendar.monthrange(year, month)[1]
    ]
    if not dates:
        last_day = max(calendar.monthrange(year, month)[1] for year in years)
        shown = {"month": MONTHS[month], "days": last_day}
        raise NotDate(_("%(month)s has only %(days)s days. Check the day") % shown)
    return dates
