"""Where the parts of a JSON text stand in it, so that each can be kept exactly as it came."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from throughcare.exchange.paths import EACH, MEMBERS, Path, Pointer

Span = tuple[int, int]
_SPACE = re.compile(r"[ \t\n\r]*")
# Of a text that a control character makes no JSON, the rest can still be found.
_DECODER = json.JSONDecoder(strict=False)


def spans_at(
    text: str, span: Span, path: Path, pointer: Pointer = ()
) -> list[tuple[Pointer, Span]]:
    """Every place in the text the path leads to from the value in that span, with its pointer."""
    found = [(pointer, span)]
    for step in path.steps:
        inside: Callable[[str, Span], Iterator[tuple[Any, Span]]] = {
            EACH: elements,
            MEMBERS: members,
        }.get(step, _either)
        found = [
            ((*outer, name), where)
            for outer, at in found
            for name, where in inside(text, at)
            if step in (EACH, MEMBERS, name)
        ]
    return found


def members(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Keys of the object in this span, each with the span of its value; none if it is no object."""
    at = _past_space(text, span[0])
    if text[at] != "{":
        return
    at = _past_space(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _past_space(text, _past_space(text, at) + 1)
        end = _DECODER.raw_decode(text, at)[1]
        yield str(key), (at, end)
        at = _past_space(text, end)
        if text[at] == ",":
            at = _past_space(text, at + 1)


def elements(text: str, span: Span) -> Iterator[tuple[int, Span]]:
    """Numbers of the elements of the list in this span, each with its own span."""
    at = _past_space(text, span[0])
    if text[at] != "[":
        return
    at = _past_space(text, at + 1)
    number = 0
    while text[at] != "]":
        end = _DECODER.raw_decode(text, at)[1]
        yield number, (at, end)
        number += 1
        at = _past_space(text, end)
        if text[at] == ",":
            at = _past_space(text, at + 1)


def line_of(text: str, at: int) -> int:
    """The line, counted from one, on which this character stands."""
    return text.count("\n", 0, at) + 1


def key_twice(text: str, span: Span) -> int | None:
    """Where a key stands that its object has already."""
    still = [span]
    while still:
        here, seen = still.pop(), set()
        for name, value in _either(text, here):
            if name in seen:
                return value[0]
            seen.add(name)
            if text[value[0]] in "{[":
                still.append(value)
    return None


def _either(text: str, span: Span) -> Iterator[tuple[Any, Span]]:
    yield from members(text, span)
    yield from elements(text, span)


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
