"""Questions about appointments that other modules and pages may ask."""

from throughcare.supervision.queries.asking import (
    Asked,
    OutcomePage,
    Suggested,
    outcome_form,
    who_could_meet,
)
from throughcare.supervision.queries.contacts import (
    Contacts,
    KeptAppointment,
    appointments_kept,
    contacts_between,
)
from throughcare.supervision.queries.lines import AppointmentLine, line_of
from throughcare.supervision.queries.listing import (
    AppointmentPage,
    AppointmentsPage,
    ContactDays,
    NextAndLast,
    appointment_for,
    appointment_page,
    appointments_page,
    contact_days,
    last_booked,
    next_and_last,
    owed_of,
    without_outcome,
)
from throughcare.supervision.queries.over_time import MonthKept, kept_by_month

__all__ = [
    "AppointmentLine",
    "AppointmentPage",
    "AppointmentsPage",
    "Asked",
    "ContactDays",
    "Contacts",
    "KeptAppointment",
    "MonthKept",
    "NextAndLast",
    "OutcomePage",
    "Suggested",
    "appointment_for",
    "appointment_page",
    "appointments_kept",
    "appointments_page",
    "contact_days",
    "contacts_between",
    "kept_by_month",
    "last_booked",
    "line_of",
    "next_and_last",
    "outcome_form",
    "owed_of",
    "who_could_meet",
    "without_outcome",
]
