"""Noting that something changed which somebody's calculations rest on.

It is written down in the transaction that changed it, and worked out after that: by the door that
answered, by the import command after its report, or else by whoever serves, a little later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from throughcare.calculations.models import Due
from throughcare.foundation.actions import write_later
from throughcare.people import queries as people

_noted: ContextVar[set[int] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[set[int]]:
    """The people noted inside, for whoever wants to have them worked out at once afterwards."""
    noted: set[int] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note_due(person: Any, *, at: datetime) -> None:
    """Say that something about this person changed. A part of what changed it."""
    noted = _noted.get()
    if noted is None or person.pk not in noted:
        write_later(Due(person_id=person.pk, not_before=at))
    if noted is not None:
        noted.add(person.pk)


def note_everybody_due(*, at: datetime) -> int:
    """Say so of everybody on the record: on a new day, or for a new rule. How many they are."""
    rows = [Due(person_id=person, not_before=at) for person in people.everybody()]
    Due.objects.bulk_create(rows, batch_size=5000)
    return len(rows)
