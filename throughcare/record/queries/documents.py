"""Documents on the record: a page of them, one with its bytes, what one can be."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, NotVisible, decide, one_visible, require
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of, pack
from throughcare.record.access import CORRECT_ENTRY, WRITE_ENTRY
from throughcare.record.models import DOCUMENT, WITHDRAWN, Content, Entry
from throughcare.record.queries.entry import EntryPage, entry_page
from throughcare.record.queries.lines import Line, lines_of, newest_versions
from throughcare.record.queries.paging import PAGE, Place, older_than
from throughcare.record.queries.writing import markings_to_choose

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class DocumentsPage:
    """Some of a person's documents, newest first."""

    lines: list[Line]
    older: Place | None
    """Where the next page begins, None on the last."""
    can_add: bool


@dataclass(frozen=True)
class DocumentFile:
    """A document to be taken away. Its name tells what and when, and names nobody."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True)
class DocumentChoice:
    """A kind of document somebody can add to a record."""

    id: str
    title: str
    marking: int


def documents_page(*, actor: Actor, person: Any, before: Place | None = None) -> DocumentsPage:
    """A person's documents, as far as the actor may see them, with those that were withdrawn."""
    every = Entry.objects.filter(older_than(before), person=person)
    rows = newest_versions(every.filter(kind__in=(DOCUMENT, WITHDRAWN)))
    found = list(rows.order_by("-happened_at", "-id")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return DocumentsPage(
        lines=lines_of(found[:PAGE], actor=actor),
        older=Place(last.happened_at, last.pk) if last else None,
        can_add=decide(actor, WRITE_ENTRY, Entry(person=person)).allowed,
    )


def document_file(*, actor: Actor, person: Any, id: UUID) -> DocumentFile:
    """The bytes of a document that is open to the actor. Raises NotVisible."""
    kept = one_visible(
        Content.objects.select_related("document__entry"), document=id, person=person
    )
    document, rule = kept.document, pack().document_rule
    known = rule.formats.get(document.format)
    kind = document.kind if document.kind in rule.kinds else "document"
    return DocumentFile(
        content=bytes(kept.content),
        media_type=known.media_type if known else _UNKNOWN,
        name=f"{kind}-{local_day(document.entry.happened_at)}{known.ending if known else ''}",
    )


def document_to_withdraw(*, actor: Actor, person: Any, id: UUID) -> EntryPage:
    """The entry of a document the actor may withdraw. Raises NotVisible and AccessDenied."""
    page = entry_page(actor=actor, person=person, id=id)
    if page.line.attached is None:
        raise NotVisible
    require(actor, CORRECT_ENTRY, page.newest)
    return page


def document_choices(*, actor: Actor, person: Any) -> list[DocumentChoice]:
    """Kinds of document, but none whose usual marking the actor could not read afterwards.

    Raises AccessDenied for whoever may add none.
    """
    require(actor, WRITE_ENTRY, Entry(person=person))
    readable = {number for number, _title in markings_to_choose(actor=actor, person=person)}
    markings = pack().markings
    found = [(one, markings[one.marking].number) for one in pack().document_rule.kind]
    return [
        DocumentChoice(one.id, _with_marking(one.title, number), number)
        for one, number in found
        if number in readable
    ]


def _with_marking(title: str, marking: int) -> str:
    """The title with its usual marking, so that whoever adds one knows who will read it."""
    badge = badge_of(marking)
    return f"{title} ({badge})" if badge else title
