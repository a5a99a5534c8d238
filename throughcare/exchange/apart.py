"""Messages about several people: one for each of them, with what they share and nobody else in it.

A hearing has several defendants. Each becomes a message of its own: the whole text, in which the
others are nothing (`null`). So what is around somebody stays in reach, places stay what they were,
and the original that is kept of one person tells nothing of another.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from throughcare.exchange.paths import Pointer, Spot, parse
from throughcare.exchange.rules import Beside, Envelope
from throughcare.exchange.spans import Span, spans_at

Place = tuple[Pointer, Span]
_NOTHING = "null"

# The paths of the pack, read once.
_parsed = cache(parse)


@dataclass(frozen=True)
class _One:
    """Somebody of several: where they stand, and what stays beside them in other lists."""

    place: Pointer
    beside: frozenset[Pointer]


def taken_apart(
    envelope: Envelope, body: object, text: str, span: Span
) -> Iterator[tuple[Pointer, str]]:
    """A text for each of the people in this one, with where they stand; none if it is of one."""
    people = list(_people(envelope, body))
    rows = {row for rule in envelope.beside for row in _rows(rule.list, body)}
    if not people or (len(people) == 1 and rows <= {people[0].place, *people[0].beside}):
        return
    everything = [one for path in envelope.alone for one in _levels(text, span, path)]
    everything += [one for rule in envelope.beside for one in _said(text, span, rule.list)]
    whole = _nested(text, span, everything)
    for one in people:
        yield one.place, whole.with_only({one.place, *one.beside})


def _people(envelope: Envelope, body: object) -> Iterator[_One]:
    """Everybody the message is about: those who stand apart, and whom only a list beside names."""
    beside = [_Beside(rule, body) for rule in envelope.beside]
    claimed: set[Pointer] = set()
    for path in envelope.alone:
        for spot in _parsed(path).spots(Spot(body), {}):
            if spot.value is None:
                continue
            mine = frozenset(place for rows in beside for place in rows.of(spot))
            claimed |= mine
            yield _One(spot.pointer, mine)
    for rows in beside:
        for place in rows.places:
            if rows.rule.or_alone and place not in claimed:
                yield _One(place, frozenset())


class _Beside:
    """The rows of a list beside the people, by the numbers they name somebody with."""

    def __init__(self, rule: Beside, body: object) -> None:
        self.rule, self.places = rule, list[Pointer]()
        self._of_all: list[Pointer] = []
        self._by_number: dict[str, list[Pointer]] = {}
        for spot in _parsed(rule.list).spots(Spot(body), {}):
            if spot.value is None:
                continue
            self.places.append(spot.pointer)
            numbers = _numbers(spot, rule.by)
            if not numbers:
                self._of_all.append(spot.pointer)
            for number in numbers:
                self._by_number.setdefault(number, []).append(spot.pointer)

    def of(self, person: Spot) -> Iterator[Pointer]:
        """Those that name this person, or nobody."""
        yield from self._of_all
        for number in _numbers(person, self.rule.known_as):
            yield from self._by_number.get(number, ())


def _rows(path: str, body: object) -> Iterator[Pointer]:
    found = _parsed(path).spots(Spot(body), {})
    return (spot.pointer for spot in found if spot.value is not None)


def _numbers(spot: Spot, path: str) -> set[str]:
    found = _parsed(path).spots(Spot(spot.value), {})
    return {str(one.value) for one in found if one.value not in (None, "")}


def _levels(text: str, span: Span, path: str) -> Iterator[Place]:
    """Elements of each of the lists on the way: those nobody is in go as a whole."""
    parts = path.split("[]")
    for n in range(1, len(parts)):
        yield from _said(text, span, "[]".join(parts[:n]) + "[]")


def _said(text: str, span: Span, path: str) -> list[Place]:
    found = spans_at(text, span, _parsed(path), ())
    return [(place, at) for place, at in found if text[slice(*at)] != "null"]


@dataclass
class _Part:
    """A part of the text, written once with nothing where the parts inside it stand."""

    bare: str = ""
    inside: dict[Pointer, tuple[int, "_Part"]] = field(default_factory=dict)
    """The parts inside, and where in the bare text each is nothing."""

    def with_only(self, kept: Collection[Pointer]) -> str:
        """The text with nothing in it but these, and what is around them."""
        opened = {
            place: self.inside[place]
            for one in kept
            for place in (one[:n] for n in range(len(one) + 1))
            if place in self.inside
        }
        written, at = [], 0
        for place, (start, part) in sorted(opened.items(), key=lambda item: item[1][0]):
            still = [one for one in kept if one[: len(place)] == place]
            written += [self.bare[at:start], part.with_only(still)]
            at = start + len(_NOTHING)
        return "".join([*written, self.bare[at:]])


def _nested(text: str, span: Span, places: Iterable[Place]) -> _Part:
    """The parts of the text in one another. Each is written once, however many people share it."""
    top = _Open(_Part(), *span)
    open_now = [top]
    outer_first = sorted(set(places), key=lambda one: (one[1][0], -one[1][1]))
    for place, (start, end) in outer_first:
        while start >= open_now[-1].end:
            open_now.pop().finish(text)
        inner = _Part()
        open_now[-1].leave_out(place, inner, text, start, end)
        open_now.append(_Open(inner, start, end))
    while open_now:
        open_now.pop().finish(text)
    return top.part


@dataclass
class _Open:
    """A part being written: what stands there already, and where in the text it goes on."""

    part: _Part
    at: int
    end: int
    written: list[str] = field(default_factory=list)
    length: int = 0

    def leave_out(self, place: Pointer, inner: _Part, text: str, start: int, end: int) -> None:
        before = text[self.at : start]
        self.part.inside[place] = (self.length + len(before), inner)
        self.written += [before, _NOTHING]
        self.length += len(before) + len(_NOTHING)
        self.at = end

    def finish(self, text: str) -> None:
        self.part.bare = "".join([*self.written, text[self.at : self.end]])
