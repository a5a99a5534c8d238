"""How somebody kept their appointments over a time: what a report says of attendance."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import day_span
from throughcare.foundation.database.kept import kept
from throughcare.supervision.models import Appointment, Recording
from throughcare.supervision.queries.lines import AppointmentLine, line_of, with_all


@dataclass(frozen=True)
class Contacts:
    """Appointments of a time, sorted by what came of them; those moved or cancelled left out."""

    complied: list[AppointmentLine]
    failed: list[AppointmentLine]
    accepted: list[AppointmentLine]
    """Absences and failures that were accepted."""
    unaccepted: list[AppointmentLine]
    undecided: list[AppointmentLine]
    """Absences whose reason is not known yet."""
    owed: list[AppointmentLine]
    coming: list[AppointmentLine]

    @property
    def offered(self) -> int:
        """How many they were asked to come to and something came of."""
        kept = len(self.complied) + len(self.failed)
        return kept + len(self.accepted) + len(self.unaccepted) + len(self.undecided)


@dataclass(frozen=True)
class KeptAppointment:
    """An appointment something came of: whether somebody came, and where the record says so."""

    ref: str
    at: datetime
    came: bool
    marking: int


def appointments_kept(
    people: Collection[int], *, since: datetime, until: datetime
) -> dict[int, list[KeptAppointment]]:
    """By person, those that count and were to be kept in that time, the oldest first; one query.

    An absence with an acceptable reason is left out, and so is what was moved: neither says
    anything of the person.
    """
    found: dict[int, list[KeptAppointment]] = defaultdict(list)
    for row in _kept(people=list(people), since=since, until=until):
        latest, entry = row.latest, row.latest.entry if row.latest else None
        if latest is None or (latest.happened == _ABSENT and latest.acceptable is True):
            continue
        ref = f"record.entry:{entry.original_id or entry.pk}" if entry else _named(row)
        # Raised since, what the record says of it is known to fewer people than the appointment.
        marking = row.marking or (entry.marking if entry else 0)
        found[row.person_id].append(
            KeptAppointment(ref, row.starts_at, latest.happened != _ABSENT, marking)
        )
    return found


_ABSENT = Recording.Happened.ABSENT
_SAYS_SOMETHING = [Recording.Happened.COMPLIED, Recording.Happened.FAILED, _ABSENT]


def _named(row: Appointment) -> str:
    return f"supervision.appointment:{row.pk}"


@kept
def _kept(*, people: list[int], since: datetime, until: datetime) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(
        person__among=people,
        starts_at__gte=since,
        starts_at__lte=until,
        counts=True,
        latest__happened__in=_SAYS_SOMETHING,
    )
    wanted = ("person_id", "marking", "starts_at", "latest__happened", "latest__acceptable")
    told = ("latest__entry__marking", "latest__entry__original_id")
    return rows.select_related("latest__entry").only(*wanted, *told).order_by("starts_at", "id")


def contacts_between(
    *, actor: Actor, person: Any, since: date, until: date, now: datetime
) -> Contacts:
    """The person's appointments from one day to another, both included, and all still to come."""
    days = Q(starts_at__gte=day_span(since).since, starts_at__lt=day_span(until).until)
    ahead = Q(starts_at__gt=now, latest=None)
    rows = with_all(Appointment.objects.filter(days | ahead, person=person, cancelled_at=None))
    lines = [line_of(row, now) for row in rows.order_by("starts_at", "id")]
    recorded = [one for one in lines if one.happened not in ("", Recording.Happened.RESCHEDULED)]
    complied = [one for one in recorded if one.happened == Recording.Happened.COMPLIED]
    others = [one for one in recorded if one.happened != Recording.Happened.COMPLIED]
    failed = Recording.Happened.FAILED
    return Contacts(
        complied=complied,
        failed=[one for one in others if one.happened == failed and one.acceptable is not True],
        accepted=[one for one in others if one.acceptable is True],
        unaccepted=[o for o in others if o.happened != failed and o.acceptable is False],
        undecided=[o for o in others if o.happened != failed and o.acceptable is None],
        owed=[one for one in lines if one.is_owed],
        coming=[one for one in lines if one.state == Appointment.State.PLANNED],
    )
