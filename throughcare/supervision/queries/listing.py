"""Which appointments there are: one person's, and the next and last of many."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.foundation.packs import pack
from throughcare.supervision.access import BOOK_APPOINTMENT, RECORD_OUTCOME
from throughcare.supervision.models import Appointment, Recording
from throughcare.supervision.queries.lines import AppointmentLine, for_lines, line_of, with_all
from throughcare.supervision.wording import outcome_says

PAGE = 25
_STANDS = Q(cancelled_at=None)
_UNSAID = Q(latest=None, cancelled_at=None)
_CAME = [Recording.Happened.COMPLIED, Recording.Happened.FAILED]

# Two dips into each person's appointments, however many there are: forward and back from now.
_NEXT_AND_LAST = """
    select next.id from unnest(%s::bigint[]) as one(person_id) cross join lateral (
        select id from supervision_appointment
         where person_id = one.person_id and starts_at > %s
           and latest_id is null and cancelled_at is null
         order by starts_at, id limit 1
    ) next
    union all
    select last.id from unnest(%s::bigint[]) as one(person_id) cross join lateral (
        select a.id from supervision_appointment a
          join supervision_recording r on r.id = a.latest_id
         where a.person_id = one.person_id and a.starts_at <= %s and r.happened = any(%s::text[])
         order by a.starts_at desc, a.id desc limit 1
    ) last
"""


@dataclass(frozen=True)
class NextAndLast:
    """Somebody's appointments in brief, for a row of the caseload."""

    next: AppointmentLine | None = None
    last_seen: AppointmentLine | None = None
    """The last one they came to."""


@dataclass(frozen=True)
class AppointmentsPage:
    """One person's appointments: what is to come, what is owed, what was."""

    coming: list[AppointmentLine]
    owed: list[AppointmentLine]
    past: list[AppointmentLine]
    older: str
    """The place in the past after which the list goes on; empty at its end."""
    is_first: bool
    may_book: Decision
    may_record: Decision


@dataclass(frozen=True)
class RecordingLine:
    """What was recorded of an appointment, the latest first."""

    number: int
    outcome: str
    note: str
    recorded_at: datetime
    recorded_by: str
    why_corrected: str
    enforcement: str
    credit: Any
    reply_by: Any
    stands: bool


@dataclass(frozen=True)
class AppointmentPage:
    """One appointment with everything recorded of it."""

    line: AppointmentLine
    recordings: list[RecordingLine]
    may_book: Decision
    may_record: Decision
    is_to_come: bool


def next_and_last(
    *, actor: Actor, people: Collection[int], now: datetime
) -> dict[int, NextAndLast]:
    """For many people at once, by person id, in one query."""
    ids = list(people)
    wanted = RawSQL(_NEXT_AND_LAST, [ids, now, ids, now, _CAME])
    rows = for_lines(Appointment.objects.filter(pk__in=wanted))
    lines = {(row.person_id, row.starts_at > now): line_of(row, now) for row in rows}
    return {
        person: NextAndLast(next=lines.get((person, True)), last_seen=lines.get((person, False)))
        for person in ids
    }


def owed_of(*, actor: Actor, people: Collection[int], now: datetime) -> dict[int, int]:
    """How many appointments of each are over without an outcome; who has none is left out."""
    owed = Appointment.objects.filter(_UNSAID, person__among=people, starts_at__lte=now)
    return dict(Counter(owed.values_list("person", flat=True)))


def without_outcome(
    *, actor: Actor, now: datetime, people: Collection[int] | None = None
) -> list[AppointmentLine]:
    """Appointments that are over and nobody has said what came of them, the oldest first.

    Those of these people; without any named, those the actor was to keep.
    """
    owed = Appointment.objects.filter(_UNSAID, starts_at__lte=now)
    owed = (
        owed.filter(with_whom=actor.staff_id)
        if people is None
        else owed.filter(person__among=people)
    )
    return [line_of(row, now) for row in for_lines(owed).order_by("starts_at", "id")[:PAGE]]


def appointments_page(
    *, actor: Actor, person: Any, now: datetime, after: str = ""
) -> AppointmentsPage:
    """Everything to come and everything owed, and the past a page at a time."""
    rows = with_all(Appointment.objects.filter(person=person))
    coming = rows.filter(_UNSAID, starts_at__gt=now).order_by("starts_at", "id")
    owed = rows.filter(_UNSAID, starts_at__lte=now).order_by("starts_at", "id")
    past = rows.exclude(_UNSAID).filter(_after(after)).order_by("-starts_at", "-id")
    shown = list(past[: PAGE + 1])
    more = shown[PAGE - 1] if len(shown) > PAGE else None
    return AppointmentsPage(
        coming=[line_of(row, now) for row in coming],
        owed=[line_of(row, now) for row in owed],
        past=[line_of(row, now) for row in shown[:PAGE]],
        older=f"{more.starts_at.isoformat()}_{more.pk}" if more else "",
        is_first=not after,
        may_book=decide(actor, BOOK_APPOINTMENT, person),
        may_record=decide(actor, RECORD_OUTCOME, person),
    )


def appointment_for(*, actor: Actor, person: Any, id: UUID) -> Appointment:
    """One appointment of this person, to be changed. Raises NotVisible."""
    return one_visible(with_all(Appointment.objects.filter(person=person)), pk=id)


def last_booked(*, actor: Actor, person: Any) -> Appointment | None:
    """The appointment booked or told of last, which a new one is most like."""
    return Appointment.objects.filter(person=person).order_by("-starts_at", "-id").first()


def appointment_page(*, actor: Actor, person: Any, id: UUID, now: datetime) -> AppointmentPage:
    """One appointment and what was recorded of it. Raises NotVisible."""
    appointment = appointment_for(actor=actor, person=person, id=id)
    recordings = Recording.objects.filter(appointment=appointment)
    return AppointmentPage(
        line=line_of(appointment, now),
        recordings=[
            _recording(row, stands=row.pk == appointment.latest_id)
            for row in recordings.select_related("recorded_by", "entry").order_by("-number")
        ],
        may_book=decide(actor, BOOK_APPOINTMENT, appointment),
        may_record=decide(actor, RECORD_OUTCOME, appointment),
        is_to_come=appointment.state(now) == Appointment.State.PLANNED,
    )


def _recording(row: Recording, *, stands: bool) -> RecordingLine:
    return RecordingLine(
        number=row.number,
        outcome=outcome_says(row),
        note=row.entry.text if row.entry else "",
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        why_corrected=row.why_corrected,
        enforcement=pack().code_list("enforcement-action").title_of(row.enforcement)
        if row.enforcement
        else "",
        credit=row.credit,
        reply_by=row.reply_by,
        stands=stands,
    )


def _after(place: str) -> Q:
    """Further back than a place named in an address; everything, for what is no place."""
    at, _, id = place.partition("_")
    try:
        moment, key = datetime.fromisoformat(at), UUID(id)
    except ValueError:
        return Q()
    if moment.tzinfo is None:
        return Q()
    return Q(starts_at__lte=moment) & (Q(starts_at__lt=moment) | Q(id__lt=key))
