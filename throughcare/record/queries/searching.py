"""Finding words in everything the actor may read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import normalize
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Left, Length
from django.db.models.lookups import Exact

from throughcare.foundation.access import Actor
from throughcare.record.models import Entry
from throughcare.record.queries.filters import sought
from throughcare.record.queries.lines import Line, lines_of
from throughcare.record.queries.paging import PAGE, Place

NEWEST = Place(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))
LOOKED_THROUGH = 50_000  # where in a very long note a search stops looking for its words

# Around a found word, until it is on the page as <mark>. Taken out of the text before. PostgreSQL
# would leave out what looks like markup: for its eyes, "<" is another sign.
_OPEN, _CLOSE, _LESS = "\x02", "\x03", "\x04"
_SHOWN = (
    f'StartSel="{_OPEN}", StopSel="{_CLOSE}", MaxFragments=2, FragmentDelimiter=" … ", '
    "MaxWords=40, MinWords=15, ShortWord=0"
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
        .annotate(snippet=_snippet(words), is_corrected=Exists(_later()))
        .order_by("-happened_at", "-id")
    )
    last = rows[-1] if rows and len(found) > PAGE else None
    return Hits(
        hits=tuple(
            Hit(
                line=line,
                person_ref=row.person.ref,
                person_name=row.person.full_name,
                snippet=tuple(_parts(row.snippet, row.text)),
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


def _later() -> QuerySet[Entry]:
    return Entry.objects.filter(person=OuterRef("person_id"), supersedes=OuterRef("pk"))


def _snippet(words: str) -> Func:
    beginning = Left("text", LOOKED_THROUGH)
    letters = Func("text", function="octet_length", output_field=IntegerField())
    composed = Case(  # composing takes as long as looking; what is all ASCII is composed already
        When(Exact(letters, Length("text")), then=beginning),
        default=Func(beginning, function="normalize"),
        output_field=TextField(),
    )
    signs = Value(f"<{_OPEN}{_CLOSE}{_LESS}")
    clean = Func(composed, signs, Value(_LESS), function="translate")
    return Func(
        clean,
        sought(words),
        Value(_SHOWN),
        template="ts_headline('app.english'::regconfig, %(expressions)s)",
        output_field=TextField(),
    )


def _parts(snippet: str, text: str) -> Iterator[tuple[str, bool]]:
    """The snippet cut at the marks (text, found word, text …); dots where more words stand."""
    parts = re.split(f"[{_OPEN}{_CLOSE}]", snippet.replace(_LESS, "<"))
    plain = re.sub(f"[{_OPEN}{_CLOSE}{_LESS}]", "", normalize("NFC", text))
    begins, ends = plain.find("".join(parts[:2])), plain.rfind("".join(parts[-2:]))
    if begins > 0 and _has_words(plain[:begins]):
        yield "… ", False
    for place, part in enumerate(parts):
        if part:
            yield part, place % 2 == 1
    if ends >= 0 and _has_words(plain[ends + len("".join(parts[-2:])) :]):
        yield " …", False


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
