"""Entries by their number, and those of some kinds about many people at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.record.models import Entry
from throughcare.record.queries.lines import Line, lines_of, newest_versions


@dataclass(frozen=True)
class Counted:
    """An entry in its newest version, as signals look at it. `first` is what its versions share."""

    person_id: int
    first: UUID
    kind: str
    note_type: str
    title: str
    happened_at: datetime
    marking: int


def entries_named(*, actor: Actor, person: Any, ids: Collection[UUID]) -> dict[UUID, Line]:
    """The newest version of each of these entries that the actor may see, by what was asked for."""
    if not ids:
        return {}
    asked = Entry.objects.filter(person=person).filter(Q(pk__in=ids) | Q(original__in=ids))
    rows = list(newest_versions(asked))
    lines = zip(rows, lines_of(rows, actor=actor), strict=True)
    return {row.original_id or row.pk: line for row, line in lines}


def entries_counted(
    people: Collection[int],
    *,
    kinds: Collection[str],
    note_types: Collection[str],
    since: datetime,
) -> dict[int, list[Counted]]:
    """Entries of these kinds, and notes of these types, that happened since; the oldest first."""
    found: dict[int, list[Counted]] = defaultdict(list)
    rows = _counted(
        people=list(people), kinds=list(kinds), note_types=list(note_types), since=since
    )
    for row in rows:
        found[row.person_id].append(
            Counted(
                person_id=row.person_id,
                first=row.original_id or row.pk,
                kind=row.kind,
                note_type=row.note_type,
                title=row.title,
                happened_at=row.happened_at,
                marking=row.marking,
            )
        )
    return found


@kept
def _counted(
    *, people: list[int], kinds: list[str], note_types: list[str], since: datetime
) -> QuerySet[Entry]:
    looked_at = Q(kind__among=kinds) | Q(note_type__among=note_types)
    rows = Entry.objects.filter(looked_at, person__among=people, happened_at__gte=since)
    wanted = ("person_id", "kind", "note_type", "title", "happened_at", "marking", "original_id")
    return newest_versions(rows).only(*wanted).order_by("happened_at", "id")
