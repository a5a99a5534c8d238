"""How somebody kept their appointments over a time: what a report says of attendance."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import day_span
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
