"""What a page may ask of the audit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from throughcare.foundation.access import Actor, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.models import Deed, Look

PAGE = 50
LONGEST = 500
"""So many pages of one emergency are listed."""


@dataclass(frozen=True)
class LookLine:
    """Somebody opened a page of the record."""

    at: datetime
    actor: str
    page: str


def looks_at(*, actor: Actor, person: Model) -> list[LookLine]:
    """The newest looks at a person's record, a page of them. Raises AccessDenied."""
    require(actor, SEE_LOOKS, person)
    rows = Look.objects.filter(person_id=person.pk).order_by("-at", "-id")[:PAGE]
    return [LookLine(row.at, row.actor, row.page) for row in rows]


def moments_of(*, staff_id: int | None, verbs: Collection[str], since: datetime) -> list[datetime]:
    """When a colleague did one of these since then, the earliest first."""
    deeds = Deed.objects.filter(staff_id=staff_id, at__gt=since, verb__in=verbs)
    return list(deeds.order_by("at").values_list("at", flat=True))


def looks_while(
    *, person: int, staff_id: int, since: datetime, until: datetime
) -> list[tuple[datetime, str]]:
    """When a colleague opened which pages of somebody's record in that time, the earliest first."""
    looks = Look.objects.filter(
        person_id=person, staff_id=staff_id, at__gte=since, at__lte=until
    ).order_by("at", "id")
    return list(looks.values_list("at", "page")[:LONGEST])
