"""What somebody has typed and not sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.record.models import Draft


@dataclass(frozen=True)
class DraftShown:
    """The actor's own draft of one form about one person; empty if nothing is kept."""

    version: int = 0
    content: Mapping[str, str] = field(default_factory=dict)
    saved_at: datetime | None = None


def draft_of(*, actor: Actor, person: Any, key: str) -> DraftShown:
    """What the actor had typed into this form about this person."""
    draft = Draft.objects.filter(author=actor.staff_id, person=person, key=key).first()
    if draft is None:
        return DraftShown()
    return DraftShown(
        version=draft.version,
        content=draft.content,
        saved_at=draft.saved_at if draft.content else None,
    )
