"""How one calculation came to be what it is: every time it changed, and what was different then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughcare.calculations.models import Calculation
from throughcare.calculations.wording import calls, result_says
from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.calculations import Calculation as Worked
from throughcare.foundation.ui.receipts import said
from throughcare.rules.ruleset import RuleSet


@dataclass(frozen=True)
class Difference:
    """One input that was different from the time before."""

    says: str
    before: str
    now: str


@dataclass(frozen=True)
class Change:
    """One time it was worked out to something else, or from something else."""

    id: UUID
    at: datetime
    says: str
    before: str
    """What it came to before; empty for the first time."""
    is_same: bool
    """It came to the same, from something else."""
    differences: tuple[Difference, ...]
    rule_before: str
    """The version of the rule before, where that is what changed."""
    rule: str
    marking: Any


@dataclass(frozen=True)
class CalculationPage:
    """One calculation with its receipt, and how it came to be what it is."""

    title: str
    says: str
    answer: dict[str, Any] | None
    """Result and receipt; None where it was refused."""
    is_urgent: bool
    """Something has to be put right or said before it can be worked out."""
    at: datetime
    is_newest: bool
    newest: UUID
    marking: Any
    rule: tuple[str, str] | None
    """Id and version of the rule, for a reader who may read rules."""
    changes: tuple[Change, ...]
    """The latest first."""


def calculation_page(*, actor: Actor, person: Any, id: UUID) -> CalculationPage:
    """One calculation of this person. Raises NotVisible."""
    row = one_visible(Calculation.objects.filter(person=person), pk=id)
    one = pack().calculation_rule.by_id.get(row.subject)
    rule = pack().rules.version(row.rule, row.rule_version)
    rows = list(_all(person, row))
    says = result_says(one, rule, row) if one else ""
    return CalculationPage(
        title=one.title if one else rule.title,
        says=says,
        answer={"result": row.result, "receipt": row.receipt} if row.receipt else None,
        is_urgent=one is not None and calls(one, row),
        at=row.calculated_at,
        is_newest=rows[0].pk == row.pk,
        newest=rows[0].pk,
        marking=badge_of(row.marking),
        rule=(rule.id, rule.version) if decide(actor, SEE_PACKS).allowed else None,
        changes=tuple(_changes(one, rows)) if one else (),
    )


def _all(person: Any, row: Calculation) -> QuerySet[Calculation]:
    rows = Calculation.objects.filter(person=person, subject=row.subject, marking=row.marking)
    return rows.defer("receipt").order_by("-calculated_at", "-id")


def _changes(one: Worked, rows: list[Calculation]) -> list[Change]:
    return [_change(one, row, before) for row, before in zip(rows, [*rows[1:], None], strict=True)]


def _change(one: Worked, row: Calculation, before: Calculation | None) -> Change:
    rule = pack().rules.version(row.rule, row.rule_version)
    was = pack().rules.version(before.rule, before.rule_version) if before else rule
    says = result_says(one, rule, row)
    said_before = result_says(one, was, before) if before else ""
    return Change(
        id=row.pk,
        at=row.calculated_at,
        says=says,
        before=said_before,
        is_same=says == said_before,
        differences=tuple(_differences(one, rule, before.given, row.given)) if before else (),
        rule_before="" if was.name == rule.name else was.name,
        rule=rule.name,
        marking=badge_of(row.marking),
    )


def _differences(
    one: Worked, rule: RuleSet, before: Mapping[str, Any], now: Mapping[str, Any]
) -> list[Difference]:
    """Inputs that are not as they were. That a day has passed is not worth a line."""
    names = [name for name in dict.fromkeys([*now, *before]) if name != one.day]
    return [
        Difference(rule.called(name), _said(before, name), _said(now, name))
        for name in names
        if before.get(name) != now.get(name) or (name in before) is not (name in now)
    ]


def _said(given: Mapping[str, Any], name: str) -> str:
    return said(given[name]) if name in given else _("not asked")
