"""One entry with everything that is known of where it came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.foundation.packs import pack
from throughcare.record.access import CORRECT_ENTRY, RAISE_MARKING, would_still_read
from throughcare.record.models import Entry, Raising
from throughcare.record.narrower import narrower_than
from throughcare.record.queries.lines import Line, lines_of, newest_version_of, other_versions


@dataclass(frozen=True)
class RaisingLine:
    """It was marked for fewer people."""

    was: str
    now: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class EntryPage:
    """An entry in all its versions, and where it came from."""

    asked: Entry
    """The version whose number was asked for; `newest` is the last one the reader may see."""
    newest: Entry
    line: Line
    provenance: Provenance | None
    marking: str
    """Who may read it, in words."""
    why_not: str
    """The sentence for who may not correct it."""
    may_raise: Decision
    """Whether the reader may mark it for fewer people."""
    narrower: list[tuple[int, str, bool]]
    """Markings fewer people read: number, words, and whether the reader is one of them."""
    raisings: list[RaisingLine]


def entry_page(*, actor: Actor, person: Any, id: UUID) -> EntryPage:
    """The entry one of whose versions has this number. Raises NotVisible."""
    asked = one_visible(Entry.objects.all(), pk=id, person=person)
    newest = newest_version_of(asked)
    line = lines_of([newest], actor=actor, others=other_versions([newest]))[0]
    return EntryPage(
        asked=asked,
        newest=newest,
        line=line,
        provenance=provenance_of(newest) if line.system else None,
        marking=_title_of(newest.marking),
        why_not=decide(actor, CORRECT_ENTRY, newest).reason,
        may_raise=decide(actor, RAISE_MARKING, newest),
        narrower=[
            (one.number, one.title, would_still_read(actor, newest, one.number))
            for one in narrower_than(newest.marking)
        ],
        raisings=_raisings(newest),
    )


def _raisings(entry: Entry) -> list[RaisingLine]:
    rows = Raising.objects.filter(entry=entry.original_id or entry.pk).order_by("at", "id")
    return [
        RaisingLine(_title_of(one.was), _title_of(one.now), one.by_text, one.at, one.reason)
        for one in rows
    ]


def _title_of(marking: int) -> str:
    titles = {one.number: one.title for one in pack().markings.values()}
    return titles.get(marking, str(marking))
