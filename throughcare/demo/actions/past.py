"""The months behind as rows to be written in one go: every note, and every appointment with what
came of it. Beside those of somebody's own work, the weeks ahead too.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.rows import Rows
from throughcare.demo.actions.someone import Someone
from throughcare.demo.diary import Meeting
from throughcare.demo.notes import Note
from throughcare.demo.sentencing import ACTIVITY, key
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.packs import pack
from throughcare.supervision.actions.entries import link_to, when_and_what


def write_past(
    someone: Someone, area: Area, rows: Rows, *, requirements: Mapping[str, Any]
) -> None:
    """Rows for what was written and met. `requirements` are rows by what nDelius calls them."""
    for note in someone.notes:
        _note(note, someone, area, rows)
    activity = requirements.get(key(someone.life, f"requirement:{ACTIVITY}"))
    for meeting in someone.past_meetings:
        _meeting(meeting, someone, area, rows, activity if meeting.credit else None)


def _note(note: Note, someone: Someone, area: Area, rows: Rows) -> None:
    rows.add_entry(
        person=someone.person,
        author=area.members[note.author],
        kind="note",
        title=pack().note_types[note.note_type].title,
        note_type=note.note_type,
        text=note.text,
        happened_at=note.happened_at,
        recorded_at=note.happened_at,
        marking=note.marking,
        is_important=note.important,
    )


def _meeting(meeting: Meeting, someone: Someone, area: Area, rows: Rows, requirement: Any) -> None:
    holder = area.members[someone.life.holder]
    kind = pack().appointment_types[meeting.type]
    appointment = rows.add(
        "supervision.Appointment",
        pk=uuid4(),
        person=someone.person,
        type=meeting.type,
        type_text=kind.title,
        counts=kind.counts,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=kind.minutes),
        place=meeting.place,
        with_whom=holder,
        requirement=requirement,
    )
    rows.add_entry(
        person=someone.person,
        author=holder,
        kind="appointment-booked",
        title=when_and_what(appointment),
        happened_at=meeting.booked_at,
        recorded_at=meeting.booked_at,
        link=link_to(appointment),
    )
    if meeting.outcome and meeting.recorded_at:
        _outcome(meeting, appointment, rows, at=meeting.recorded_at)


def _outcome(meeting: Meeting, appointment: Any, rows: Rows, *, at: datetime) -> None:
    rule = pack().contact_outcomes[meeting.outcome]
    who = {"person": appointment.person, "author": appointment.with_whom}
    if meeting.enforcement:
        rows.add_entry(
            **who,
            kind="enforcement",
            title=pack().code_list("enforcement-action").title_of(meeting.enforcement),
            text=_("After %(what)s: %(outcome)s")
            % {"what": when_and_what(appointment), "outcome": rule.title},
            happened_at=at,
            recorded_at=at,
            link=link_to(appointment),
        )
    entry = rows.add_entry(
        **who,
        kind="appointment-outcome",
        title=_("%(type)s: %(outcome)s") % {"type": appointment.type_text, "outcome": rule.title},
        text=meeting.note,
        happened_at=meeting.starts_at,
        recorded_at=at,
        link=link_to(appointment),
        source_key=f":appointment:{appointment.pk}:outcome",
    )
    days = rule.reply_within_working_days
    appointment.version = 2
    appointment.latest = rows.add(
        "supervision.Recording",
        pk=uuid4(),
        person=appointment.person,
        appointment=appointment,
        number=1,
        outcome=rule.code,
        outcome_text=rule.title,
        happened=rule.happened,
        acceptable=rule.acceptable,
        is_failure="counts-as-failure" in rule.changes and appointment.counts,
        rule=pack().outcome_rule.name,
        reply_by=working_days_after(local_day(at), days) if days else None,
        enforcement=meeting.enforcement,
        credit=meeting.credit,
        entry=entry,
        recorded_at=at,
        recorded_by=appointment.with_whom,
    )
