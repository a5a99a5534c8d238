"""Read dates and times as people type them, in English or Welsh: "24 11 26", "yfory", "230pm".

What a date leaves open is settled in one way, so that a page can show it back in full:

- the day comes before the month;
- a year of two digits is the latest that lies no more than twenty years ahead;
- a day and month without a year are the nearest such day, before or after today;
- "Friday" is the next to come, today included; "next Friday" is Friday of next week, weeks
  beginning on Monday; "last Friday" is the latest that is over.

For what has already happened (a birth, an absence) ask with `past=True`: then a year that was
left out, a year of two digits and a day of the week are those that are not after today.

A time is read by the 24-hour clock. "2" and "2.30" could be night or afternoon: those are asked
about, never guessed; "9" and "11.15" are in the morning.
"""

import re
from datetime import date, time

from django.utils.translation import gettext as _

from throughcare.foundation.calendar.not_understood import NotDate, NotTime
from throughcare.foundation.calendar.relative_dates import relative_date
from throughcare.foundation.calendar.words import LONGEST, phrase, plain
from throughcare.foundation.calendar.written_dates import written_date

__all__ = ["NotDate", "NotTime", "day_and_month_swapped", "typed_date", "typed_time"]

_MORNING = r"a\.? ?m\.?|y\.? ?b\.?|(?:o'r |yn y )?bore"
_AFTERNOON = r"p\.? ?m\.?|y\.? ?[ph]\.?|(?:o'r |yn |y )*(?:p|b)rynhawn|(?:o'r |yr )?hwyr"
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2}?)(?: ?[:.h ] ?(?P<minute>[0-9]{2})|(?P<run>[0-9]{2}))?"
    rf" ?(?:(?P<am>{_MORNING})|(?P<pm>{_AFTERNOON}))?"
)
_NAMED = {
    "noon": time(12),
    "midday": time(12),
    "hanner dydd": time(12),
    "midnight": time(0),
    "hanner nos": time(0),
}
_EARLY = range(1, 7)


def typed_date(text: str, *, today: date, past: bool = False) -> date:
    """The date somebody meant on `today`. Raises NotDate with the sentence to show them."""
    said = phrase(text[: LONGEST + 1])
    found = None
    if len(text) <= LONGEST:
        found = relative_date(said, today, past) or written_date(said, today, past)
    if found is None:
        raise NotDate(_("Enter a date, like 24 11 2026, 24 November or tomorrow"))
    return found


def typed_time(text: str) -> time:
    """The time of day somebody meant. Raises NotTime with the sentence to show them."""
    said = plain(text[:LONGEST])
    if said in _NAMED:
        return _NAMED[said]
    found = _TIME.fullmatch(said)
    if found is None:
        raise NotTime(_("Enter a time, like 2.30pm or 14:30"))
    hour, minute = int(found["hour"]), int(found["minute"] or found["run"] or 0)
    if minute > 59 or hour > 23:
        raise NotTime(_("There is no such time. Enter one like 2.30pm or 14:30"))
    if found["am"] or found["pm"]:
        return time(_on_24_hours(hour, afternoon=bool(found["pm"])), minute)
    if hour in _EARLY and len(found["hour"]) == 1:
        raise NotTime(_("Say whether that is am or pm, like 2.30pm or 14:30"))
    return time(hour, minute)


def _on_24_hours(hour: int, *, afternoon: bool) -> int:
    if not 1 <= hour <= 12:
        raise NotTime(_("Use am and pm with 1 to 12, or the 24-hour clock, like 14:30"))
    return hour % 12 + (12 if afternoon else 0)


def day_and_month_swapped(day: date) -> date | None:
    """4 March for 3 April, as people mistake one for the other; None for a day after the 12th."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None
