"""Places in a message, as the mapping tables write them.

otherIds.crn            a key of a key
offences[].detail.code  every element of a list
riskInCommunity{}       every value of an object; its key is then `@key`
.                       the element itself
^.court.description     one list or object further out; ^^. two
/crn                    from the top of the message
@url.crn                not of the message, but known with it: its address, its file's name
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

EACH, MEMBERS = object(), object()
Pointer = tuple[str | int, ...]
_STEP = re.compile(r"([^.\[\]{}]+)|(\[\])|(\{\})|\[(\d+)\]")


class NotAPath(ValueError):
    """The text is no place in a message."""


@dataclass(slots=True, eq=False)  # not frozen: many are made, and that takes thrice as long
class Spot:
    """A value of a message, where it stands there, and the element it was reached from."""

    value: Any
    pointer: Pointer = ()
    above: "Spot | None" = None
    key: str | None = None


@dataclass(frozen=True)
class Path:
    """A place, read once when its table is loaded."""

    text: str
    up: int
    from_top: bool
    beside: bool
    steps: tuple[Any, ...]

    @property
    def top_key(self) -> str | None:
        """The key at the top of a message it begins with, if it does."""
        return self.steps[0] if self.steps and isinstance(self.steps[0], str) else None

    def spots(self, at: Spot, beside: Mapping[str, Any]) -> Iterator[Spot]:
        """Every place this path leads to from here; none where the message has no such thing."""
        if self.beside:
            value = at.key if self.text == "@key" else beside.get(self.text[1:])
            return iter(() if value is None else (Spot(value, at.pointer, at.above),))
        start = at
        for _ in range(self.up):
            start = start.above or start
        while self.from_top and start.above is not None:
            start = start.above
        if self.text.endswith("@key"):
            return iter((Spot(start.key, start.pointer, start.above),))
        return _walk(start.value, start.pointer, self.steps, start, start.key)

    def is_in(self, body: Any) -> bool:
        """Whether a message has such a place at all, from its top; an empty one counts."""
        value = body
        for step in self.steps:
            if step is EACH or step is MEMBERS:
                return next(self.spots(Spot(body), {}), None) is not None
            if isinstance(value, list) if isinstance(step, int) else isinstance(value, dict):
                try:
                    value = value[step]
                    continue
                except (KeyError, IndexError):
                    pass
            return False
        return True

    def first(self, at: Spot, beside: Mapping[str, Any]) -> Spot | None:
        """The first such place with something in it."""
        return next((spot for spot in self.spots(at, beside) if has_something(spot.value)), None)


def parse(text: str) -> Path:
    """Read a path of a table. Raises NotAPath."""
    up = len(text) - len(text.lstrip("^"))
    rest = text[up:].removeprefix(".") if up else text
    from_top = rest.startswith("/")
    rest = rest.removeprefix("/")
    if rest.startswith("@"):
        return Path(text, up, False, not up, ())
    steps: list[Any] = []
    at = 0
    while at < len(rest) and rest != ".":
        found = _STEP.match(rest, at)
        if not found:
            raise NotAPath(text)
        key, each, members, index = found.groups()
        steps.append(key or (EACH if each else MEMBERS if members else int(index)))
        at = found.end()
        if at < len(rest) and rest[at] == ".":
            at += 1
    return Path(text, up, from_top, False, tuple(steps))


def _walk(
    value: Any, pointer: Pointer, steps: tuple[Any, ...], above: Spot, key: str | None
) -> Iterator[Spot]:
    for n, step in enumerate(steps):
        if step is EACH or step is MEMBERS:
            yield from _spread(value, pointer, steps[n:], above)
            return
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return
        elif not isinstance(value, dict) or step not in value:
            return
        value, pointer = value[step], (*pointer, step)
    yield Spot(value, pointer, above.above if not steps else above, key if not steps else None)


def _spread(value: Any, pointer: Pointer, steps: tuple[Any, ...], above: Spot) -> Iterator[Spot]:
    """Every element of a list or object, each a step further in."""
    if steps[0] is EACH and isinstance(value, list):
        inside: Any = enumerate(value)
    elif steps[0] is MEMBERS and isinstance(value, dict):
        inside = value.items()
    else:
        return
    for name, one in inside:
        key = name if steps[0] is MEMBERS else None
        element = Spot(one, (*pointer, name), above, key)
        if len(steps) == 1:
            yield element
        else:
            yield from _walk(one, element.pointer, steps[1:], element, key)


def has_something(value: Any) -> bool:
    """False for what says nothing: null, an empty text, list or object."""
    return value is not None and value != "" and value != [] and value != {}


def as_pointer(pointer: Pointer) -> str:
    """The place as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in pointer)
