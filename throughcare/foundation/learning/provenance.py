"""Where a fact came from, in words for a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.packs import pack


@dataclass(frozen=True)
class Provenance:
    """The system a fact was learnt from, when, and the message that said so."""

    system: str
    at: datetime | None
    message: UUID | None


def provenance_of(row: Any) -> Provenance | None:
    """Where a row came from; None for one written here.

    The system's name begins its key: "ndelius:registration:2500120717".
    """
    if not row.source_key:
        return None
    id = row.source_key.split(":")[0]
    known = pack().entry_kinds.systems.get(id)
    at = getattr(row, "learnt_at", None) or getattr(row, "given_at", None)
    return Provenance(
        system=known.title if known else id,
        at=at or getattr(row, "recorded_at", None),
        message=row.source,
    )
