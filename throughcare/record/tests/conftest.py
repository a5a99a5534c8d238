"""Notes about Dan and Erin, written by those who may."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import Actor, acting_as
from throughcare.record import actions
from throughcare.record.models import Entry


class Notes:
    """Writes notes as somebody of the cast, hours ago."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast

    def by(self, who: str, about: str, text: str, *, hours_ago: float = 1, **more: Any) -> Entry:
        actor: Actor = getattr(self.cast, who)
        at: datetime = NOW - timedelta(hours=hours_ago)
        note = {"note_type": "contact", "happened_at": at, "at": at, **more}
        with acting_as(actor):
            return actions.write_note(
                actor=actor, person=getattr(self.cast, about), text=text, **note
            )


@pytest.fixture
def notes(cast: Any) -> Notes:
    return Notes(cast)
