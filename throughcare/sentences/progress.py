"""How far along somebody is with what an order requires. Pure sums: no database, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import Enum

A_LIFETIME = 36_525  # days; a pace slower than that has no day worth naming


class Standing(Enum):
    """Where a requirement stands."""

    NOT_COUNTED = "not counted"  # a limit for a time, or nobody has said how much is done
    NOT_BEGUN = "not begun"
    UNDER_WAY = "under way"
    DONE = "done"


@dataclass(frozen=True)
class Progress:
    """How much is done, and when the rest would be if it goes on as it has."""

    standing: Standing
    left: Decimal | None = None
    done_on: date | None = None
    """The day it would be done at this pace; None where there is no pace yet."""
    is_late: bool = False
    """At this pace it would be done only after the day it must be."""


def progress(
    *,
    amount: Decimal | None,
    used: Decimal | None,
    started_on: date | None,
    ends_on: date | None,
    counted_on: date,
) -> Progress:
    """Where a requirement stands, `used` being what was done by the day `counted_on`."""
    if amount is None or amount <= 0 or used is None:
        return Progress(Standing.NOT_COUNTED)
    if used >= amount:
        return Progress(Standing.DONE, left=Decimal(0))
    left = amount - used
    if used <= 0:
        late = ends_on is not None and counted_on >= ends_on
        return Progress(Standing.NOT_BEGUN, left=left, is_late=late)
    done_on = day_done(amount=amount, used=used, started_on=started_on, counted_on=counted_on)
    late = ends_on is not None and (done_on or counted_on) > ends_on
    return Progress(Standing.UNDER_WAY, left=left, done_on=done_on, is_late=late)


def day_done(
    *, amount: Decimal, used: Decimal, started_on: date | None, counted_on: date
) -> date | None:
    """The day the whole amount is done if the rest goes as fast as what is done already.

    None before the first whole day, where the start is not known, or where it would outlast anyone.
    """
    if started_on is None or counted_on <= started_on or used <= 0:
        return None
    gone_by = Decimal((counted_on - started_on).days)
    needed = (gone_by * amount / used).to_integral_value(ROUND_CEILING)
    if needed > A_LIFETIME:
        return None
    return max(started_on + timedelta(days=int(needed)), counted_on)
