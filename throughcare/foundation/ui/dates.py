"""Dates and times as people say them, on the clock of England and Wales, in the page's language."""

from collections.abc import Callable
from datetime import date, datetime, time
from datetime import timedelta as span
from functools import lru_cache, wraps

from django.utils.dateformat import format as written
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from throughcare.foundation.calendar import age_on, local, working_days_between
from throughcare.foundation.ui import clock

_A_FORTNIGHT, _TWO_MONTHS, _TWO_YEARS = (
    14,
    61,
    730,
)  # where days, weeks and months stop reading well


def _remembered(write: Callable[[date], str]) -> Callable[[date | None], str]:
    """The same days come again and again, down a page and from page to page. None is empty."""

    @lru_cache(maxsize=4096)
    def in_language(value: date, language: str | None) -> str:
        return write(value)

    @wraps(write)
    def says(value: date | None) -> str:
        return in_language(_day(value), get_language()) if value else ""

    return says


@_remembered
def day(value: date) -> str:
    """Tuesday 24 November 2026."""
    return written(value, pgettext("a day, in Django's letters", "l j F Y"))


@_remembered
def written_day(value: date) -> str:
    """24 November 2026: within a sentence, or in a document, where no weekday is needed."""
    return written(value, pgettext("a day within a sentence, in Django's letters", "j F Y"))


def written_moment(value: datetime | None) -> str:
    """24 November 2026, 2.30pm: in a document, which is read in another year."""
    if not value:
        return ""
    if local(value).time() == time.min:
        return written_day(value)
    return _("%(day)s, %(time)s") % {"day": written_day(value), "time": clock_time(value)}


@_remembered
def short_day(value: date) -> str:
    """24 Nov 2026."""
    return written(value, pgettext("a short day", "j M Y"))


@_remembered
def _day_of_this_year(value: date) -> str:
    return written(value, pgettext("a day of this year", "l j F"))


def clock_time(value: time | datetime | None) -> str:
    """2.30pm; 2pm; midday. The hour that comes twice in autumn says which of the two it is."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        shown = local(value)
        return _clock(shown.time()) + _which_of_two(shown)
    return _clock(value)


def moment(value: datetime | None) -> str:
    """Tuesday 24 November, 2.30pm; with the year when it is not this year.

    Midnight stands for a day whose time nobody gave, as other systems write it: the day is all.
    """
    if not value:
        return ""
    shown = local(value)
    spoken = _day_of_this_year(shown) if shown.year == clock.today().year else day(shown)
    if shown.time() == time.min:
        return spoken
    return _("%(day)s, %(time)s") % {"day": spoken, "time": clock_time(value)}


def ago(value: date | None) -> str:
    """Today; yesterday; 5 days ago; 3 weeks ago."""
    if not value:
        return ""
    days = (clock.today() - _day(value)).days
    if days <= 1:
        return {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}.get(days) or day(value)
    if days < _A_FORTNIGHT:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if days < _TWO_MONTHS:
        return ngettext("%(n)s week ago", "%(n)s weeks ago", days // 7) % {"n": days // 7}
    months = days * 12 // 365
    if days < _TWO_YEARS:
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    return ngettext("%(n)s year ago", "%(n)s years ago", months // 12) % {"n": months // 12}


def ahead(value: date | None) -> str:
    """Today; tomorrow; in 5 days; in 3 weeks; in 4 months."""
    if not value:
        return ""
    days = (_day(value) - clock.today()).days
    if days <= 1:
        return ago(value)
    if days < _A_FORTNIGHT:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    if days < _TWO_MONTHS:
        return ngettext("in %(n)s week", "in %(n)s weeks", days // 7) % {"n": days // 7}
    months = days * 12 // 365
    if days < _TWO_YEARS:
        return ngettext("in %(n)s month", "in %(n)s months", months) % {"n": months}
    return ngettext("in %(n)s year", "in %(n)s years", months // 12) % {"n": months // 12}


def due(value: date | None) -> str:
    """3 working days late; late since 14 Oct 2020; due today; due in 4 working days."""
    if not value:
        return ""
    today, wanted = clock.today(), _day(value)
    if wanted == today:
        return _("due today")
    if wanted == today + span(days=1):
        return _("due tomorrow")
    n = working_days_between(today, wanted)
    if wanted > today:
        if n == 0:  # a weekend lies between: no working day is left
            return _("due %(day)s") % {"day": day(value)}
        return ngettext("due in %(n)s working day", "due in %(n)s working days", n) % {"n": n}
    if n == 0 or (today - wanted).days >= _TWO_MONTHS:  # so late that the count says less
        return _("late since %(day)s") % {"day": day(value)}
    return ngettext("%(n)s working day late", "%(n)s working days late", -n) % {"n": -n}


def age(born: date | None, on: date | None = None) -> str:
    """38."""
    return str(age_on(born, on or clock.today())) if born else ""


def _day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def _clock(value: time) -> str:
    hour, minute = value.hour, value.minute
    if minute == 0 and hour in (0, 12):
        return _("midday") if hour else _("midnight")
    shown = f"{hour % 12 or 12}.{minute:02}" if minute else f"{hour % 12 or 12}"
    return (_("%(clock)spm") if hour >= 12 else _("%(clock)sam")) % {"clock": shown}


def _which_of_two(shown: datetime) -> str:
    """The zone's letters, only where the clock shows the same hour twice."""
    other = shown.replace(fold=1 - shown.fold)
    goes_back = other.utcoffset() != shown.utcoffset() and local(other).hour == shown.hour
    return f" {shown.tzname()}" if goes_back else ""
