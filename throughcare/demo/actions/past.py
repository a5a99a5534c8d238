"""Writing the months behind in one go: thousands of notes and appointments, row for row what the
actions would have written at the time. A test holds the two equal.

The tables are reached by name: making them one by one through the actions would take minutes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.utils.translation import gettext as _

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.people import Someone
from throughcare.demo.diary import Meeting
from throughcare.demo.notes import Note
from throughcare.demo.sentencing import ACTIVITY, key
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.packs import pack
from throughcare.supervision.actions.entries import link_to, when_and_what

_AT_ONCE = 500


def write_past(everybody: Iterable[Someone], area: Area) -> None:
    """Everything that was written and met before these last days."""
    everybody = list(everybody)
    required = _activity_requirements(everybody)
    entries, appointments, recordings = [], [], []
    for someone in everybody:
        entries += [_note(note, someone, area) for note in someone.notes]
        for meeting in someone.past_meetings:
            made = _meeting(meeting, someone, area, required.get(someone.person.pk))
            entries += made.entries
            appointments.append(made.appointment)
            recordings.append(made.recording)
    _model("record", "Entry").objects.bulk_create(entries, batch_size=_AT_ONCE)
    _model("supervision", "Appointment").objects.bulk_create(appointments, batch_size=_AT_ONCE)
    _model("supervision", "Recording").objects.bulk_create(recordings, batch_size=_AT_ONCE)


@dataclass(frozen=True)
class Met:
    """The rows of one appointment that was kept or missed."""

    appointment: Any
    recording: Any
    entries: list[Any]


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name)


def _activity_requirements(everybody: list[Someone]) -> dict[int, UUID]:
    keys = [key(one.life, f"requirement:{ACTIVITY}") for one in everybody]
    rows = _model("sentences", "Requirement").objects.filter(source_key__in=keys)
    return dict(rows.values_list("person_id", "pk"))


def _note(note: Note, someone: Someone, area: Area) -> Any:
    return _entry(
        someone,
        area.members[note.author],
        kind="note",
        title=pack().note_types[note.note_type].title,
        note_type=note.note_type,
        text=note.text,
        happened_at=note.happened_at,
        recorded_at=note.happened_at,
        marking=note.marking,
        is_important=note.important,
    )


def _meeting(meeting: Meeting, someone: Someone, area: Area, requirement: UUID | None) -> Met:
    holder = area.members[someone.life.holder]
    kind = pack().appointment_types[meeting.type]
    recorded_at = meeting.recorded_at or meeting.starts_at
    appointment = _model("supervision", "Appointment")(
        person=someone.person,
        type=meeting.type,
        type_text=kind.title,
        counts=kind.counts,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=kind.minutes),
        place=meeting.place,
        with_whom=holder,
        requirement_id=requirement if meeting.credit else None,
        version=2,
    )
    said = list(_said(meeting, someone, holder, appointment, recorded_at))
    recording = _recording(meeting, someone, holder, appointment, recorded_at, entry=said[-1])
    appointment.latest = recording
    return Met(appointment, recording, said)


def _recording(
    meeting: Meeting,
    someone: Someone,
    holder: Any,
    appointment: Any,
    recorded_at: datetime,
    *,
    entry: Any,
) -> Any:
    rule = pack().contact_outcomes[meeting.outcome]
    days = rule.reply_within_working_days
    return _model("supervision", "Recording")(
        person=someone.person,
        appointment=appointment,
        number=1,
        outcome=rule.code,
        outcome_text=rule.title,
        happened=rule.happened,
        acceptable=rule.acceptable,
        is_failure="counts-as-failure" in rule.changes and appointment.counts,
        rule=pack().outcome_rule.name,
        reply_by=working_days_after(local_day(recorded_at), days) if days else None,
        enforcement=meeting.enforcement,
        credit=meeting.credit,
        entry=entry,
        recorded_at=recorded_at,
        recorded_by=holder,
    )


def _said(
    meeting: Meeting, someone: Someone, holder: Any, appointment: Any, recorded_at: datetime
) -> Iterator[Any]:
    """What the timeline says of it: booked, what was done about a failure, what came of it."""
    rule = pack().contact_outcomes[meeting.outcome]
    link = link_to(appointment)
    yield _entry(
        someone,
        holder,
        kind="appointment-booked",
        title=when_and_what(appointment),
        happened_at=meeting.booked_at,
        recorded_at=meeting.booked_at,
        link=link,
    )
    if meeting.enforcement:
        yield _entry(
            someone,
            holder,
            kind="enforcement",
            title=pack().code_list("enforcement-action").title_of(meeting.enforcement),
            text=_("After %(what)s: %(outcome)s")
            % {"what": when_and_what(appointment), "outcome": rule.title},
            happened_at=recorded_at,
            recorded_at=recorded_at,
            link=link,
        )
    yield _entry(
        someone,
        holder,
        kind="appointment-outcome",
        title=_("%(type)s: %(outcome)s") % {"type": appointment.type_text, "outcome": rule.title},
        text=meeting.note,
        happened_at=meeting.starts_at,
        recorded_at=recorded_at,
        link=link,
        source_key=f":appointment:{appointment.pk}:outcome",
    )


def _entry(someone: Someone, author: Any, **said: Any) -> Any:
    return _model("record", "Entry")(
        pk=uuid4(), person=someone.person, author=author, author_text=author.name, **said
    )
