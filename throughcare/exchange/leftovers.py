"""What of a message its table does not speak of: by field and count, so that nothing is dropped
silently. A field without anything in it, or with a placeholder, is nothing to drop.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from throughcare.exchange.around import Around
from throughcare.exchange.kinds import Kind
from throughcare.exchange.paths import EACH, MEMBERS, parse
from throughcare.exchange.rules import looks_like_a_number


@dataclass
class _Node:
    """A step of the paths a table speaks of. One may end here; `whole`: all below it is meant."""

    ends: bool = False
    whole: bool = False
    below: dict[Any, "_Node"] = field(default_factory=dict)


_NOTHING = _Node()


@lru_cache(maxsize=1024)
def _spoken_of(kind: Kind) -> _Node:
    top = _Node()
    for text, whole in kind.covers():
        path = parse(text)
        if path.beside or text.endswith("@key"):
            continue
        node = top
        for step in path.steps:
            node = node.below.setdefault(EACH if isinstance(step, int) else step, _Node())
        node.ends, node.whole = True, node.whole or whole
    return top


def leftovers(kind: Kind, body: Any, around: Around) -> Counter[str]:
    """Paths of this message that its table neither reads nor leaves out with a reason, counted."""
    spoken_of = _spoken_of(kind)
    found: Counter[str] = Counter()
    _look(body, spoken_of, "", around, found)
    return found


def _look(value: Any, node: _Node, path: str, around: Around, found: Counter[str]) -> None:
    if node.whole:
        return
    if isinstance(value, dict):
        members = node.below.get(MEMBERS)
        for key, one in value.items():
            step = "{}" if members or looks_like_a_number(key) else key
            inner = node.below.get(key) or members or _NOTHING
            _look(one, inner, f"{path}.{step}" if path else step, around, found)
    elif isinstance(value, list):
        inner = node.below.get(EACH) or _NOTHING
        for one in value:
            _look(one, inner, f"{path}[]", around, found)
    elif around.says(value) and not node.ends:
        found[path] += 1


def reason_for(kind: Kind, path: str) -> str | None:
    """Why the table leaves this path out, if it does so on purpose: "*.id" is any column id."""
    for text, reason in kind.table.ignored.items():
        if path == text or path.startswith((f"{text}.", f"{text}[]", f"{text}{{}}")):
            return reason
        if text.startswith("*.") and path.endswith(text[1:]):
            return reason
    return None
