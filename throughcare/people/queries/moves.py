"""Where somebody was held over time: the prison, the team in the community."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import badge_of
from throughcare.people.models import Holding

KINDS = (Holding.Kind.CUSTODY, Holding.Kind.COMMUNITY)


@dataclass(frozen=True)
class HeldFrom:
    """A time somebody was held by one unit."""

    kind: str
    kind_says: str
    unit: str
    since: date
    until: date | None
    badge: str


def held_over_time(*, actor: Actor, person: Any) -> list[HeldFrom]:
    """In custody and in the community, the earliest first; one query.

    Specialist teams and providers beside them are left out: that one of them is there is theirs to
    tell.
    """
    rows = Holding.objects.filter(person=person, kind__in=KINDS).select_related("unit")
    return [
        HeldFrom(
            kind=row.kind,
            kind_says=row.get_kind_display(),
            unit=row.unit.name,
            since=row.since,
            until=row.until,
            badge=badge_of(row.marking),
        )
        for row in rows.order_by("since", "id")
    ]
