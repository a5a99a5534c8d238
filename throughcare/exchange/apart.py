"""Messages about several people: one for each of them, with what they share and nobody else in it.

A hearing has several defendants. Each becomes a message of its own: the whole text, in which the
others are nothing (`null`). So what is around somebody stays in reach, places stay what they were,
and the original that is kept of one person tells nothing of another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from throughcare.exchange.paths import Pointer, Spot, parse
from throughcare.exchange.rules import Envelope
from throughcare.exchange.spans import Span, spans_at

Place = tuple[Pointer, Span]

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
    for one in people:
        keeps = {one.place, *one.beside}
        out = [at for place, at in everything if not any(_leads(place, kept) for kept in keeps)]
        yield one.place, _without(text, span, out)


def _people(envelope: Envelope, body: object) -> Iterator[_One]:
    """Everybody the message is about: those who stand apart, and whom only a list beside names."""
    rows = [
        (spot.pointer, _numbers(spot, rule.by), rule)
        for rule in envelope.beside
        for spot in _parsed(rule.list).spots(Spot(body), {})
        if spot.value is not None
    ]
    claimed: set[Pointer] = set()
    for path in envelope.alone:
        for spot in _parsed(path).spots(Spot(body), {}):
            if spot.value is None:
                continue
            mine = frozenset(
                place
                for place, named, rule in rows
                if not named or named & _numbers(spot, rule.known_as)
            )
            claimed |= mine
            yield _One(spot.pointer, mine)
    for place, _named, rule in rows:
        if rule.or_alone and place not in claimed:
            yield _One(place, frozenset())


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


def _leads(place: Pointer, to: Pointer) -> bool:
    """Whether the one place is the other or around it."""
    return to[: len(place)] == place


def _without(text: str, span: Span, out: list[Span]) -> str:
    """The text with nothing where these stand."""
    written, at = [], span[0]
    for start, end in sorted(out):
        if start >= at:
            written += [text[at:start], "null"]
            at = end
    return "".join([*written, text[at : span[1]]])
