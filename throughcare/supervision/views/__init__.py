"""Pages on which people are met."""

from throughcare.supervision.views.booking import book, cancel, reschedule
from throughcare.supervision.views.listing import appointment, appointments
from throughcare.supervision.views.outcomes import correct, outcome

__all__ = ["appointment", "appointments", "book", "cancel", "correct", "outcome", "reschedule"]
