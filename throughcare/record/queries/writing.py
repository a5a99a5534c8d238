"""What a note can be: the kinds an actor writes most, first; the markings they may choose."""

from dataclasses import dataclass
from typing import Any

from throughcare.foundation.access import Actor, may_read
from throughcare.foundation.packs import badge_of, pack
from throughcare.record.models import Entry

OFFERED_FIRST = 5


@dataclass(frozen=True)
class NoteChoice:
    """A kind of note somebody can write about a person."""

    id: str
    title: str
    about: str
    template: str
    marking: int
    is_usual: bool
    """Among the few that the actor's roles write most."""

    @property
    def in_full(self) -> str:
        """The title with its usual marking, so that the writer knows who will read it."""
        badge = badge_of(self.marking)
        return f"{self.title} ({badge})" if badge and badge not in self.title else self.title


def note_choices(*, actor: Actor, person: Any) -> list[NoteChoice]:
    """Kinds of notes, those the actor's roles write most first.

    A kind whose usual marking the actor could not read afterwards is not offered.
    """
    readable = {number for number, _title in markings_to_choose(actor=actor, person=person)}
    kinds = [kind for kind in pack().note_types.values() if _number(kind.marking) in readable]
    kinds.sort(key=lambda kind: actor.roles.isdisjoint(kind.roles))  # keeps the pack's order within
    return [
        NoteChoice(
            id=kind.id,
            title=kind.title,
            about=kind.about,
            template=kind.template.strip(),
            marking=_number(kind.marking),
            is_usual=place < OFFERED_FIRST,
        )
        for place, kind in enumerate(kinds)
    ]


def markings_to_choose(*, actor: Actor, person: Any) -> list[tuple[int, str]]:
    """Markings the actor may read on this person's record, and so may give."""
    return [
        (marking.number, marking.title)
        for marking in pack().markings.values()
        if may_read(actor, Entry(person=person, marking=marking.number))
    ]


def _number(marking: str) -> int:
    return pack().markings[marking].number
