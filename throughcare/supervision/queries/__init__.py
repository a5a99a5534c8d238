"""Questions about appointments that other modules and pages may ask."""

from throughcare.supervision.queries.asking import (
    Asked,
    OutcomeForm,
    Suggested,
    outcome_form,
    who_could_meet,
)
from throughcare.supervision.queries.contacts import Contacts, contacts_between
from throughcare.supervision.queries.lines import AppointmentLine, line_of
from throughcare.supervision.queries.listing import (
    AppointmentPage,
    AppointmentsPage,
    NextAndLast,
    appointment_for,
    appointment_page,
    appointments_page,
    next_and_last,
    without_outcome,
)

__all__ = [
    "AppointmentLine",
    "AppointmentPage",
    "AppointmentsPage",
    "Asked",
    "Contacts",
    "NextAndLast",
    "OutcomeForm",
    "Suggested",
    "appointment_for",
    "appointment_page",
    "appointments_page",
    "contacts_between",
    "line_of",
    "next_and_last",
    "outcome_form",
    "who_could_meet",
    "without_outcome",
]
