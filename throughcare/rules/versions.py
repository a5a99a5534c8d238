"""Rules that live in several versions side by side: which was in force when, and which is which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from throughcare.rules.errors import NoSuchRule, PackError
from throughcare.rules.reading import Rule, read_toml

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class Versions(Generic[R]):
    """All versions of one rule, the earliest first."""

    id: str
    rules: tuple[R, ...]

    def __iter__(self) -> Iterator[R]:
        return iter(self.rules)

    def in_force(self, on: date) -> R:
        """The version that governs what happens on a day; of several, the one that came last.

        Raises NoSuchRule when there was none yet, or none any more.
        """
        for rule in reversed(self.rules):
            if rule.is_in_force(on):
                return rule
        raise NoSuchRule(f"no version of {self.id!r} was in force on {on}")

    def version(self, version: str) -> R:
        """The version a record was made under. Raises NoSuchRule."""
        for rule in self.rules:
            if rule.version == version:
                return rule
        raise NoSuchRule(f"there is no version {version} of {self.id!r}")


def read_versions(folder: Path, model: type[R]) -> Mapping[str, Versions[R]]:
    """Read `<folder>/<id>/<version>.toml` for every id and version. Raises PackError."""
    return versions_of({path: read_toml(path, model) for path in sorted(folder.glob("*/*.toml"))})


def versions_of(read: Mapping[Path, R]) -> Mapping[str, Versions[R]]:
    """The rules read from `<id>/<version>.toml`, by id. Raises PackError for one misplaced."""
    found: dict[str, list[R]] = {}
    for path, rule in read.items():
        if (rule.id, rule.version) != (path.parent.name, path.stem):
            raise PackError(path, f"says it is {rule.name}, which belongs in another place")
        found.setdefault(rule.id, []).append(rule)
    return {
        id: Versions(id, tuple(sorted(rules, key=lambda rule: rule.in_force_from)))
        for id, rules in found.items()
    }
