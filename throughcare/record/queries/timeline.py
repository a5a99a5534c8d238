"""A person's timeline: newest first, a page at a time, with the same few queries always."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Coalesce

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.entries import EntryKind, EntrySystem
from throughcare.record.access import WRITE_ENTRY
from throughcare.record.models import Entry
from throughcare.record.queries.filters import (
    HERE,
    EntryFilter,
    known_by,
    rows_wanted,
    sought,
    system_of_row,
)
from throughcare.record.queries.lines import Line, lines_of, newest_versions, other_versions
from throughcare.record.queries.paging import PAGE, Place, older_than

OPEN_NOTES = 3


@dataclass(frozen=True)
class Folded:
    """Entries that a system wrote by itself, several in one line."""

    kind: str
    title: str
    """What one of them is called; `many`, what several are."""
    many: str
    system: str
    """The system they came from, in words; empty for what was written here."""
    system_id: str
    count: int
    first_at: datetime
    last_at: datetime

    @property
    def stands_at(self) -> datetime:
        return self.last_at


Item = Line | Folded


@dataclass(frozen=True)
class TimelinePage:
    """One page of a timeline. `older` is where the next one begins, None on the last."""

    items: tuple[Item, ...]
    older: Place | None
    can_write: bool
    open: frozenset[UUID]
    """The last few notes, which are read without a click."""


def timeline_page(
    *, actor: Actor, person: Any, wanted: EntryFilter, before: Place | None = None
) -> TimelinePage:
    """One page of what happened to a person, as far as the actor may see it.

    An entry stands at its newest version's time, with what it said before. What systems write in
    numbers is folded unless it was asked for, and does not fill the page.
    """
    rows = _entries(person, wanted).filter(older_than(before))
    if not wanted.is_particular:
        rows = rows.exclude(kind__in=pack().entry_kinds.noise)
    shown = list(rows.order_by("-happened_at", "-id")[: PAGE + 1])
    older = Place(shown[PAGE - 1].happened_at, shown[PAGE - 1].pk) if len(shown) > PAGE else None
    shown = shown[:PAGE]
    lines = lines_of(shown, actor=actor, others=other_versions(shown))
    folded = [] if wanted.is_particular else _folded(person, wanted, before=before, older=older)
    notes = [line for line in lines if line.is_note]
    return TimelinePage(
        items=tuple(_in_order(lines, folded)),
        older=older,
        can_write=decide(actor, WRITE_ENTRY, Entry(person=person)).allowed,
        open=frozenset(note.id for note in notes[:OPEN_NOTES]) if before is None else frozenset(),
    )


def _entries(person: Any, wanted: EntryFilter) -> QuerySet[Entry]:
    every = Entry.objects.filter(person=person)
    rows = newest_versions(every.filter(rows_wanted(wanted)), known_by(wanted))
    if not wanted.words:
        return rows
    # An entry is found by what it said before, too.
    first = Coalesce("original_id", "id")
    matching = every.filter(search=sought(wanted.words)).annotate(first=first).values("first")
    return rows.annotate(first=first).filter(first__in=matching)


def _folded(
    person: Any, wanted: EntryFilter, *, before: Place | None, older: Place | None
) -> list[Folded]:
    """Noise of the time this page is about, a line a kind and system; the database counts."""
    rules = pack().entry_kinds
    rows = Entry.objects.filter(rows_wanted(wanted), person=person, kind__in=rules.noise)
    if before:
        rows = rows.filter(happened_at__lt=before.at)
    if older:
        rows = rows.filter(happened_at__gte=older.at)
    runs = (
        newest_versions(rows, known_by(wanted))
        .annotate(system=system_of_row())
        .values("kind", "system")
        .annotate(n=Count("pk"), first_at=Min("happened_at"), last_at=Max("happened_at"))
        .order_by("-last_at", "kind", "system")
    )
    return [_run(rules.kinds[run["kind"]], rules.systems.get(run["system"]), run) for run in runs]


def _run(kind: EntryKind, system: EntrySystem | None, run: dict[str, Any]) -> Folded:
    return Folded(
        kind=kind.id,
        title=kind.title,
        many=kind.folded_as or kind.title,
        system=system.title if system else "",
        system_id=system.id if system else HERE,
        count=run["n"],
        first_at=run["first_at"],
        last_at=run["last_at"],
    )


def _in_order(lines: list[Line], folded: list[Folded]) -> list[Item]:
    """What is folded stands where the newest of it would."""
    items: list[Item] = [*lines, *folded]
    return sorted(items, key=lambda item: item.stands_at, reverse=True)
