"""News `supervision` gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(Event):
    """Somebody is to be met."""

    name: ClassVar[str] = "supervision.appointment_booked"
    appointment: Any
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentMoved(Event):
    """An appointment will be at another time; `instead` takes its place."""

    name: ClassVar[str] = "supervision.appointment_moved"
    appointment: Any
    instead: Any
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(Event):
    """An appointment will not be, and no other takes its place."""

    name: ClassVar[str] = "supervision.appointment_cancelled"
    appointment: Any


@dataclass(frozen=True, kw_only=True)
class OutcomeRecorded(Event):
    """What came of an appointment is known, or is known otherwise than before (`is_correction`)."""

    name: ClassVar[str] = "supervision.outcome_recorded"
    appointment: Any
    outcome: str
    happened: str
    is_failure: bool
    is_correction: bool
