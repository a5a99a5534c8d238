"""Two moments of one section side by side. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.foundation.past.telling import Told


@dataclass(frozen=True)
class Change:
    """What one fact said before, and what it says after. Empty where it said nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """A row that was there at both moments and does not say the same."""

    told: Told
    """As it stood at the later moment."""
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """What the later of two moments has that the earlier had not, and the other way about."""

    added: tuple[Told, ...]
    changed: tuple[Changed, ...]
    ended: tuple[Changed, ...]
    """Over by then, with what else changed; and what was taken away, as it last stood."""

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.ended)


def difference(earlier: Sequence[Told], later: Sequence[Told]) -> Difference:
    """What became of the rows of a section between two moments."""
    before = {one.key: one for one in earlier}
    there = {one.key for one in later}
    both = [(before[one.key], one) for one in later if one.key in before]
    differ = [(was, Changed(now, _changes(was, now))) for was, now in both]
    ended = [one for was, one in differ if one.told.is_over and not was.is_over]
    gone = [Changed(one, ()) for one in earlier if one.key not in there]
    return Difference(
        added=tuple(one for one in later if one.key not in before),
        changed=tuple(one for was, one in differ if one.changes and one not in ended),
        ended=(*ended, *gone),
    )


def _changes(was: Told, now: Told) -> tuple[Change, ...]:
    before = {one.label: one.value for one in (*was.facts, *was.more)}
    after = {one.label: one.value for one in (*now.facts, *now.more)}
    labels = dict.fromkeys([*after, *before])  # in the order they are said now
    changes = [
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]
    if was.title != now.title:
        changes.insert(0, Change(now.what, was.title, now.title))
    return tuple(changes)
