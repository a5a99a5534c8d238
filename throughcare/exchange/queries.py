"""Questions about messages, and the few words to the database only an import needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from throughcare.exchange.access import REVIEW_MESSAGES
from throughcare.exchange.kinds import library
from throughcare.exchange.models import PUT_ASIDE, Doubt, Message, Original, Reference, Run
from throughcare.exchange.record_document import Export, Rows, without_loose_ends, written_out
from throughcare.exchange.record_reading import rows_of
from throughcare.exchange.record_schema import problems
from throughcare.exchange.record_schema import schema as record_schema
from throughcare.exchange.record_tables import Table, target_of
from throughcare.exchange.record_tables import tables as record_tables
from throughcare.exchange.reference import mapping_reference
from throughcare.foundation.access import Actor, require
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Shelf
from throughcare.foundation.learning.foresight import ANYBODY

__all__ = [
    "OWN_NUMBERS",
    "Came",
    "Export",
    "Rows",
    "Table",
    "ask_now_what_waits_for_the_end",
    "came_before",
    "commit_lightly",
    "give_way",
    "mapping_reference",
    "messages_page",
    "one_at_a_time",
    "people_of",
    "problems",
    "record_schema",
    "record_tables",
    "references_with",
    "rows_of",
    "target_of",
    "whose",
    "without_loose_ends",
    "written_out",
]

_ONE_AT_A_TIME = 771003
_AT_ONCE = 1000
_PAGE = 25
_RUNS = 5


@dataclass(frozen=True)
class Came:
    """A message that came before: what became of it."""

    id: UUID
    state: str
    reason: str
    place: str
    kind_version: str
    received_at: datetime


def came_before(hashes: Collection[str]) -> dict[tuple[str, str, str], Came]:
    """What became of messages with these hashes when they came before, by hash and what was said
    of them outside.
    """
    rows = Original.objects.filter(sha256__in=hashes).values_list(
        "sha256",
        "url",
        "named",
        "message_id",
        "message__state",
        "message__reason",
        "message__place",
        "message__kind_version",
        "message__received_at",
    )
    return {row[:3]: Came(*row[3:]) for row in rows}


def whose(own_numbers: Collection[tuple[str, str]]) -> set[int]:
    """The people these numbers of a system's own belong to."""
    return {
        person
        for kind, value in own_numbers
        for person, of_kind, _value in OWN_NUMBERS.at(ANYBODY, value, expected_as=Reference)
        if of_kind == kind
    }


@kept
def _own(*, values: list[str]) -> QuerySet[Reference, tuple[int, str, str]]:
    rows = Reference.objects.filter(value__among=values)
    return rows.values_list("person_id", "kind", "value")


OWN_NUMBERS = Shelf(lambda _people, values: _own(values=values), lambda row: (ANYBODY, row[2]))


def references_with(
    own_numbers: Collection[tuple[str, str]], *, person: int
) -> list[tuple[str, int]]:
    """The rows that say that these numbers of a system's own are somebody's, by table and key."""
    rows = Reference.objects.filter(
        person=person, value__in={value for _kind, value in own_numbers}
    )
    return [
        (Reference._meta.db_table, pk)
        for pk, kind, value in rows.values_list("pk", "kind", "value")
        if (kind, value) in own_numbers
    ]


def people_of(messages: Collection[UUID]) -> dict[UUID, int]:
    """Whom these messages, which were taken, are about."""
    found: dict[UUID, int] = {}
    left = iter(messages)
    while some := list(islice(left, _AT_ONCE)):
        rows = Original.objects.filter(message__in=some, person__isnull=False)
        found.update(rows.values_list("message_id", "person_id"))
    return found


def one_at_a_time() -> None:
    """Wait until no other import is amid a message: two must not add the same person."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def ask_now_what_waits_for_the_end() -> None:
    """Let the database check, and settle, what it would only at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def give_way() -> None:
    """Let this transaction fail rather than keep somebody waiting who holds what it needs.

    A batch holds many rows; it is done again in parts. Sooner than the database looks for two who
    wait for each other, and so it is never a colleague who has to begin again.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '500ms'")


def commit_lightly() -> None:
    """Let this transaction's commit not wait for the disk. The import's last one does, for all."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")


@dataclass(frozen=True)
class DoubtLine:
    """Whom a message may be about, for those who may see that person."""

    person: Any
    given_name: str
    family_name: str
    born_on: date | None


@dataclass(frozen=True)
class MessageLine:
    """One message that was put aside."""

    id: UUID
    title: str
    system: str
    received_at: datetime
    state: str
    reason: str
    place: str
    file: str
    doubt: DoubtLine | None


@dataclass(frozen=True)
class MessagesPage:
    """The latest runs that changed something, and the messages put aside, newest first."""

    runs: list[Run]
    lines: list[MessageLine]
    state: str
    older: UUID | None


def messages_page(*, actor: Actor, state: str = "", before: str = "") -> MessagesPage:
    """What those who look after messages see. Raises AccessDenied.

    Nothing here says whom a message is about, but to those the database shows that person.
    """
    require(actor, REVIEW_MESSAGES)
    wanted = [state] if state in PUT_ASIDE else list(PUT_ASIDE)
    rows = Message.objects.filter(state__in=wanted).order_by("-received_at", "-id")
    if last := _numbered(before):
        rows = rows.filter(
            Q(received_at__lt=last.received_at) | Q(received_at=last.received_at, id__lt=last.pk)
        )
    found = list(rows[: _PAGE + 1])
    doubts = {
        doubt.message_id: doubt
        for doubt in Doubt.objects.filter(message__in=found).select_related("person")
    }
    return MessagesPage(
        runs=list(Run.objects.order_by("-started_at")[:_RUNS]),
        lines=[_line(message, doubts.get(message.pk)) for message in found[:_PAGE]],
        state=state,
        older=found[_PAGE - 1].pk if len(found) > _PAGE else None,
    )


def _numbered(text: str) -> Message | None:
    try:
        return Message.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _line(message: Message, doubt: Doubt | None) -> MessageLine:
    kind = library().named(message.kind)
    return MessageLine(
        id=message.pk,
        title=kind.table.title if kind else "",
        system=kind.system.title if kind else "",
        received_at=message.received_at,
        state=message.state,
        reason=message.reason,
        place=message.place,
        file=message.file,
        doubt=_doubt(doubt) if doubt else None,
    )


def _doubt(doubt: Doubt) -> DoubtLine:
    return DoubtLine(doubt.person, doubt.given_name, doubt.family_name, doubt.born_on)
