"""All the rules of a pack: found by name, by the day they govern, or by their version."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from throughcare.rules.errors import NoSuchRule, PackError
from throughcare.rules.reading import read_table, read_toml
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.steps.scores import TermRow
from throughcare.rules.versions import Versions, versions_of

HOUSE = Path(__file__).resolve().parents[2]
RULES, TABLES = "rules", "rules/tables"


def folder() -> Path:
    """Where the pack of this process lies."""
    return Path(os.environ.get("THROUGHCARE_PACK") or HOUSE / "packs" / "england-and-wales")


class Rules:
    """The rules that lie in one pack. Whatever is asked for raises PackError if a file is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def versions(self) -> Mapping[str, Versions[RuleSet]]:
        """Every version of every rule, by id."""
        read = {path: self._read(path) for path in sorted((self.folder / RULES).glob("*/*.toml"))}
        found = versions_of(read)
        _one_a_day(read)
        self._hang_together(read, found)
        return found

    def in_force(self, id: str, *, on: date) -> RuleSet:
        """The version that governs a day. Raises NoSuchRule."""
        return self._of(id).in_force(on)

    def newest(self, id: str) -> RuleSet:
        """The version that begins last. Raises NoSuchRule."""
        return self._of(id).rules[-1]

    def version(self, id: str, version: str) -> RuleSet:
        """The version something was worked out under. Raises NoSuchRule."""
        return self._of(id).version(version)

    def __iter__(self) -> Iterator[RuleSet]:
        for versions in self.versions.values():
            yield from versions

    def problems(self) -> Iterator[str]:
        """What is wrong with the worked examples. Raises PackError."""
        for rule in self:
            yield from (f"{rule.name}: {wrong}" for wrong in rule.wrong_examples(self.version))

    def files_of(self, rule: RuleSet) -> tuple[Path, ...]:
        """The files a rule is written in."""
        path = self.folder / RULES / rule.id / f"{rule.version}.toml"
        tables = dict.fromkeys(t for step in rule.all_steps() if (t := getattr(step, "table", "")))
        return (path, *(self.folder / TABLES / table for table in tables))

    def _of(self, id: str) -> Versions[RuleSet]:
        if id not in self.versions:
            raise NoSuchRule(f"there is no rule {id!r}")
        return self.versions[id]

    def _read(self, path: Path) -> RuleSet:
        return read_toml(path, RuleSet, filled=self._filled)

    def _filled(self, written: dict[str, Any]) -> dict[str, Any]:
        """What a file says, with inputs that are written together one by one, and its tables."""
        written["input"] = [one for group in written.get("input", ()) for one in _alike(group)]
        self._fill_tables(written.get("step", ()))
        return written

    def _fill_tables(self, steps: Iterable[dict[str, Any]]) -> None:
        for step in steps:
            if table := step.get("table"):
                row = TermRow.of_row if step.get("kind") == "scores" else dict
                step["rows"] = read_table(self.folder / TABLES / table, row)
            self._fill_tables(step.get("step", ()))

    def _hang_together(
        self, read: Mapping[Path, RuleSet], found: Mapping[str, Versions[RuleSet]]
    ) -> None:
        """Check every rule after those it uses. A rule that uses itself is refused."""
        paths = {(rule.id, rule.version): path for path, rule in read.items()}
        begun: set[tuple[str, str]] = set()
        done: set[tuple[str, str]] = set()

        def checked(id: str, version: str) -> RuleSet:
            if (id, version) not in paths:
                raise ValueError(f"there is no rule {id} {version}")
            rule = read[paths[id, version]]
            if (id, version) in done:
                return rule
            if (id, version) in begun:
                raise ValueError(f"{rule.name} uses itself")
            begun.add((id, version))
            try:
                rule.hang_together(checked)
            except ValueError as error:
                raise PackError(paths[id, version], str(error)) from error
            done.add((id, version))
            return rule

        for id, version in paths:
            checked(id, version)


def _one_a_day(read: Mapping[Path, RuleSet]) -> None:
    """Refuse two versions that begin on one day: what is worked out could not say which holds."""
    begun: dict[tuple[str, date], str] = {}
    for path, rule in read.items():
        first = begun.setdefault((rule.id, rule.in_force_from), rule.version)
        if first != rule.version:
            raise PackError(path, f"begins on the same day as version {first}")


def _alike(group: dict[str, Any]) -> list[dict[str, Any]]:
    """Inputs that differ only in name and title are written together, as `alike`."""
    if "alike" not in group:
        return [group]
    shared = {key: value for key, value in group.items() if key != "alike"}
    return [{**shared, "name": name, "title": title} for name, title in group["alike"].items()]


@cache
def rules() -> Rules:
    """The rules this process works by."""
    return Rules(folder())
