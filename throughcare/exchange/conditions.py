"""Conditions under which a line of a table counts: `when = { active = true, endDate = "missing" }`.

All of one set must hold; of several sets in a list, any. A value may be a list of those allowed,
"there" for anything, "missing" for nothing; `{ not = "BRE" }` is the contrary of any of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughcare.exchange.around import Around
from throughcare.exchange.paths import Path, Spot, parse


@dataclass(frozen=True)
class When:
    """The compiled conditions of a line; without any, it always counts."""

    sets: tuple[tuple[tuple[Path, Any], ...], ...]
    covers: tuple[tuple[str, bool], ...]

    def holds(self, at: Spot, around: Around) -> bool:
        """Whether the line counts for this element."""
        return not self.sets or any(
            all(_is_one_of(around.first((path,), at), wanted) for path, wanted in one)
            for one in self.sets
        )


def compile_when(given: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> When:
    """Compile the conditions of a line."""
    sets = [given] if isinstance(given, Mapping) else given
    return When(
        tuple(tuple((parse(path), wanted) for path, wanted in one.items()) for one in sets),
        tuple((path, False) for one in sets for path in one),
    )


def _is_one_of(found: Spot | None, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return not _is_one_of(found, wanted["not"])
    return any(_is(found, one) for one in (wanted if isinstance(wanted, list) else [wanted]))


def _is(found: Spot | None, wanted: Any) -> bool:
    if wanted in ("missing", "there"):
        return (found is None) is (wanted == "missing")
    if found is None:
        return False
    if isinstance(wanted, str) and isinstance(found.value, str):
        return found.value.strip().casefold() == wanted.casefold()
    return bool(found.value == wanted) and isinstance(found.value, bool) is isinstance(wanted, bool)
