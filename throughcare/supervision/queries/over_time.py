"""How appointments were kept, month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import LONDON, day_span
from throughcare.supervision.models import Appointment, Recording


@dataclass(frozen=True)
class MonthKept:
    """The appointments of a month something came of, but for those that were moved."""

    month: date
    kept: int
    accepted: int
    """Not kept, for a reason that was accepted."""
    missed: int


def kept_by_month(*, actor: Actor, person: Any, since: date, until: date) -> list[MonthKept]:
    """From one day to another, both included; one query. Months without any are left out."""
    happened = Recording.Happened
    kept = Q(latest__happened=happened.COMPLIED)
    accepted = ~kept & Q(latest__acceptable=True)
    rows = (
        Appointment.objects.filter(
            person=person,
            cancelled_at=None,
            starts_at__gte=day_span(since).since,
            starts_at__lt=day_span(until).until,
            latest__happened__in=(happened.COMPLIED, happened.FAILED, happened.ABSENT),
        )
        .annotate(month=TruncMonth("starts_at", tzinfo=LONDON))
        .values("month")
        .annotate(
            kept=Count("pk", filter=kept),
            accepted=Count("pk", filter=accepted),
            missed=Count("pk", filter=~kept & ~Q(latest__acceptable=True)),
        )
        .order_by("month")
        .values_list("month", "kept", "accepted", "missed")
    )
    return [MonthKept(month.date(), *numbers) for month, *numbers in rows]
