"""Taking one person's record away as a document."""

from datetime import datetime
from typing import Any

from throughcare.exchange.record_document import Export, document_of
from throughcare.exchange.record_reading import rows_of
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.access import EXPORT_RECORD


@action
def export_record(
    *, actor: Actor, person: Any, at: datetime, with_originals: bool = False
) -> dict[str, Any]:
    """The person's record as one document; for a colleague, what they may read and nothing else.

    The program's holds everything, and can be imported again. Raises AccessDenied.
    """
    require(actor, EXPORT_RECORD, person)
    made = document_of(
        rows_of(person, with_messages=actor.is_system),
        at=at,
        by=actor.name,
        is_whole=actor.is_system,
        with_originals=actor.is_system and with_originals,
    )
    _write_down(actor, person, made)
    return made.document


def _write_down(actor: Actor, person: Any, made: Export) -> None:
    """Once for the download; and, for each marking in it, once so marked.

    So only those who may read such rows learn that there were any.
    """
    record(
        actor,
        "people.record_exported",
        about=person,
        is_whole=made.document["holds_everything"],
        with_originals=made.document["holds_originals"],
    )
    for marking in sorted(made.markings - {0}):
        record(actor, "people.marked_rows_exported", about=person, marking=marking)
