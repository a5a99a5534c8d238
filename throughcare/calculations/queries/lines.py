"""Calculations in a line each: for the overview, the caseload, and the page of all of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughcare.calculations.models import Calculation
from throughcare.calculations.queries.newest import Newest, newest_of
from throughcare.calculations.wording import calls, result_says
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.calculations import Calculation as Worked
from throughcare.foundation.packs.calculations import Group
from throughcare.foundation.ui.header import Badge

TIER = "tier"


@dataclass(frozen=True)
class CalculationLine:
    """One calculation as it stands: what it came to, since when, or what it wants."""

    id: UUID
    subject: str
    title: str
    says: str
    is_urgent: bool
    """Somebody has to do something about it: a score is missing, an input was refused."""
    since: date
    marking: Any
    """The badge of what it rests on, where that is marked."""
    is_unconfirmed: bool


@dataclass(frozen=True)
class CalculationGroup:
    """Calculations that are shown together."""

    title: str
    lines: tuple[CalculationLine, ...]
    in_short: str = ""
    """All of them in one line, where the overview has no more room for them."""


def calculations_of(
    *, actor: Actor, person: int, only_overview: bool = False
) -> list[CalculationGroup]:
    """What counts now of one person, by group, in the order of the pack; one query.

    Where something marked makes a difference that the reader may know of, there are two lines.
    """
    newest = newest_of([person]).get(person, {})
    rule = pack().calculation_rule
    groups = []
    for group in rule.group:
        lines = [
            line_of(one, row)
            for one in rule.calculation
            if one.group == group.id and (one.on_overview or not only_overview)
            for row in _rows(newest, one)
        ]
        if lines:
            short = _in_short(group, lines) if only_overview and group.in_short else ""
            groups.append(CalculationGroup(group.title, tuple(lines), short))
    return groups


def _in_short(group: Group, lines: Iterable[CalculationLine]) -> str:
    """severe need: drugs; standard need: accommodation, relationships."""
    said_as = pack().calculation_rule.said_as
    passed_over = {said_as.get(result, result) for result in group.passed_over}
    named: dict[str, list[str]] = {}
    for line in lines:
        named.setdefault(line.says, []).append(line.title.lower())
    told = [
        _("%(what)s: %(which)s") % {"what": says, "which": ", ".join(titles)}
        for says, titles in named.items()
        if says not in passed_over
    ]
    return "; ".join(told) or next(iter(named), "")


def tiers_of(*, actor: Actor, people: Iterable[int]) -> dict[int, Badge]:
    """A badge of the tier of many people, by number; one query. Who has none says what is missing;
    whoever was never worked out is left out."""
    one = pack().calculation_rule.by_id[TIER]
    found: dict[int, Badge] = {}
    for person, _marking, result in _results(people=list(people), subject=TIER):
        found[person] = _tier_badge(one, result)  # the one that knows most comes last
    return found


@dataclass(frozen=True)
class TierRow:
    """A tier as it was worked out; of what is marked, beside the ordinary one."""

    id: UUID
    marking: int
    tier: str
    calculated_at: datetime


def tier_rows(people: Iterable[int]) -> dict[int, list[TierRow]]:
    """By person, the newest of each marking; who has no tier is left out. One query."""
    found: dict[int, list[TierRow]] = defaultdict(list)
    for row in _newest_tiers(people=list(people), subject=TIER):
        tier = (row.result or {}).get("tier")
        if tier is not None and pack().calculation_rule.by_id[TIER].urgent.get("tier") != tier:
            found[row.person_id].append(TierRow(row.pk, row.marking, tier, row.calculated_at))
    return found


@kept
def _newest_tiers(*, people: list[int], subject: str) -> QuerySet[Calculation]:
    rows = Calculation.objects.filter(person__among=people, subject=subject)
    newest = rows.order_by("person", "marking", "-calculated_at").distinct("person", "marking")
    return newest.only("person_id", "marking", "result", "calculated_at")


def _tier_badge(one: Worked, result: dict[str, Any] | None) -> Badge:
    tier = (result or {}).get("tier")
    if tier is None or one.urgent.get("tier") == tier:
        return Badge(_("No tier yet"), "attention", note=_("A score is missing"))
    words = pack().calculation_rule.said_as.get(tier, tier)
    if result and result.get("provisional"):
        return Badge(_("Tier %(tier)s, provisional") % {"tier": words})
    return Badge(_("Tier %(tier)s") % {"tier": words})


@kept
def _results(
    *, people: list[int], subject: str
) -> QuerySet[Calculation, tuple[int, int, dict[str, Any] | None]]:
    rows = Calculation.objects.filter(person__among=people, subject=subject)
    newest = rows.order_by("person", "marking", "-calculated_at").distinct("person", "marking")
    return newest.values_list("person_id", "marking", "result")


def line_of(one: Worked, row: Calculation) -> CalculationLine:
    """One row in a line."""
    rule = pack().rules.version(row.rule, row.rule_version)
    return CalculationLine(
        id=row.pk,
        subject=row.subject,
        title=one.title,
        says=result_says(one, rule, row),
        is_urgent=calls(one, row),
        since=local_day(row.calculated_at),
        marking=badge_of(row.marking),
        is_unconfirmed=rule.status == "unconfirmed",
    )


def _rows(newest: Newest, one: Worked) -> list[Calculation]:
    """The ordinary row and those that know more, if they say something else."""
    rows = sorted((r for (s, _m), r in newest.items() if s == one.id), key=lambda r: r.marking)
    ordinary = rows[0] if rows and rows[0].marking == 0 else None
    return [
        row
        for row in rows
        if row is ordinary
        or ordinary is None
        or row.result != ordinary.result
        or one.but_its_day(row.given) != one.but_its_day(ordinary.given)
    ]
