"""Attaching a file to the record, and withdrawing one that was attached in error."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, NotVisible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.files import Taken
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms.text import keepable
from throughcare.record.access import CORRECT_ENTRY, WRITE_ENTRY
from throughcare.record.actions.entries import happened, put_in_its_place
from throughcare.record.models import DOCUMENT, WITHDRAWN, Content, Document, Entry


@action
def attach_document(
    *,
    actor: Actor,
    person: Any,
    kind: str,
    title: str,
    text: str,
    on: date,
    marking: int,
    file: Taken,
    at: datetime,
    id: UUID | None = None,
) -> Entry:
    """Put a file on the record, with an entry that says what it is. Raises AccessDenied.

    `file` was looked at when it was taken. The same sent twice is one document.
    """
    require(actor, WRITE_ENTRY, Entry(person=person, marking=marking))
    entry = happened(
        actor=actor,
        person=person,
        kind=DOCUMENT,
        title=title,
        text=text,
        happened_at=at if on == local_day(at) else moment_at(on, time.min),
        recorded_at=at,
        marking=marking,
        id=id or uuid4(),
    )
    if not Document.objects.filter(pk=entry.pk).exists():
        keep_file(entry, pack().document_rule.kinds[kind].id, file)
    record(
        actor,
        "record.document_attached",
        about=person,
        marking=marking,
        entry=entry.pk,
        sha256=file.sha256,
    )
    return entry


@action
def withdraw_document(
    *, actor: Actor, entry: Entry, reason: str, at: datetime, id: UUID | None = None
) -> Entry:
    """Say that a document was added in error, and why: nobody opens it any more.

    What it was and who added it stays readable; its bytes stay until the record is deleted, shown
    to no colleague. Raises AccessDenied, NotVisible if it is no document, and AlreadyCorrected if
    this is not the newest version.
    """
    require(actor, CORRECT_ENTRY, entry)
    if entry.kind != DOCUMENT:
        raise NotVisible
    version = put_in_its_place(
        actor=actor, entry=entry, id=id, at=at, kind=WITHDRAWN, text=keepable(reason)
    )
    record(
        actor,
        "record.document_withdrawn",
        about=version.person_id,
        marking=version.marking,
        entry=version.original_id,
    )
    return version


def keep_file(entry: Entry, kind: str, file: Taken) -> None:
    """The rows of a file beside its entry, marked alike. A step of the action above."""
    row = {"id": entry.pk, "person": entry.person, "marking": entry.marking}
    document = Document.objects.create(
        **row,
        entry=entry,
        kind=kind,
        format=file.format,
        name=file.name,
        size=len(file.content),
        sha256=file.sha256,
        sent_sha256=file.sent_sha256,
    )
    Content.objects.create(**row, document=document, content=file.content)
