"""Booking and cancelling appointments."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.access.rows import ROW_COLUMNS
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.supervision.access import BOOK_APPOINTMENT
from throughcare.supervision.actions.entries import say_booked, say_cancelled
from throughcare.supervision.events import AppointmentBooked, AppointmentCancelled
from throughcare.supervision.models import Appointment


class UnknownType(Exception):
    """The pack has no such kind of appointment."""


class AlreadyOver(Exception):
    """Its time has come or something was recorded of it: it can no longer be moved or cancelled."""


@action
def book_appointment(
    *,
    actor: Actor,
    person: Any,
    type: str,
    starts_at: datetime,
    at: datetime,
    ends_at: datetime | None = None,
    place: str = "",
    with_whom: Any = None,
    description: str = "",
    requirement: Any = None,
    marking: int = 0,
    id: UUID | None = None,
) -> Appointment:
    """Book an appointment; without an end it is as long as its kind usually is.

    Raises AccessDenied or UnknownType. An `id` that is there already is a second sending.
    """
    require(actor, BOOK_APPOINTMENT, Appointment(person=person, marking=marking))
    kind = pack().appointment_types.get(type)
    if kind is None:
        raise UnknownType(type)
    if requirement is not None and requirement.person_id != person.pk:
        raise ValueError("a requirement of another person")
    appointment = book(
        actor,
        Appointment(
            id=id or uuid4(),
            person=person,
            type=type,
            type_text=kind.title,
            counts=kind.counts,
            starts_at=starts_at,
            ends_at=ends_at or starts_at + timedelta(minutes=kind.minutes),
            place=place,
            with_whom=with_whom,
            description=description,
            requirement=requirement,
            marking=marking,
        ),
        at=at,
    )
    record(
        actor,
        "supervision.appointment_booked",
        about=person,
        marking=marking,
        appointment=appointment.pk,
        starts_at=appointment.starts_at,
    )
    return appointment


@action
def cancel_appointment(
    *, actor: Actor, appointment: Appointment, version: int, why: str, at: datetime
) -> Appointment:
    """Cancel an appointment still to come.

    Raises AccessDenied, AlreadyOver or ChangedMeanwhile.
    """
    require(actor, BOOK_APPOINTMENT, appointment)
    must_be_to_come(appointment, at)
    appointment.cancelled_at, appointment.cancelled_why = at, why
    appointment.cancelled_by_id = actor.staff_id
    save_version(
        appointment, version=version, fields=["cancelled_at", "cancelled_by_id", "cancelled_why"]
    )
    say_cancelled(actor, appointment, at=at)
    announce(
        AppointmentCancelled(person=appointment.person, at=at, by=actor, appointment=appointment)
    )
    record(
        actor,
        "supervision.appointment_cancelled",
        about=appointment.person_id,
        marking=appointment.marking,
        appointment=appointment.pk,
    )
    return appointment


def book(
    actor: Actor, appointment: Appointment, *, at: datetime, says_so: bool = True
) -> Appointment:
    """Save a new appointment and put it on the record; one that is there already is returned.

    A step of an action, which has asked. Without `says_so` the action says it in its own way.
    """
    there = Appointment.objects.filter(pk=appointment.pk, person=appointment.person_id).first()
    if there is not None:
        return there
    appointment.save(force_insert=True)
    # Where it is open to is filled in by the database.
    appointment.refresh_from_db(fields=[name for name in ROW_COLUMNS if name.startswith("open_to")])
    if says_so:
        say_booked(actor, appointment, at=at)
        announce(
            AppointmentBooked(
                person=appointment.person,
                at=at,
                by=actor,
                appointment=appointment,
                starts_at=appointment.starts_at,
            )
        )
    return appointment


def same_again(
    appointment: Appointment,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    place: str | None = None,
    id: UUID | None = None,
) -> Appointment:
    """An appointment like this one, as long and with the same colleague, at another time."""
    if ends_at is None and appointment.ends_at is not None:
        ends_at = starts_at + (appointment.ends_at - appointment.starts_at)
    return Appointment(
        id=id or uuid4(),
        person=appointment.person,
        type=appointment.type,
        type_text=appointment.type_text,
        counts=appointment.counts,
        starts_at=starts_at,
        ends_at=ends_at,
        place=appointment.place if place is None else place,
        with_whom_id=appointment.with_whom_id,
        with_name=appointment.with_name,
        requirement_id=appointment.requirement_id,
        marking=appointment.marking,
    )


def must_be_to_come(appointment: Appointment, at: datetime) -> None:
    """Raises AlreadyOver."""
    if appointment.state(at) != Appointment.State.PLANNED:
        raise AlreadyOver(appointment)
