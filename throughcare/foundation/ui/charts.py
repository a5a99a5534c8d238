"""Charts drawn by the server: where everything lies on a strip of time. Pure.

A chart is a column of strips with one axis of days, so that what stands above each other happened
at the same time. A strip holds shapes alone; its words stand beside it on the page, where they grow
and wrap like any others, and in a table. `ui/charts.html` draws them. See decision 39.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

WIDTH, HEIGHT, MARGIN = 400.0, 48.0, 8.0
_SPACE = WIDTH - 2 * MARGIN
_TOP, _BOTTOM = 8.0, HEIGHT - 8.0
_SHORTEST = timedelta(weeks=4)


@dataclass(frozen=True)
class Axis:
    """From one day to another, both on it."""

    since: date
    until: date

    def x(self, on: date) -> float:
        """Where a day lies; one beyond an end lies on it."""
        days = max((self.until - self.since).days, 1)
        share = (on - self.since).days / days
        return round(MARGIN + _SPACE * min(max(share, 0.0), 1.0), 1)

    @cached_property
    def ticks(self) -> tuple[date, ...]:
        """The ends and the middle: as many as have room for their words on a phone."""
        days = self.until - self.since
        return tuple(dict.fromkeys((self.since, self.since + days / 2, self.until)))

    @property
    def gridlines(self) -> tuple[float, ...]:
        return tuple(round(MARGIN + _SPACE * quarter / 4, 1) for quarter in range(5))


@dataclass(frozen=True)
class Point:
    """A value on a day, and what it says in words."""

    on: date
    value: float
    says: str


@dataclass(frozen=True)
class Course:
    """A value over time; the steps are heights at which something begins."""

    points: tuple[Point, ...]
    most: float
    steps: tuple[float, ...] = ()

    def y(self, value: float) -> float:
        share = min(max(value / self.most, 0.0), 1.0) if self.most else 0.0
        return round(_BOTTOM - (_BOTTOM - _TOP) * share, 1)

    def line(self, axis: Axis) -> str:
        """Through all points, for a polyline."""
        return " ".join(f"{axis.x(one.on)},{self.y(one.value)}" for one in self.points)


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day: `done`, `stopped` or `moved` says by which shape."""

    on: date
    shape: str
    says: str


@dataclass(frozen=True)
class Span:
    """Something that went on from one day to another; no `until`, and it still does."""

    since: date
    until: date | None
    says: str
    marks: tuple[Mark, ...] = ()

    def width(self, axis: Axis) -> float:
        return round(max(axis.x(self.until or axis.until) - axis.x(self.since), 2.0), 1)


@dataclass(frozen=True)
class Count:
    """How often something went well in a month, and how often it did not."""

    month: date
    well: int
    ill: int
    says: str


@dataclass(frozen=True)
class Bars:
    """Months with what went well above the line and what did not below it."""

    counts: tuple[Count, ...]

    @property
    def middle(self) -> float:
        return HEIGHT / 2

    @cached_property
    def most(self) -> int:
        return max((max(one.well, one.ill) for one in self.counts), default=0) or 1

    def height(self, number: int) -> float:
        return round((HEIGHT / 2 - 2) * number / self.most, 1)

    def width(self, axis: Axis) -> float:
        """Three quarters of a month, and never too little to see."""
        days = max((axis.until - axis.since).days, 1)
        return round(max(min(_SPACE * 23 / days, 24.0), 3.0), 1)


def axis_over(days: Sequence[date], *, until: date) -> Axis | None:
    """From the first of these days until that one, and some weeks at the least; None where there is
    no day to begin with."""
    if not days:
        return None
    return Axis(min([*days, until - _SHORTEST]), until)
