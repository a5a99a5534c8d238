"""Notes and documents about Dan and Erin, by those who may."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import Actor, acting_as
from throughcare.foundation.files import Taken
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


LETTER = Taken(
    content=b"Dear Dan",
    format="text",
    name="letter.txt",
    sent_sha256=sha256(b"Dear Dan").hexdigest(),
)


def attach(cast: Any, who: str = "amina", about: str = "dan", **more: Any) -> Entry:
    """A document on somebody's record, as somebody of the cast attaches it."""
    actor: Actor = getattr(cast, who)
    said = {
        "kind": "letter",
        "title": "A letter",
        "text": "",
        "on": date(2026, 11, 12),
        "marking": 0,
        "file": LETTER,
        **more,
    }
    with acting_as(actor):
        return actions.attach_document(actor=actor, person=getattr(cast, about), at=NOW, **said)


@pytest.fixture
def notes(cast: Any) -> Notes:
    return Notes(cast)
