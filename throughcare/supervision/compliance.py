"""What a failure to comply leads to, and how an attendance counts. Pure: no database, no clock."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from throughcare.foundation.calendar import Span, local, moment_at
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.supervision import ContactOutcomes, FailureRule, Outcome

A_WEEK = timedelta(weeks=1)
FURTHEST_SUGGESTED = timedelta(weeks=8)  # a longer gap was a break, not how often they meet


@dataclass(frozen=True)
class Consequence:
    """What recording an outcome will do, said before it is saved."""

    says: str
    """The rule's own sentence."""
    nth: int | None = None
    """Which failure within the months it will be; None where none is counted."""
    within_months: int | None = None
    must_refer: bool = False
    earlier: tuple[date, ...] = ()
    source: str = ""


def consequence(
    outcome: Outcome,
    *,
    rules: ContactOutcomes,
    regime: str | None,
    counts: bool,
    on: date,
    failures: Iterable[date],
    breaches: Sequence[Span[date]] = (),
) -> Consequence:
    """What this outcome of an appointment on that day would lead to.

    `failures` are the days of earlier ones, `breaches` the spans in which one was open: failures
    in them do not add to the count. An appointment that does not count, or somebody under nothing
    we have a rule for, has no such consequence.
    """
    if regime is None or not counts or "counts-as-failure" not in outcome.changes:
        return Consequence(said_of(outcome))
    days = list(failures)
    rule = rule_for(rules, regime=regime, on=on, failures=days, breaches=breaches)
    if rule is None:
        return Consequence(said_of(outcome))
    earlier = counted(days, on=on, within_months=rule.within_months, breaches=breaches)
    return Consequence(
        says=rule.says,
        nth=len(earlier) + 1,
        within_months=rule.within_months,
        must_refer=rule.must_refer,
        earlier=tuple(earlier),
        source=rule.source,
    )


def said_of(outcome: Outcome) -> str:
    """The rule's own sentence, with the days somebody has to give a reason."""
    return outcome.says.replace("{days}", str(outcome.reply_within_working_days))


def rule_for(
    rules: ContactOutcomes,
    *,
    regime: str,
    on: date,
    failures: Iterable[date],
    breaches: Sequence[Span[date]] = (),
) -> FailureRule | None:
    """The rule asking for the most earlier failures that there were within its own months."""
    days = list(failures)
    holding = [
        rule
        for rule in rules.failure
        if rule.regime == regime
        and len(counted(days, on=on, within_months=rule.within_months, breaches=breaches))
        >= rule.from_earlier
    ]
    return max(holding, key=lambda rule: rule.from_earlier, default=None)


def counted(
    failures: Iterable[date], *, on: date, within_months: int, breaches: Sequence[Span[date]] = ()
) -> list[date]:
    """The days of failures in the months that end with `on`, without those of an open breach."""
    since = months_before(on, within_months)
    return sorted(
        day
        for day in failures
        if since < day <= on and not any(breach.contains(day) for breach in breaches)
    )


def months_before(day: date, months: int) -> date:
    """The corresponding date so many months before, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def credit_for(*, unit: str, starts_at: datetime, ends_at: datetime | None) -> Decimal | None:
    """What keeping the appointment adds to a requirement counted in `unit`; None if unclear.

    A day or a session is one, however long it was; hours are as long as it was booked for.
    """
    if unit in ("days", "sessions"):
        return Decimal(1)
    if unit == "hours" and ends_at is not None:
        minutes = Decimal((ends_at - starts_at).total_seconds()) / 60
        return (minutes / 60).quantize(Decimal("0.01"))
    return None


def next_suggested(
    starts_at: datetime, *, before: datetime | None, not_before: datetime
) -> datetime:
    """When to meet next: the same weekday and time, as many weeks on as there were since `before`.

    A day on which offices are closed is passed over for the week after; summer time or not, the
    clock on the wall shows the same hour.
    """
    weeks = _weeks_between(before, starts_at)
    day = local(starts_at).date() + weeks
    at = local(starts_at).time()
    while moment_at(day, at) <= not_before:
        day += A_WEEK
    while day in pack().bank_holidays:
        day += A_WEEK
    return moment_at(day, at)


def _weeks_between(before: datetime | None, starts_at: datetime) -> timedelta:
    if before is None or starts_at <= before:
        return A_WEEK
    gap = local(starts_at).date() - local(before).date()
    weeks = timedelta(weeks=round(gap / A_WEEK))
    return max(weeks, A_WEEK) if weeks <= FURTHEST_SUGGESTED else A_WEEK
