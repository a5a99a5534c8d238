"""Questions about messages, and the few words to the database only an import needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.exchange.models import Original, Reference

_ONE_AT_A_TIME = 771003


@dataclass(frozen=True)
class Came:
    """A message that came before: what became of it."""

    id: UUID
    state: str
    reason: str
    place: str
    kind_version: str
    received_at: datetime


def came_before(*, sha256: str, url: str, named: str) -> Came | None:
    """What became of the very same message when it came before."""
    row = (
        Original.objects.filter(sha256=sha256, url=url, named=named)
        .values_list(
            "message_id",
            "message__state",
            "message__reason",
            "message__place",
            "message__kind_version",
            "message__received_at",
        )
        .first()
    )
    return Came(*row) if row else None


def whose(own_numbers: Collection[tuple[str, str]]) -> set[int]:
    """The people these numbers of a system's own belong to."""
    if not own_numbers:
        return set()
    rows = Reference.objects.filter(value__in={value for _kind, value in own_numbers})
    return {
        person
        for person, kind, value in rows.values_list("person_id", "kind", "value")
        if (kind, value) in own_numbers
    }


def one_at_a_time() -> None:
    """Wait until no other import is amid a message: two must not add the same person."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def commit_lightly() -> None:
    """Let this transaction's commit not wait for the disk. The import's last one does, for all."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
