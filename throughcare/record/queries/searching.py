"""Finding words in everything the actor may read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Left

from throughcare.foundation.access import Actor
from throughcare.record.models import Entry
from throughcare.record.queries.filters import sought
from throughcare.record.queries.lines import Line, lines_of
from throughcare.record.queries.paging import PAGE, Place

NEWEST = Place(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))
LOOKED_THROUGH = 50_000  # where in a very long note a search stops looking for its words

# Around a found word, until it is on the page as <mark>. Taken out of the text before.
_OPEN, _CLOSE = "\x02", "\x03"
_SHOWN = (
    f'StartSel="{_OPEN}", StopSel="{_CLOSE}", MaxFragments=2, MaxWords=30, MinWords=12, '
    'FragmentDelimiter=" … "'
)


@dataclass(frozen=True)
class Hit:
    """An entry that has the words, whose it is, and where it says them."""

    line: Line
    person_ref: UUID
    person_name: str
    snippet: tuple[tuple[str, bool], ...]
    """The text around the words, in parts; true for the words themselves."""
    is_corrected: bool


@dataclass(frozen=True)
class Hits:
    hits: tuple[Hit, ...]
    older: Place | None


def search_notes(*, actor: Actor, words: str, before: Place | None = None) -> Hits:
    """Entries with these words about everyone the actor may see, newest first, a page at a time."""
    found = _found(words, before or NEWEST, most=PAGE + 1)
    rows = list(
        Entry.objects.filter(pk__in=found[:PAGE])
        .select_related("person")
        .annotate(snippet=_snippet(words), is_corrected=Exists(_entries_after(OuterRef("pk"))))
        .order_by("-happened_at", "-id")
    )
    last = rows[-1] if rows and len(found) > PAGE else None
    return Hits(
        hits=tuple(
            Hit(
                line=line,
                person_ref=row.person.ref,
                person_name=row.person.full_name,
                snippet=tuple(_parts(row.snippet)),
                is_corrected=row.is_corrected,
            )
            for row, line in zip(rows, lines_of(rows, actor=actor), strict=True)
        ),
        older=Place(last.happened_at, last.pk) if last else None,
    )


def _found(words: str, before: Place, *, most: int) -> list[UUID]:
    """Numbers alone; the rows are then read under the row policy like any others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select entry from app.search_entries(%s, %s, %s, %s)",
            [words, before.at, before.id, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _entries_after(one: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(supersedes=one)


def _snippet(words: str) -> Func:
    composed = Func(Left("text", LOOKED_THROUGH), function="normalize")
    clean = Func(composed, Value(_OPEN + _CLOSE), Value(""), function="translate")
    return Func(
        clean,
        sought(words),
        Value(_SHOWN),
        template="ts_headline('app.english'::regconfig, %(expressions)s)",
        output_field=TextField(),
    )


def _parts(snippet: str) -> Iterator[tuple[str, bool]]:
    """The snippet cut at the marks: text, found word, text …"""
    for place, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", snippet)):
        if part:
            yield part, place % 2 == 1
