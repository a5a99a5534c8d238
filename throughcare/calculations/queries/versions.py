"""What another version of a rule would change among everybody it is worked out for.

Counted over people the reader may not see, so nobody is named and few are not counted out; what is
marked is left out altogether.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from throughcare.calculations.access import COMPARE_VERSIONS
from throughcare.calculations.queries.newest import newest_given
from throughcare.calculations.wording import value_says
from throughcare.foundation.access import SYSTEM, Actor, NotVisible, acting_as, decide, require
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.calculations import Calculation as Worked
from throughcare.rules import NoSuchRule
from throughcare.rules.evaluating import evaluate_cases
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.values import plain

AT_ONCE = 20_000


@dataclass(frozen=True)
class Moved:
    """So many people would have one result in place of another."""

    before: str
    after: str
    people: int | None
    """None: fewer than are counted out."""


@dataclass(frozen=True)
class VersionsPage:
    """Two versions of a rule, and what lies between them for everybody."""

    rule: RuleSet
    other: RuleSet
    found: tuple["WouldChange", ...]


@dataclass(frozen=True)
class WouldChange:
    """One calculation under two versions of its rule."""

    title: str
    people: int
    """For how many it is worked out."""
    changed: int | None
    moved: tuple[Moved, ...]
    """Those who would have another result, the most first."""
    fewest: int
    """From how many on people are counted out."""


def may_compare(*, actor: Actor) -> bool:
    """Whether this colleague may count what another version would change."""
    return decide(actor, COMPARE_VERSIONS).allowed


def would_change(*, actor: Actor, id: str, version: str, other: str) -> VersionsPage:
    """Every calculation by this rule, as `version` has it and as `other` would.

    Raises AccessDenied or NotVisible.
    """
    require(actor, COMPARE_VERSIONS)
    try:
        one, another = (pack().rules.version(id, each) for each in (version, other))
    except NoSuchRule as error:
        raise NotVisible from error
    with acting_as(SYSTEM):
        found = tuple(
            _compared(worked, one, another)
            for worked in pack().calculation_rule.calculation
            if worked.rule == id
        )
    return VersionsPage(one, another, found)


def _compared(worked: Worked, one: RuleSet, other: RuleSet) -> WouldChange:
    counts: Counter[tuple[str, str]] = Counter()
    for given in _in_parts(worked.id):
        before, after = _says(worked, one, given), _says(worked, other, given)
        counts.update(zip(before, after, strict=True))
    fewest = pack().calculation_rule.smallest_count
    moved = [(pair, n) for pair, n in counts.most_common() if pair[0] != pair[1]]
    changed = sum(n for _, n in moved)
    return WouldChange(
        title=worked.title,
        people=counts.total(),
        changed=changed if changed == 0 or changed >= fewest else None,
        moved=tuple(Moved(*pair, n if n >= fewest else None) for pair, n in moved),
        fewest=fewest,
    )


def _in_parts(subject: str) -> Iterator[list[dict[str, Any]]]:
    """What everybody's calculation was last given, some thousands at once."""
    part: list[dict[str, Any]] = []
    for given in newest_given(subject):
        part.append(given)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _says(worked: Worked, rule: RuleSet, given: list[dict[str, Any]]) -> list[str]:
    """The headline of each case under a version of the rule."""
    found = evaluate_cases(rule, given, among=pack().rules)
    results = {result.name: result for result in rule.result}
    names = [name for name in worked.shown[0] if name in results]
    return [_headline(results, names, row) for row in found]


def _headline(results: dict[str, Any], names: list[str], row: dict[str, Any]) -> str:
    if row["error_message"]:
        return str(row["error_message"])
    for name in names:
        if row[name] is not None:
            return value_says(results[name], plain(row[name]))
    return value_says(results[names[0]], None) if names else ""
