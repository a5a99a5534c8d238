"""News `record` gives."""

from dataclasses import dataclass
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class EntryWritten(Event):
    """Something was put on a person's record; `entry` says what, whoever put it there."""

    name: ClassVar[str] = "record.entry_written"
    entry: Any
    kind: str
