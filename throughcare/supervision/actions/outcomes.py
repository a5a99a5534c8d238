"""Recording what came of an appointment, once; correcting it is another recording beside it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import (
    ChangedMeanwhile,
    action,
    amend,
    save_version,
    write_later,
)
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.supervision import Outcome
from throughcare.supervision.access import BOOK_APPOINTMENT, RECORD_OUTCOME
from throughcare.supervision.actions.booking import book, must_be_to_come, same_again
from throughcare.supervision.actions.crediting import credit_requirement
from throughcare.supervision.actions.entries import say_enforcement, say_moved, say_outcome
from throughcare.supervision.events import AppointmentMoved, OutcomeRecorded
from throughcare.supervision.models import Appointment, Recording


class UnknownOutcome(Exception):
    """The pack has no such outcome, or not for what was asked."""


class NotYetDue(Exception):
    """The appointment is still to come: it can be moved or cancelled, not have come to anything."""


class AlreadyRecorded(Exception):
    """An outcome is there already; a second one would hide the first. `theirs` is what stands."""

    def __init__(self, theirs: Recording) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


class NothingToCorrect(Exception):
    """No outcome is recorded yet."""


class NeedsEnforcement(Exception):
    """A failure is recorded together with what is done about it."""


class NeedsNewDate(Exception):
    """What was rescheduled has a new date."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says came of an appointment."""

    outcome: str
    note: str = ""
    credit: Decimal | None = None
    enforcement: str = ""


@action
def record_outcome(
    *,
    actor: Actor,
    appointment: Appointment,
    version: int,
    outcome: str,
    at: datetime,
    note: str = "",
    credit: Decimal | None = None,
    enforcement: str = "",
    next_at: datetime | None = None,
    next_id: UUID | None = None,
    id: UUID | None = None,
) -> Recording:
    """Record what came of an appointment, credit it, and book the next where a time is given.

    Raises AccessDenied, UnknownOutcome, NotYetDue, AlreadyRecorded, NeedsEnforcement, NeedsNewDate
    or ChangedMeanwhile. An `id` that is there already is a second sending.
    """
    require(actor, RECORD_OUTCOME, appointment)
    recording = _sent_before(appointment, id)
    if recording is None:
        rule = _rule(outcome)
        moved = rule.happened == "rescheduled"
        if appointment.starts_at > at and not moved:
            raise NotYetDue(appointment)
        if appointment.latest is not None:
            raise AlreadyRecorded(appointment.latest)
        if moved and next_at is None:
            raise NeedsNewDate(outcome)
        said = Said(outcome=outcome, note=note, credit=credit, enforcement=enforcement)
        following = _following(actor, appointment, next_at, next_id, at=at, is_instead=moved)
        instead = following if moved else None
        recording = _add(
            actor, appointment, rule, said, at=at, id=id, version=version, instead=instead
        )
    record(
        actor,
        "supervision.outcome_recorded",
        about=appointment.person_id,
        marking=appointment.marking,
        appointment=appointment.pk,
        outcome=recording.outcome,
        credit=recording.credit,
    )
    return recording


@action
def reschedule(
    *,
    actor: Actor,
    appointment: Appointment,
    version: int,
    outcome: str,
    starts_at: datetime,
    at: datetime,
    ends_at: datetime | None = None,
    place: str | None = None,
    why: str = "",
    id: UUID | None = None,
) -> Appointment:
    """Put an appointment still to come at another time; `outcome` says at whose request.

    Raises AccessDenied, AlreadyOver, UnknownOutcome or ChangedMeanwhile. Returns the new one.
    """
    require(actor, BOOK_APPOINTMENT, appointment)
    instead = same_again(appointment, starts_at=starts_at, ends_at=ends_at, place=place, id=id)
    if appointment.rescheduled_to_id is None or appointment.rescheduled_to_id != instead.pk:
        must_be_to_come(appointment, at)
        rule = _rule(outcome)
        if rule.happened != "rescheduled":
            raise UnknownOutcome(outcome)
        instead = book(actor, instead, at=at, says_so=False)
        said = Said(outcome=outcome, note=why)
        _add(actor, appointment, rule, said, at=at, id=None, version=version, instead=instead)
    record(
        actor,
        "supervision.appointment_moved",
        about=appointment.person_id,
        marking=appointment.marking,
        appointment=appointment.pk,
        instead=instead.pk,
    )
    return instead


