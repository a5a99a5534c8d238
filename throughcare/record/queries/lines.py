"""Entries as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import badge_of, pack
from throughcare.record.access import CORRECT_ENTRY
from throughcare.record.models import DOCUMENT, WITHDRAWN, Content, Document, Entry


@dataclass(frozen=True)
class Version:
    """One wording of an entry: the first, or a correction."""

    id: UUID
    text: str
    author: str
    happened_at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class Attached:
    """The file of an entry: what is said of it, not its bytes."""

    id: UUID
    kind: str
    format: str
    name: str
    size: int
    sha256: str
    sent_sha256: str
    is_open: bool
    """Whether the reader may open it: a withdrawn one nobody may."""


@dataclass(frozen=True)
class Line:
    """One entry: its newest version, with those it corrects."""

    id: UUID
    kind: str
    kind_title: str
    title: str
    text: str
    author: str
    happened_at: datetime
    recorded_at: datetime
    marking: str
    """The marking's badge; empty for what is ordinary."""
    is_important: bool
    system: str
    """The other system it came from, in words; empty for what was written here."""
    page: str | None
    """The page (its URL name) where what it came from is kept."""
    can_correct: bool
    earlier: tuple[Version, ...] = ()
    """What it said before, the first wording first."""
    attached: Attached | None = None

    @property
    def stands_at(self) -> datetime:
        return self.happened_at

    @property
    def is_withdrawn(self) -> bool:
        return self.kind == WITHDRAWN

    @property
    def is_note(self) -> bool:
        return self.kind == "note"

    @property
    def learnt_at(self) -> datetime | None:
        """When it was put on the record, if that was not the day it happened."""
        same_day = local_day(self.recorded_at) == local_day(self.happened_at)
        return None if same_day else self.recorded_at


def newest_versions(rows: QuerySet[Entry], known: Q | None = None) -> QuerySet[Entry]:
    """Leaves out what another version has taken the place of (as far as `known`)."""
    # It is about the same person, of course; said here, it is sought among their few corrections.
    later = Entry.objects.filter(
        known or Q(), person=OuterRef("person_id"), supersedes=OuterRef("pk")
    )
    return rows.filter(~Exists(later))


def newest_version_of(entry: Entry) -> Entry:
    """The end of the row of versions an entry is in, as far as it is to be seen."""
    return next(iter(_newest_of(first=entry.original_id or entry.pk)), entry)


@kept
def _newest_of(*, first: UUID) -> QuerySet[Entry]:
    versions = Entry.objects.filter(Q(pk=first) | Q(original=first))
    return newest_versions(versions).order_by("-recorded_at")[:1]


def lines_of(
    rows: Iterable[Entry], *, actor: Actor, others: dict[UUID, Entry] | None = None
) -> list[Line]:
    """These entries as lines; `others` holds the versions before them, by number."""
    rows = list(rows)
    files = _attached_to(rows)
    return [
        _line(row, actor, _before(row, others or {}), files.get(row.original_id or row.pk))
        for row in rows
    ]


def _attached_to(rows: Iterable[Entry]) -> dict[UUID, Attached]:
    """The files of these entries, by the number of the entry's first version."""
    firsts = [row.original_id or row.pk for row in rows if row.kind in (DOCUMENT, WITHDRAWN)]
    if not firsts:
        return {}
    found = Document.objects.filter(pk__in=firsts).annotate(
        is_open=Exists(Content.objects.filter(document=OuterRef("pk")))
    )
    rule = pack().document_rule
    return {
        one.pk: Attached(
            id=one.pk,
            kind=rule.kinds[one.kind].title if one.kind in rule.kinds else one.kind,
            format=rule.formats[one.format].title if one.format in rule.formats else one.format,
            name=one.name,
            size=one.size,
            sha256=one.sha256,
            sent_sha256=one.sent_sha256,
            is_open=one.is_open,
        )
        for one in found
    }


def other_versions(rows: Iterable[Entry]) -> dict[UUID, Entry]:
    """Every version of these entries, by number."""
    firsts = [row.original_id for row in rows if row.original_id]
    return {one.pk: one for one in Entry.objects.filter(Q(pk__in=firsts) | Q(original__in=firsts))}


def _before(row: Entry, others: dict[UUID, Entry]) -> list[Entry]:
    """What an entry said before, the first wording first."""
    before: list[Entry] = []
    while others and row.supersedes_id in others:
        row = others[row.supersedes_id]
        before.insert(0, row)
    return before


def system_of(row: Entry) -> str:
    system = pack().entry_kinds.systems.get((row.source_key or "").split(":")[0])
    return system.title if system else ""


def _line(row: Entry, actor: Actor, before: list[Entry], attached: Attached | None) -> Line:
    kind = pack().entry_kinds.kinds.get(row.kind)
    return Line(
        id=row.pk,
        kind=row.kind,
        kind_title=kind.title if kind else row.kind,
        title=row.title or (kind.title if kind else row.kind),
        text=row.text,
        author=row.author_text,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        marking=badge_of(row.marking),
        is_important=row.is_important,
        system=system_of(row),
        page=kind.page if kind and row.link else None,
        can_correct=decide(actor, CORRECT_ENTRY, row).allowed,
        earlier=tuple(
            Version(one.pk, one.text, one.author_text, one.happened_at, one.recorded_at)
            for one in before
        ),
        attached=attached,
    )
