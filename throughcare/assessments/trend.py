"""What became of the points of a part since the time before, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _

from throughcare.foundation.ui.dates import written_day

PointsAre = Literal["severity", "distance"]


@dataclass(frozen=True)
class Reached:
    """What a part of an assessment came to on the day it was signed."""

    on: date
    points: int
    most: int
    level: str


def trend(reached: Sequence[Reached], *, points_are: PointsAre) -> str:
    """Closer than in June; higher than in May 2025. Empty where there is no time before."""
    if len(reached) < 2:
        return ""
    before, now = reached[-2:]
    by = now.points - before.points
    words = {"when": _when(before.on, now.on)}
    if not by:
        return _("the same as %(when)s") % words
    if points_are == "distance":
        return (_("closer than %(when)s") if by < 0 else _("further away than %(when)s")) % words
    return (_("lower than %(when)s") if by < 0 else _("higher than %(when)s")) % words


def _when(before: date, now: date) -> str:
    """In June; in June 2025, of another year; the day itself, within one month."""
    if (before.year, before.month) == (now.year, now.month):
        return _("on %(day)s") % {"day": written_day(before)}
    month = written(before, "F" if before.year == now.year else "F Y")
    return _("in %(month)s") % {"month": month}
