"""What a message from another system can tell of what happened, in our words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """One thing that happened, as another system has it. `source_key` is its name over there."""

    source_key: str
    kind: str  # of the pack
    happened_at: datetime
    title: str = ""
    text: str = ""
    author_text: str = ""
    note_type: str = ""
    marking: int = 0
    is_important: bool = False
    link: str = ""
