"""Putting something on the record, and correcting it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.audit import record
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Shelf, record_learnt
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms.text import keepable
from throughcare.record.access import CORRECT_ENTRY, WRITE_ENTRY
from throughcare.record.events import EntryWritten
from throughcare.record.facts import EntryFacts
from throughcare.record.models import Entry, Raising
from throughcare.record.queries.lines import newest_version_of

_SAID = ("kind", "title", "text", "note_type", "happened_at", "author_text", "marking")


class AlreadyCorrected(Exception):
    """Somebody put another version in its place; `theirs` is that version, if it may be seen."""

    def __init__(self, theirs: Entry | None) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


def happened(
    *,
    actor: Actor,
    person: Any,
    kind: str,
    happened_at: datetime,
    recorded_at: datetime,
    title: str = "",
    text: str = "",
    marking: int = 0,
    important: bool = False,
    link: str | None = None,
    source: UUID | None = None,
    source_key: str | None = None,
    author: Any = None,
    note_type: str = "",
    id: UUID | None = None,
    is_first: bool = False,
) -> Entry:
    """Put on the record that something happened. A step of another action, which has asked.

    `author` is a member of staff or a name as a message gave it; by default, whoever acts. A
    `source_key` already on the record makes a new version of that entry, or nothing if it says the
    same, unless it is known that it `is_first`; an `id` already there is a second sending and
    changes nothing.
    """
    entry = Entry(
        person=person,
        kind=pack().entry_kinds.kinds[kind].id,
        title=keepable(title),
        text=keepable(text),
        happened_at=happened_at,
        recorded_at=recorded_at,
        marking=marking,
        is_important=important,
        link=link or "",
        source=source,
        source_key=source_key,
        note_type=note_type,
        **_written_by(actor, author, came_in_message=source_key is not None),
    )
    if source_key is not None and not is_first:
        known = _newest_known(person, source_key)
        if known and _says_the_same(known, entry):
            return known
        if known:
            _put_in_place_of(entry, known)
    return _add(entry, actor, id)


@action
def write_note(
    *,
    actor: Actor,
    person: Any,
    note_type: str,
    text: str,
    happened_at: datetime,
    at: datetime,
    marking: int = 0,
    important: bool = False,
    id: UUID | None = None,
) -> Entry:
    """Write a note about the person. Raises AccessDenied."""
    require(actor, WRITE_ENTRY, Entry(person=person, marking=marking))
    entry = happened(
        actor=actor,
        person=person,
        kind="note",
        note_type=note_type,
        title=pack().note_types[note_type].title,
        text=text,
        happened_at=happened_at,
        recorded_at=at,
        marking=marking,
        important=important,
        id=id,
    )
    record(actor, "record.note_written", about=person, marking=marking, entry=entry.pk)
    return entry


@action
def correct_entry(
    *,
    actor: Actor,
    entry: Entry,
    text: str,
    at: datetime,
    happened_at: datetime | None = None,
    important: bool | None = None,
    id: UUID | None = None,
) -> Entry:
    """Put a new version in this entry's place; both stay readable, and marked alike.

    Raises AccessDenied, AlreadyCorrected if this is not the newest version, and NotVisible if it
    has just been marked beyond what the actor may read.
    """
    require(actor, CORRECT_ENTRY, entry)
    said = {
        "text": text,
        "happened_at": happened_at or entry.happened_at,
        "is_important": entry.is_important if important is None else important,
    }
    version = put_in_its_place(actor=actor, entry=entry, id=id, at=at, **said)
    record(
        actor,
        "record.entry_corrected",
        about=version.person_id,
        marking=version.marking,
        entry=version.pk,
        instead_of=entry.pk,
    )
    return version


def put_in_its_place(
    *, actor: Actor, entry: Entry, id: UUID | None, at: datetime, **said: Any
) -> Entry:
    """Another version of an entry, which says this otherwise. A step of an action, which has asked.

    The same sent again changes nothing. Raises AlreadyCorrected and NotVisible.
    """
    entry = _locked(entry)
    if theirs := _version_after(entry.pk):
        if theirs.pk == id:
            return theirs
        raise AlreadyCorrected(theirs)
    as_before = ("kind", "title", "note_type", "marking", "text", "happened_at", "is_important")
    version = Entry(
        person=entry.person,
        recorded_at=at,
        **{name: getattr(entry, name) for name in as_before} | said,
        **_written_by(actor, None),
    )
    _put_in_place_of(version, entry)
    _add(version, actor, id)
    return version


@action
def learn_entries(
    *, actor: Actor, person: Any, facts: Iterable[EntryFacts], source: UUID, at: datetime
) -> bool:
    """Put what a message tells on the record; True if any of it was new. Raises AccessDenied.

    What is known already stays as it is; what the other system has changed becomes a new version.
    """
    facts = list(facts)
    require(actor, WRITE_ENTRY, person)
    written = []
    for fact in facts:
        entry = _entry_of(fact, person=person, source=source, at=at)
        before = _newest_known(person, fact.source_key)
        if before and (_says_the_same(before, entry) or at < before.recorded_at):
            continue
        if before:
            _put_in_place_of(entry, before)
        written.append(_add(entry, actor, None))
    record_learnt(actor, "record.entries_learnt", about=person, entries=len(written), source=source)
    return bool(written)


def _entry_of(fact: EntryFacts, *, person: Any, source: UUID, at: datetime) -> Entry:
    return Entry(
        person=person,
        kind=pack().entry_kinds.kinds[fact.kind].id,
        title=keepable(fact.title),
        text=keepable(fact.text),
        note_type=fact.note_type,
        happened_at=fact.happened_at,
        recorded_at=at,
        author_text=keepable(fact.author_text),
        marking=fact.marking,
        is_important=fact.is_important,
        link=fact.link,
        source=source,
        source_key=fact.source_key,
    )


def _written_by(actor: Actor, author: Any, *, came_in_message: bool = False) -> dict[str, Any]:
    """Who wrote it, by number if we know them and always by the name they had then."""
    if isinstance(author, str):
        return {"author_text": keepable(author)}
    if author is not None:
        return {"author": author, "author_text": author.name}
    if actor.is_system or came_in_message:
        return {}
    return {"author_id": actor.staff_id, "author_text": actor.name}


def _newest_known(person: Any, source_key: str) -> Entry | None:
    """The entry last learnt from the other system under this key."""
    return next(reversed(_LEARNT.at(person.pk, source_key, expected_as=EntryFacts)), None)


@kept
def _with_keys(*, people: list[int], keys: list[str]) -> QuerySet[Entry]:
    rows = Entry.objects.filter(person__among=people, source_key__among=keys)
    return rows.order_by("recorded_at", "id")


_LEARNT = Shelf(
    lambda people, keys: _with_keys(people=people, keys=keys),
    lambda entry: (entry.person_id, entry.source_key or ""),
)


def _locked(entry: Entry) -> Entry:
    """The entry as it is now; nobody marks its versions otherwise until this transaction ends."""
    first = entry.original_id or entry.pk
    list(Entry.objects.select_for_update(no_key=True).filter(pk=first).values("pk"))
    return one_visible(Entry.objects.select_related("person"), pk=entry.pk)


def _says_the_same(known: Entry, new: Entry) -> bool:
    new.marking = _as_raised(known, new.marking)
    same = all(getattr(known, name) == getattr(new, name) for name in _SAID)
    return same and known.is_important == new.is_important


def _as_raised(known: Entry, marking: int) -> int:
    """The marking a later version will have: what was marked for fewer people here stays so.

    The database sees to that (`app.mark_alike`); this is to know it beforehand.
    """
    if known.marking == marking:
        return marking
    raised = Raising.objects.filter(entry=known.original_id or known.pk).order_by("at", "id")
    for one in raised:
        marking = one.now if marking in one.wider else marking
    return marking


def _put_in_place_of(new: Entry, old: Entry) -> None:
    """A chain has one end: a version learnt later follows whatever was written here meanwhile."""
    new.original_id = old.original_id or old.pk
    new.supersedes_id = newest_version_of(old).pk


def _add_unless_taken(entry: Entry) -> Entry | None:
    """The entry that is there already, if this is its second sending."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as clash:
        if "record_entry_superseded_once" in str(clash):
            raise AlreadyCorrected(_version_after(entry.supersedes_id)) from None
        if there := Entry.objects.filter(pk=entry.pk, person=entry.person_id).first():
            return there
        # The number is taken by what this actor may not know of: it is only a number.
        entry.pk = uuid4()
        entry.save(force_insert=True)
    return None


def _version_after(entry: UUID | None) -> Entry | None:
    return Entry.objects.filter(supersedes=entry).first() if entry else None


def _add(entry: Entry, actor: Actor, id: UUID | None) -> Entry:
    entry.pk = id or uuid4()
    for column in ("open_to_custody", "open_to_community", "open_to_nation"):
        # The database sets them; whoever decides on the entry in hand needs them too.
        setattr(entry, column, getattr(entry.person, column))
    if id is None and (entry.source_key or not entry.is_correction):
        write_later(entry)
    elif there := _add_unless_taken(entry):
        return there
    if entry.source_key:
        _LEARNT.add(entry)
    announce(
        EntryWritten(
            person=entry.person, at=entry.recorded_at, by=actor, entry=entry, kind=entry.kind
        )
    )
    return entry