@action
def correct_outcome(
    *,
    actor: Actor,
    appointment: Appointment,
    version: int,
    outcome: str,
    why: str,
    at: datetime,
    note: str = "",
    credit: Decimal | None = None,
    enforcement: str = "",
    id: UUID | None = None,
) -> Recording:
    """Record that something else came of it than was said; what was said stays readable.

    What the former outcome credited is taken back. Raises AccessDenied, UnknownOutcome,
    NothingToCorrect, NeedsEnforcement or ChangedMeanwhile.
    """
    require(actor, RECORD_OUTCOME, appointment)
    recording = _sent_before(appointment, id)
    if recording is None:
        rule = _rule(outcome)
        if appointment.latest is None:
            raise NothingToCorrect(appointment)
        said = Said(outcome=outcome, note=note, credit=credit, enforcement=enforcement)
        recording = _add(actor, appointment, rule, said, at=at, id=id, version=version, why=why)
    record(
        actor,
        "supervision.outcome_corrected",
        about=appointment.person_id,
        marking=appointment.marking,
        appointment=appointment.pk,
        outcome=recording.outcome,
        number=recording.number,
        credit=recording.credit,
    )
    return recording


def _add(
    actor: Actor,
    appointment: Appointment,
    rule: Outcome,
    said: Said,
    *,
    at: datetime,
    id: UUID | None,
    version: int,
    why: str = "",
    instead: Appointment | None = None,
) -> Recording:
    """Keep the recording, its entry and its credit. Raises NeedsEnforcement or ChangedMeanwhile."""
    if "needs-action" in rule.changes and not said.enforcement:
        raise NeedsEnforcement(rule.code)
    former = appointment.latest
    recording = Recording(
        id=id or uuid4(),
        person=appointment.person,
        marking=appointment.marking,
        appointment=appointment,
        number=former.number + 1 if former else 1,
        outcome=rule.code,
        outcome_text=rule.title,
        happened=rule.happened,
        acceptable=rule.acceptable,
        is_failure="counts-as-failure" in rule.changes and appointment.counts,
        rule=pack().outcome_rule.name,
        reply_by=_reply_by(rule, at),
        enforcement=said.enforcement if "needs-action" in rule.changes else "",
        credit=said.credit if "credits-requirement" in rule.changes else None,
        why_corrected=why,
        recorded_at=at,
        recorded_by_id=actor.staff_id,
    )
    recording.entry = _say(actor, appointment, recording, instead, note=said.note, at=at)
    keep(appointment, recording, version=version, instead=instead)
    credit_requirement(actor, appointment, recording, former=former, at=at)
    announce_outcome(actor, appointment, recording, at=at)
    if instead is not None:
        announce_moved(actor, appointment, instead, at=at)
    return recording


def keep(
    appointment: Appointment,
    recording: Recording,
    *,
    version: int,
    instead: Appointment | None = None,
) -> None:
    """Save the recording as the appointment's latest. Raises ChangedMeanwhile."""
    if appointment._state.adding:  # learnt just now, together with what came of it
        write_later(recording)
        amend(appointment, latest=recording)
        return
    # Of two who record at once, the second waits here and then finds another version.
    now = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if now.version != version:
        raise ChangedMeanwhile(now)
    recording.save(force_insert=True)
    appointment.latest = recording
    appointment.rescheduled_to = instead or appointment.rescheduled_to
    save_version(appointment, version=version, fields=["latest_id", "rescheduled_to_id"])


def announce_outcome(
    actor: Actor, appointment: Appointment, recording: Recording, *, at: datetime
) -> None:
    announce(
        OutcomeRecorded(
            person=appointment.person,
            at=at,
            by=actor,
            appointment=appointment,
            outcome=recording.outcome,
            happened=recording.happened,
            is_failure=recording.is_failure,
            is_correction=recording.number > 1,
        )
    )


def announce_moved(
    actor: Actor, appointment: Appointment, instead: Appointment, *, at: datetime
) -> None:
    announce(
        AppointmentMoved(
            person=appointment.person,
            at=at,
            by=actor,
            appointment=appointment,
            instead=instead,
            starts_at=instead.starts_at,
        )
    )


def _say(
    actor: Actor,
    appointment: Appointment,
    recording: Recording,
    instead: Appointment | None,
    *,
    note: str,
    at: datetime,
) -> Any:
    if instead is not None:
        return say_moved(actor, appointment, instead, why=note, at=at)
    if recording.enforcement:
        say_enforcement(actor, appointment, recording, at=at)
    return say_outcome(actor, appointment, recording, note=note, at=at)


def _following(
    actor: Actor,
    appointment: Appointment,
    next_at: datetime | None,
    id: UUID | None,
    *,
    at: datetime,
    is_instead: bool,
) -> Appointment | None:
    if next_at is None:
        return None
    following = same_again(appointment, starts_at=next_at, id=id)
    return book(actor, following, at=at, says_so=not is_instead)


def _sent_before(appointment: Appointment, id: UUID | None) -> Recording | None:
    return Recording.objects.filter(pk=id, appointment=appointment).first() if id else None


def _rule(outcome: str) -> Outcome:
    try:
        return pack().contact_outcomes[outcome]
    except KeyError:
        raise UnknownOutcome(outcome) from None


def _reply_by(rule: Outcome, at: datetime) -> Any:
    if rule.reply_within_working_days is None:
        return None
    return working_days_after(local_day(at), rule.reply_within_working_days)
