"""What is kept of an answer to whether two people are one, so that nobody is asked again."""

from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.actions import save_version
from throughcare.people.models import Likeness, Person


def likeness_held(one: Person, other: Person, *, at: datetime) -> Likeness:
    """What is known of these two, held still. Of two the program never weighed it begins here."""
    first, second = sorted((one.pk, other.pk))
    unweighed: dict[str, Any] = {"weight": 0, "parts": [], "rule": "", "found_at": at}
    rows = Likeness.objects.select_for_update()
    return rows.get_or_create(person_id=first, other_id=second, defaults=unweighed)[0]


def keep_answer(likeness: Likeness, answer: str, *, by: Actor, at: datetime, note: str) -> None:
    """Write the answer down, with whose it is and why."""
    likeness.answer, likeness.note = answer, note
    likeness.answered_by_id, likeness.answered_at = by.staff_id, at
    fields = ["answer", "note", "answered_by_id", "answered_at"]
    save_version(likeness, version=likeness.version, fields=fields)
