"""Which rules govern a day, by what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.codes import ListedCodes
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.inventory import Listed, inventory
from throughcare.foundation.packs.pack import pack
from throughcare.foundation.ui.words import Words
from throughcare.rules.reading import Rule
from throughcare.rules.ruleset import RuleSet

ABOUT: dict[str, Words] = {
    "predictor": _("Predictors"),
    "screen": _("Screens"),
    "questionnaire": _("Questionnaires"),
    "need": _("Needs"),
    "tier": _("Tiers"),
    "workload": _("Workload"),
    "responsibility": _("Responsibility"),
    "access": _("Access"),
    "instruments": _("Instruments"),
    "code-lists": _("Code lists"),
    "rest": _("Everything else"),
}


@dataclass(frozen=True)
class RuleLine:
    """One version of one rule, as a list of rules shows it."""

    id: str
    version: str
    title: str
    in_force_from: date
    in_force_until: date | None
    status: str
    source: str
    is_in_force: bool


@dataclass(frozen=True)
class Group:
    """Rules about one thing."""

    id: str
    title: Words
    rules: tuple[RuleLine, ...]

    @property
    def unconfirmed(self) -> int:
        return sum(rule.status == "unconfirmed" for rule in self.rules)


@dataclass(frozen=True)
class Listing:
    """The rules that govern a day, and those that do not govern it in any version."""

    groups: tuple[Group, ...]
    others: tuple[RuleLine, ...]

    @property
    def count(self) -> int:
        return sum(len(group.rules) for group in self.groups)

    @property
    def unconfirmed(self) -> int:
        return sum(group.unconfirmed for group in self.groups)


def rules_on(*, actor: Actor, on: date, only_unconfirmed: bool = False) -> Listing:
    """Every rule in the version that governs a day. Raises AccessDenied."""
    require(actor, SEE_PACKS)
    by_group: dict[str, list[RuleLine]] = {}
    others = []
    for versions in versions_by_id().values():
        governing = governs(versions, on)
        shown = governing or versions[-1]
        if only_unconfirmed and shown.status != "unconfirmed":
            continue
        if governing:
            by_group.setdefault(_group_of(governing), []).append(line_of(governing, on))
        else:
            others.append(line_of(shown, on))
    groups = [Group(id, title, tuple(by_group.get(id, ()))) for id, title in ABOUT.items()]
    return Listing(tuple(group for group in groups if group.rules), tuple(others))


def governs(versions: Iterable[Rule], on: date) -> Rule | None:
    """The version that governs a day; of several, the one that came last."""
    governing = [rule for rule in versions if rule.is_in_force(on)]
    return governing[-1] if governing else None


def versions_by_id() -> dict[str, list[Rule]]:
    """Every version of every rule of the pack, the earliest first."""
    found: dict[str, list[Rule]] = {}
    for listed in sorted(known().values(), key=lambda listed: listed.rule.in_force_from):
        found.setdefault(listed.rule.id, []).append(listed.rule)
    return {id: found[id] for id in dict.fromkeys(id for id, _version in known())}


def known() -> dict[tuple[str, str], Listed]:
    """Everything in the pack by id and version, in the order of the inventory."""
    return _known(pack().folder, pack().site)


@cache
def _known(folder: Path, site: Path | None) -> dict[tuple[str, str], Listed]:
    # Read once, like the pack itself: what lies there changes with the program's next start.
    there = inventory(folder, site=site)
    return {(listed.rule.id, listed.rule.version): listed for listed in there}


def line_of(rule: Rule, on: date) -> RuleLine:
    """A version of a rule as a line."""
    return RuleLine(
        id=rule.id,
        version=rule.version,
        title=rule.title,
        in_force_from=rule.in_force_from,
        in_force_until=rule.in_force_until,
        status=rule.status,
        source=rule.source,
        is_in_force=rule.is_in_force(on),
    )


def _group_of(rule: Rule) -> str:
    if isinstance(rule, RuleSet):
        about = rule.id.split(".")[0]
        return about if about in ABOUT else "rest"
    if isinstance(rule, ListedCodes):
        return "code-lists"
    return "instruments" if isinstance(rule, Instrument) else "rest"
