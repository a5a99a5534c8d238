"""By when somebody looks at a concern, and what is due next of a referral. Pure sums."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from throughcare.foundation.calendar import is_working_day, local_day, working_days_after
from throughcare.foundation.packs.concerns import Concerns, Safeguarding

Step = Literal["countersign", "phone", "write", "chase", "escalate", "close"]


def triage_by(recorded_on: date, rule: Concerns, holidays: Collection[date] | None = None) -> date:
    """The day by which a concern is looked at: the same, or the next on which people work."""
    return _working_day(recorded_on, rule.triage_working_days, holidays)


@dataclass(frozen=True)
class Done:
    """What has been done of a referral, and when."""

    refer: bool
    decided_at: datetime
    phoned_at: datetime | None = None
    written_at: datetime | None = None
    chased_at: datetime | None = None
    answered_at: datetime | None = None
    countersigned_at: datetime | None = None


@dataclass(frozen=True)
class Next:
    """What is to be done next of a referral, and by which day."""

    step: Step
    by: date


def next_step(done: Done, rule: Safeguarding, holidays: Collection[date] | None = None) -> Next:
    """What comes next: one thing at a time, that which is due first."""
    decided = local_day(done.decided_at)
    if not done.refer:
        if done.countersigned_at:
            return Next("close", local_day(done.countersigned_at))
        return Next("countersign", _working_day(decided, rule.countersign_working_days, holidays))
    if not (done.phoned_at or done.written_at):
        # A child does not wait for a Monday: by telephone on the day itself.
        return Next("phone", working_days_after(decided, rule.phone_working_days, holidays))
    if not done.written_at:
        return Next("write", local_day(done.decided_at + timedelta(hours=rule.written_hours)))
    if done.answered_at:
        return Next("close", local_day(done.answered_at))
    written = local_day(done.written_at)
    if done.chased_at:
        return Next("escalate", working_days_after(written, rule.escalate_working_days, holidays))
    return Next("chase", working_days_after(written, rule.chase_working_days, holidays))


def _working_day(start: date, days: int, holidays: Collection[date] | None) -> date:
    """So many working days on; never a day on which nobody works."""
    day = working_days_after(start, days, holidays)
    return day if is_working_day(day, holidays) else working_days_after(day, 1, holidays)
