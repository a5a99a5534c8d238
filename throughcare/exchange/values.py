"""Making our values of what messages write: dates in all their forms, numbers, yes and no.

Nothing is mended: what is not of its kind raises NotOfThatKind, and the message is refused whole.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

# nDelius, OASys and NOMIS write local times without saying so.
LOCAL = ZoneInfo("Europe/London")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{2}[/-]\d{2}[/-]\d{4})"
    r"(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?(?:\[([A-Za-z_/+-]+)\])?)?"
)
# As letters write them: 5 May 2024, 10:30:00 am.
_SPELT = re.compile(
    r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})(?:,? (\d{1,2})(:\d{2}(?::\d{2})?) ?(am|pm))?", re.IGNORECASE
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_YES = {"true", "yes", "y"}
_NO = {"false", "no", "n"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_NO_MORE_THAN = 100_000  # risk_score.value has nine digits, four of them after the point


class NotOfThatKind(ValueError):
    """The value is not what its place calls for. The text says so without repeating the value."""


def as_text(value: Any) -> str:
    """Text; a whole number written without quotes is text too, as numbers and codes often are."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise NotOfThatKind(_("should be text, but is %(kind)s") % {"kind": kind_of(value)})


def as_day(value: Any) -> date:
    """A day, from a date or from a date with a time (the day it was here)."""
    if isinstance(value, str) and (found := _MOMENT.fullmatch(_in_order(value))) and not found[2]:
        return _day(found[1])
    try:
        return as_moment(value).astimezone(LOCAL).date()
    except OverflowError:
        raise NotOfThatKind(_("is no day of the calendar")) from None


def as_moment(value: Any) -> datetime:
    """A moment. Forms: a day (31/12/2020, 31-12-2020); with a time; Z; +01:00; Z[Europe/London];
    5 May 2024, 10:30 am.
    """
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise NotOfThatKind(_("should be a date, but is %(kind)s") % {"kind": kind_of(value)})
    found = _MOMENT.fullmatch(_in_order(value))
    if not found:
        raise NotOfThatKind(_("is not a date in any form we know"))
    day, clock, offset, zone = found.groups()
    at = datetime.combine(_day(day), _time(clock or "00:00"))
    return at.replace(tzinfo=_zone(offset, zone))


def as_flag(value: Any) -> bool:
    """Yes or no, as true and false or in the words and letters used for them."""
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise NotOfThatKind(_("should be yes or no, but is %(kind)s") % {"kind": kind_of(value)})


def as_number(value: Any) -> Decimal:
    """A number, also one written as text, that fits the narrowest column there is for one."""
    number = _number(value)
    if abs(number) >= _NO_MORE_THAN:
        raise NotOfThatKind(_("should be a smaller number"))
    return number


def _number(value: Any) -> Decimal:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        return Decimal(str(value))
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip())
    raise NotOfThatKind(_("should be a number, but is %(kind)s") % {"kind": kind_of(value)})


def as_whole(value: Any) -> int:
    """A whole number."""
    number = _number(value)
    if number != number.to_integral_value() or abs(number) > 2**31 - 1:
        raise NotOfThatKind(_("should be a whole number"))
    return int(number)


def kind_of(value: Any) -> str:
    """What sort of thing JSON has here, in a word."""
    names: list[tuple[type | tuple[type, ...], str]] = [
        (bool, _("true or false")),
        ((int, float, Decimal), _("a number")),
        (str, _("other text")),
        (list, _("a list")),
        (dict, _("an object")),
    ]
    return next((name for kind, name in names if isinstance(value, kind)), _("nothing"))


BY_TYPE: dict[type, Callable[[Any], Any]] = {
    str: as_text,
    date: as_day,
    datetime: as_moment,
    bool: as_flag,
    Decimal: as_number,
    int: as_whole,
}


def _in_order(text: str) -> str:
    """A date written for people, as one written for programs; any other text as it stands."""
    text = text.strip()
    found = _SPELT.fullmatch(text)
    if not found or found[2].casefold() not in _MONTHS:
        return text
    day, name, year, hour, minutes, half = found.groups()
    date_only = f"{year}-{_MONTHS.index(name.casefold()) + 1:02}-{day:0>2}"
    if not half:
        return date_only
    if not 1 <= int(hour) <= 12:
        return text
    return f"{date_only}T{int(hour) % 12 + 12 * (half.casefold() == 'pm'):02}{minutes}"


def _day(text: str) -> date:
    if text[2] in "/-":  # 31/12/2020: the courts' Libra; 31-12-2020: the tables of NOMIS
        text = "-".join(reversed(re.split("[/-]", text)))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotOfThatKind(_("is no day of the calendar")) from None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise NotOfThatKind(_("is no time of the day")) from None


def _zone(offset: str | None, name: str | None) -> tzinfo:
    """The zone of a moment. An offset says it exactly; a zone named beside it must only exist."""
    try:
        zone = ZoneInfo(name) if name else LOCAL
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotOfThatKind(_("names a time zone we do not know")) from None
    if not offset:
        return zone
    if offset == "Z":
        return UTC
    sign = offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
    try:
        return datetime.fromisoformat(f"2000-01-01T00:00:00{sign}").tzinfo or UTC
    except ValueError:
        raise NotOfThatKind(_("is no time of the day")) from None
