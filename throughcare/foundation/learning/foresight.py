"""Asking once for all that a batch of messages will ask.

Every message asks the same few things: what stands under this key, by which names is this person
known. One question for a hundred messages costs little more than one for a single one. So whoever
takes in a batch says beforehand whom and which keys it will be about; the first question of a kind
is then asked for all of them, and what is learnt on the way is remembered beside the answer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
Place = tuple[int, str]
"""Whose rows, and under which key; of tables asked by person alone the key is empty."""

ANYBODY = 0
"""The person in the place of what is asked by key alone: whose it is, is the question."""


@dataclass
class _Batch:
    people: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    """People it put on the record itself: nobody knew anything of them."""
    moved: set[int] = field(default_factory=set)
    """People it has said to be held elsewhere."""
    places: dict[Any, set[Place]] = field(default_factory=lambda: defaultdict(set))
    answers: dict[Any, dict[Place, list[Any]]] = field(default_factory=lambda: defaultdict(dict))
    later: dict[Any, Callable[[], None]] = field(default_factory=dict)
    """What is to be done when all of it has been told."""


_batch: ContextVar[_Batch | None] = ContextVar("batch", default=None)


@contextmanager
def batch() -> Iterator[None]:
    """What is asked inside is asked for all that is expected, once."""
    token = _batch.set(_Batch())
    try:
        yield
    finally:
        _batch.reset(token)


def in_batch() -> bool:
    return _batch.get() is not None


def expect(kind: Any, places: Iterable[Place]) -> None:
    """Say that what stands in these places will be asked for, on behalf of this kind of fact."""
    if now := _batch.get():
        now.places[kind].update(places)


def expect_people(people: Iterable[int]) -> None:
    """Say that these people will be asked about."""
    if now := _batch.get():
        now.people.update(people)


def somebody_new(person: int) -> None:
    """Say that this person has just been put on the record: there is nothing to ask about them."""
    if now := _batch.get():
        now.new.add(person)


def when_all_is_told(key: Any, do: Callable[[], None]) -> None:
    """Do this at the end of the batch, once for each key; at once outside of any."""
    if now := _batch.get():
        now.later[key] = do
    else:
        do()


def all_is_told() -> None:
    """Do what waited for the end of the batch."""
    if now := _batch.get():
        waiting, now.later = now.later, {}
        for do in waiting.values():
            do()


def somebody_moved(person: int) -> None:
    """Say that this person is held elsewhere: their place follows at the end of the batch."""
    if now := _batch.get():
        now.moved.add(person)


def who_moved() -> set[int]:
    """Those whose place is to follow now."""
    now = _batch.get()
    if now is None:
        return set()
    moved, now.moved = now.moved, set()
    return moved


class Shelf(Generic[Row]):
    """The rows of one table that stand in a place, in the order the question gives them."""

    def __init__(
        self,
        ask: Callable[[list[int], list[str]], Iterable[Row]],
        place_of: Callable[[Row], Place],
    ) -> None:
        self._ask, self._place_of = ask, place_of

    def at(self, person: int, key: str = "", *, expected_as: Any = None) -> list[Row]:
        """The rows in this place. `expected_as`: the kind of fact on whose behalf it is asked."""
        now = _batch.get()
        place = (person, key)
        if now is None:
            return [row for row in self._ask([person], [key]) if self._place_of(row) == place]
        answers: dict[Place, list[Row]] = now.answers[self]
        if place not in answers:
            if person in now.new:
                return answers.setdefault(place, [])
            wanted = now.places[expected_as] if key else {(one, "") for one in now.people}
            self._ask_for((wanted - answers.keys()) | {place}, answers)
        return answers[place]

    def _ask_for(self, wanted: set[Place], answers: dict[Place, list[Row]]) -> None:
        answers.update((place, []) for place in wanted)
        people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
        for row in self._ask(list(people), list(keys)):
            if (place := self._place_of(row)) in wanted:
                answers[place].append(row)

    def add(self, row: Row) -> None:
        """Remember a row that has come to stand in its place since."""
        now = _batch.get()
        if now is not None:
            place = self._place_of(row)
            answers = now.answers[self]
            if place in answers or place[0] in now.new:
                answers.setdefault(place, []).append(row)
