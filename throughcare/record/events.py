"""News `record` gives."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class EntryWritten(Event):
    """Something was put on a person's record; `entry` says what, whoever put it there."""

    name: ClassVar[str] = "record.entry_written"
    entry: Any
    kind: str


@dataclass(frozen=True, kw_only=True)
class MarkingRaised(Event):
    """Fewer people may read an entry than before; it and every version of it are hidden already.

    `sources` are the messages what it says came in: they hold it too.
    """

    name: ClassVar[str] = "record.marking_raised"
    entry: UUID
    marking: int
    sources: tuple[UUID, ...]
