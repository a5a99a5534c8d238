"""Dates: whole years and months between two days, and days so many months or days away."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from throughcare.rules.errors import Refused
from throughcare.rules.steps.base import OneValue, must_be
from throughcare.rules.values import Kind, Kinds, Known, Name


class Between(OneValue):
    """Whole years or months from one day to another; less than nothing where it lies before.

    Whoever was born on 29 February is a year older on 1 March of a year without one.
    """

    kind: Literal["years-between", "months-between"]
    since: Name
    until: Name

    def looks_at(self) -> Iterable[str]:
        return [self.since, self.until]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, self.looks_at(), "date")
        return "whole"

    def value(self, known: Known) -> int | None:
        since, until = known[self.since], known[self.until]
        if since is None or until is None:
            return None
        return months_between(since, until) // 12 if self.kind == "years-between" else (
            months_between(since, until)
        )


class Away(OneValue):
    """A day so many months, and then so many days, after another; before it where they are less
    than nothing. A month that has no such day ends on its last: 31 March less a month is the last
    of February."""

    kind: Literal["away"]
    of: Name
    months: int = 0
    days: int = 0

    def looks_at(self) -> Iterable[str]:
        return [self.of]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.of], "date")
        return "date"

    def value(self, known: Known) -> date | None:
        day = known[self.of]
        if day is None:
            return None
        try:
            return months_after(day, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            raise Refused(self.of, "lies outside the calendar") from None


def months_between(since: date, until: date) -> int:
    """Whole months from one day to another, as a calendar counts them."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - 1 if until.day < since.day else months


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month. Raises ValueError."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
