"""For which reasons documents were returned, counted over a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from throughcare.foundation.access import Actor, require
from throughcare.foundation.calendar import moment_at
from throughcare.foundation.packs import pack
from throughcare.signoff.access import COUNT_RETURNS
from throughcare.signoff.models import Stage

_MIDNIGHT = time(0)


@dataclass(frozen=True)
class ReasonLine:
    """A reason and how often it was given; None where that is too seldom to be said."""

    id: str
    title: str
    times: int | None


@dataclass(frozen=True)
class Returns:
    """Returns of a time, by reason, the most frequent first."""

    lines: tuple[ReasonLine, ...]
    returned: int | None
    """How many were returned; None where that is too few, or would tell a count kept back."""
    kept_back_below: int


def returns_counted(*, actor: Actor, since: date, until: date, kind: str = "") -> Returns:
    """Returns from one day to another, both within, of what the actor may read.

    A count below the pack's number is kept back. So is the sum then: it would give it away.
    Raises AccessDenied.
    """
    require(actor, COUNT_RETURNS)
    rule = pack().signoff_rule
    rows = Stage.objects.filter(kind=Stage.Kind.RETURNED, at__gte=_start(since))
    rows = rows.filter(at__lt=_start(until + timedelta(days=1)))
    if kind:
        rows = rows.filter(paper__kind=kind)
    given = list(rows.values_list("reasons", flat=True))
    times = Counter(reason for reasons in given for reason in reasons)
    least = rule.counts_kept_back_below
    lines = [
        ReasonLine(one.id, one.title, times[one.id] if times[one.id] >= least else None)
        for one in rule.reason
        if times[one.id]
    ]
    whole = len(given) >= least and all(one.times is not None for one in lines)
    return Returns(
        lines=tuple(sorted(lines, key=lambda one: -(one.times or 0))),
        returned=len(given) if whole or not given else None,
        kept_back_below=least,
    )


def _start(day: date) -> datetime:
    return moment_at(day, _MIDNIGHT)
