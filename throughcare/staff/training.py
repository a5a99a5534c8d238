"""From when until when something somebody was trained or cleared for is held, and how it stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Standing(Enum):
    """How it stands on a day."""

    AHEAD = "ahead"
    HELD = "held"
    SOON = "soon"
    RAN_OUT = "ran-out"
    ENDED = "ended"


@dataclass(frozen=True)
class Term:
    """Held from one day until, not including, the day it runs out or was ended."""

    since: date
    until: date | None = None
    ended_on: date | None = None

    @property
    def last_until(self) -> date | None:
        """The first day on which it is no longer held; None where no date says so."""
        return min((day for day in (self.until, self.ended_on) if day is not None), default=None)

    def is_held(self, on: date) -> bool:
        return self.since <= on and (self.last_until is None or on < self.last_until)

    def was_held(self, before: date) -> bool:
        """Whether there was a day before this one on which it was held."""
        return self.since < before and self.last_until != self.since

    def standing(self, on: date, *, soon_days: int) -> Standing:
        """On the day itself, and for so many days ahead."""
        if self.ended_on is not None and self.ended_on <= on and self.ended_on == self.last_until:
            return Standing.ENDED
        if self.since > on:
            return Standing.AHEAD
        if not self.is_held(on):
            return Standing.RAN_OUT
        return Standing.HELD if self.is_held(on + timedelta(days=soon_days)) else Standing.SOON
