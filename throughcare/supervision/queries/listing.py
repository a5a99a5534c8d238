"""Which appointments there are: one person's, and the next and last of many."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import pack
from throughcare.supervision.access import BOOK_APPOINTMENT, RECORD_OUTCOME
from throughcare.supervision.models import Appointment, Recording
from throughcare.supervision.queries.lines import AppointmentLine, for_lines, line_of, with_all
from throughcare.supervision.wording import outcome_says, type_says

PAGE = 25
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
    """The appointment somebody has next, and the last one they came to."""

    next: AppointmentLine | None = None
    last_seen: AppointmentLine | None = None


@dataclass(frozen=True)
class ContactDays:
    """The same in a row of the caseload: when, and what is next."""

    next_at: datetime | None = None
    next_type: str = ""
    last_seen_at: datetime | None = None


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


def next_and_last(*, actor: Actor, person: int, now: datetime) -> NextAndLast:
    """One person's, by their number, in one query."""
    rows = _next_and_last_lines(people=[person], now=now)
    lines = {row.starts_at > now: line_of(row, now) for row in rows}
    return NextAndLast(next=lines.get(True), last_seen=lines.get(False))


def contact_days(*, actor: Actor, people: Collection[int], now: datetime) -> dict[int, ContactDays]:
    """For many people at once, by their number, in one query."""
    rows = _next_and_last_days(people=list(people), now=now)
    found = {(row.person, row.starts_at > now): row for row in rows}
    return {
        person: _days(found.get((person, True)), found.get((person, False))) for person in people
    }


def _days(coming: Any, seen: Any) -> ContactDays:
    return ContactDays(
        next_at=coming.starts_at if coming else None,
        next_type=type_says(coming) if coming else "",
        last_seen_at=seen.starts_at if seen else None,
    )


@kept
def _next_and_last_lines(*, people: list[int], now: datetime) -> QuerySet[Appointment]:
    return for_lines(_next_and_last(people, now))


@kept
def _next_and_last_days(*, people: list[int], now: datetime) -> QuerySet[Appointment, Any]:
    rows = _next_and_last(people, now)
    return rows.values_list("person", "starts_at", "type", "type_text", named=True)


def _next_and_last(people: list[int], now: datetime) -> QuerySet[Appointment]:
    wanted = RawSQL(_NEXT_AND_LAST, [people, now, people, now, _CAME])
    return Appointment.objects.filter(pk__in=wanted)


def owed_of(*, actor: Actor, people: Collection[int], now: datetime) -> dict[int, int]:
    """How many appointments of each are over without an outcome; who has none is left out."""
    return dict(Counter(_owed(people=list(people), now=now)))


@kept
def _owed(*, people: list[int], now: datetime) -> QuerySet[Appointment, int]:
    owed = Appointment.objects.filter(_UNSAID, person__among=people, starts_at__lte=now)
    return owed.values_list("person", flat=True)


def without_outcome(
    *, actor: Actor, now: datetime, people: Collection[int] | None = None
) -> list[AppointmentLine]:
    """Appointments that are over and nobody has said what came of them, the oldest first.

    Those of these people; without any named, those the actor was to keep.
    """
    rows = (
        _own_owed(staff=actor.staff_id, now=now)
        if people is None
        else _owed_lines(people=list(people), now=now)
    )
    return [line_of(row, now) for row in rows]


@kept
def _own_owed(*, staff: int | None, now: datetime) -> QuerySet[Appointment]:
    return _first_owed(Q(with_whom=staff), now)


@kept
def _owed_lines(*, people: list[int], now: datetime) -> QuerySet[Appointment]:
    return _first_owed(Q(person__among=people), now)


def _first_owed(whose: Q, now: datetime) -> QuerySet[Appointment]:
    owed = for_lines(Appointment.objects.filter(_UNSAID, whose, starts_at__lte=now))
    return owed.order_by("starts_at", "id")[:PAGE]


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
