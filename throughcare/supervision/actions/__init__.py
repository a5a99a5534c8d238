"""Every change to appointments and to what is recorded of them."""

from throughcare.supervision.actions.booking import (
    AlreadyOver,
    UnknownType,
    book_appointment,
    cancel_appointment,
)
from throughcare.supervision.actions.learning import learn_appointment
from throughcare.supervision.actions.outcomes import (
    AlreadyRecorded,
    NeedsEnforcement,
    NeedsNewDate,
    NothingToCorrect,
    NotYetDue,
    UnknownOutcome,
    correct_outcome,
    record_outcome,
    reschedule,
)

__all__ = [
    "AlreadyOver",
    "AlreadyRecorded",
    "NeedsEnforcement",
    "NeedsNewDate",
    "NotYetDue",
    "NothingToCorrect",
    "UnknownOutcome",
    "UnknownType",
    "book_appointment",
    "cancel_appointment",
    "correct_outcome",
    "learn_appointment",
    "record_outcome",
    "reschedule",
]
