"""Dates: whole years and months between two days, and days so many months or days away."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from throughcare.rules.errors import Refused
from throughcare.rules.months import months_after, months_between
from throughcare.rules.steps.base import OneValue, must_be
from throughcare.rules.values import Kind, Kinds, Known, Name

OUTSIDE = "lies outside the calendar"


class Between(OneValue):
    """Whole years or months from one day to another; less than nothing where it lies before."""

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
        months = months_between(since, until)
        return months // 12 if self.kind == "years-between" else months


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
            raise Refused(self.of, OUTSIDE) from None
