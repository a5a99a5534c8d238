"""Entries by when they were put on the record, whenever it was that they speak of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry
from throughcare.record.queries.filters import EntryFilter, known_by
from throughcare.record.queries.lines import Line, lines_of, newest_versions, other_versions


@dataclass(frozen=True)
class Recorded:
    """Entries recorded in a time, the earliest first, each as it read at the end of it."""

    lines: tuple[Line, ...]
    left_out: int
    """So many more there were than are here, the earliest of them."""
    noise: int
    """How many beside those systems wrote by themselves, in numbers."""


def recorded_between(
    *, actor: Actor, person: Any, since: datetime, until: datetime, most: int
) -> Recorded:
    """What was put on the record after one moment and no later than another."""
    known = known_by(EntryFilter(known_at=until))
    rows = newest_versions(Entry.objects.filter(known, person=person), known)
    rows = rows.filter(recorded_at__gt=since)
    noise = pack().entry_kinds.noise
    told = rows.exclude(kind__in=noise)
    found = list(told.order_by("-recorded_at", "-id")[:most])[::-1]
    return Recorded(
        lines=tuple(lines_of(found, actor=actor, others=other_versions(found))),
        left_out=told.count() - len(found) if len(found) == most else 0,
        noise=rows.filter(kind__in=noise).count(),
    )
