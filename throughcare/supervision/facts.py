"""What a message tells us of an appointment, already in our words. Plain values, no Django.

`key` is what the other system calls it ("ndelius:contact:1325"): learning it again under the same
key changes the same appointment. What came of it may be told in a code we know, in words, or only
as whether somebody came and complied; all that is told is kept.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentFacts:
    """One appointment, and what came of it where that is told."""

    key: str
    type: str = ""
    """Code of the other system's type; kept where the pack knows it."""
    type_text: str
    starts_at: datetime
    """Midnight, on the clock here, where only the day is told."""
    ends_at: datetime | None = None
    place: str = ""
    with_code: str = ""
    """Code of the colleague, as the other system knows them."""
    with_name: str = ""
    description: str = ""
    counts: bool | None = None
    """Whether national standards count it; None: the type says."""
    marking: int = 0
    is_in_short: bool = False
    """Told in a list that leaves most out: what it is silent about stays as it is."""

    outcome: str = ""
    """Official code of the outcome."""
    outcome_text: str = ""
    attended: bool | None = None
    complied: bool | None = None
    acceptable: bool | None = None
    """Of an absence or a failure."""
    was_rescheduled: bool = False
    note: str = ""

    @property
    def tells_outcome(self) -> bool:
        return bool(self.outcome or self.outcome_text or self.was_rescheduled) or (
            self.attended is not None
        )
