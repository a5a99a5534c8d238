"""One entry with everything that is known of where it came from."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.foundation.packs import pack
from throughcare.record.access import CORRECT_ENTRY
from throughcare.record.models import Entry
from throughcare.record.queries.lines import Line, lines_of, newest_version_of, other_versions


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


def entry_page(*, actor: Actor, person: Any, id: UUID) -> EntryPage:
    """The entry one of whose versions has this number. Raises NotVisible."""
    asked = one_visible(Entry.objects.all(), pk=id, person=person)
    newest = newest_version_of(asked)
    line = lines_of([newest], actor=actor, others=other_versions([newest]))[0]
    titles = {one.number: one.title for one in pack().markings.values()}
    return EntryPage(
        asked=asked,
        newest=newest,
        line=line,
        provenance=provenance_of(newest) if line.system else None,
        marking=titles.get(newest.marking, str(newest.marking)),
        why_not=decide(actor, CORRECT_ENTRY, newest).reason,
    )
