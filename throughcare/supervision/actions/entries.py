"""What the timeline says of an appointment."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import clock_time, day
from throughcare.record import actions as on_record
from throughcare.staff import queries as staff
from throughcare.supervision.models import Appointment, Recording
from throughcare.supervision.wording import outcome_says, type_says


def link_to(appointment: Appointment) -> str:
    """What the entry came from, as entries name it."""
    return f"supervision.appointment:{appointment.pk}"


def say_booked(actor: Actor, appointment: Appointment, *, at: datetime) -> None:
    on_record.happened(
        actor=actor,
        person=appointment.person,
        kind="appointment-booked",
        happened_at=at,
        recorded_at=at,
        title=when_and_what(appointment),
        text=appointment.description,
        marking=appointment.marking,
        link=link_to(appointment),
    )


def say_cancelled(actor: Actor, appointment: Appointment, *, at: datetime) -> None:
    on_record.happened(
        actor=actor,
        person=appointment.person,
        kind="appointment-cancelled",
        happened_at=at,
        recorded_at=at,
        title=when_and_what(appointment),
        text=appointment.cancelled_why,
        marking=appointment.marking,
        link=link_to(appointment),
    )


def say_moved(
    actor: Actor, appointment: Appointment, instead: Appointment, *, why: str, at: datetime
) -> Any:
    return on_record.happened(
        actor=actor,
        person=appointment.person,
        kind="appointment-moved",
        happened_at=at,
        recorded_at=at,
        title=_("%(was)s, moved to %(when)s")
        % {"was": when_and_what(appointment), "when": _when(instead)},
        text=why,
        marking=appointment.marking,
        link=link_to(instead),
    )


def say_outcome(
    actor: Actor, appointment: Appointment, recording: Recording, *, note: str, at: datetime
) -> Any:
    """The note of the meeting under its outcome. A correction is a new version of that entry."""
    # No system stands before the colon of what was not told by another.
    key = appointment.source_key or f":appointment:{appointment.pk}"
    came_in_message = recording.recorded_by_id is None
    return on_record.happened(
        actor=actor,
        person=appointment.person,
        kind="appointment-outcome",
        happened_at=appointment.starts_at,
        recorded_at=at,
        title=_("%(type)s: %(outcome)s")
        % {"type": type_says(appointment), "outcome": outcome_says(recording)},
        text=note,
        marking=appointment.marking,
        link=link_to(appointment),
        source=recording.source,
        source_key=f"{key}:outcome",
        is_first=recording.number == 1,
        author=appointment.with_words
        if came_in_message
        else staff.member_numbered(actor.staff_id or 0),
    )


def say_enforcement(
    actor: Actor, appointment: Appointment, recording: Recording, *, at: datetime
) -> None:
    on_record.happened(
        actor=actor,
        person=appointment.person,
        kind="enforcement",
        happened_at=at,
        recorded_at=at,
        title=pack().code_list("enforcement-action").title_of(recording.enforcement),
        text=_("After %(what)s: %(outcome)s")
        % {"what": when_and_what(appointment), "outcome": outcome_says(recording)},
        marking=appointment.marking,
        link=link_to(appointment),
    )


def when_and_what(appointment: Appointment) -> str:
    """Office appointment, Tuesday 24 November 2026, 2.30pm."""
    return f"{type_says(appointment)}, {_when(appointment)}"


def _when(appointment: Appointment) -> str:
    on = day(local_day(appointment.starts_at))
    return f"{on}, {clock_time(appointment.starts_at)}" if appointment.has_time else on
