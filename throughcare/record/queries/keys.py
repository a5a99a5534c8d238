"""Entries by what other systems call them, and by the messages they came in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.record.models import Entry


def keys_entered(wanted: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these are on record as entries, by their person and what the other system says."""
    people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
    rows = Entry.objects.filter(person__in=people, source_key__in=keys)
    found = {(person, key or "") for person, key in rows.values_list("person_id", "source_key")}
    return found & set(wanted)


def happened_when(*, person: Any, source_key: str) -> datetime | None:
    """When that happened which another system calls so; None if it is not on the record."""
    rows = Entry.objects.filter(person=person, source_key=source_key).order_by("-recorded_at")
    return rows.values_list("happened_at", flat=True).first()


def is_marked(*, person: Any, source: UUID) -> bool:
    """Whether something this message told of them is not for everybody, by it or since."""
    return Entry.objects.filter(person=person, source=source).exclude(marking=0).exists()
