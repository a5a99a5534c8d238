"""Predictors worked out here, over time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from throughcare.calculations.models import Calculation
from throughcare.calculations.wording import result_says
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.calculations import Calculation as Worked

PREDICTORS = "predictors"


@dataclass(frozen=True)
class CameTo:
    """What a predictor came to when it was worked out anew."""

    on: date
    percent: float
    says: str


@dataclass(frozen=True)
class PredictedOverTime:
    """One predictor, the earliest first."""

    title: str
    badge: str
    came_to: tuple[CameTo, ...]


def predicted_over_time(*, actor: Actor, person: int) -> list[PredictedOverTime]:
    """By predictor of the pack and marking, those that give a percentage; one query."""
    predictors = [one for one in pack().calculation_rule.calculation if one.group == PREDICTORS]
    rows = Calculation.objects.filter(
        person=person, subject__in=[one.id for one in predictors], result__isnull=False
    )
    found: dict[tuple[str, int], list[Calculation]] = defaultdict(list)
    for row in rows.defer("receipt").order_by("marking", "calculated_at", "id"):
        found[row.subject, row.marking].append(row)
    lines = (
        PredictedOverTime(one.title, badge_of(marking), tuple(_came_to(one, of)))
        for one in predictors
        for (subject, marking), of in found.items()
        if subject == one.id
    )
    return [line for line in lines if line.came_to]


def _came_to(one: Worked, rows: list[Calculation]) -> list[CameTo]:
    """Only where the figure is another one than before."""
    found: list[CameTo] = []
    for row in rows:
        percent = _percent(one, row)
        if percent is not None and (not found or found[-1].percent != percent):
            rule = pack().rules.version(row.rule, row.rule_version)
            found.append(CameTo(local_day(row.calculated_at), percent, result_says(one, rule, row)))
    return found


def _percent(one: Worked, row: Calculation) -> float | None:
    """The first result shown that is a figure in per cent, of those in one place."""
    rule = pack().rules.version(row.rule, row.rule_version)
    shown_as = {result.name: result.shown_as for result in rule.result}
    for names in one.shown:
        for name in names:
            value = (row.result or {}).get(name)
            if value is None:
                continue
            if shown_as.get(name) == "probability":
                return float(value) * 100
            return float(value) if shown_as.get(name) == "percent" else None
    return None
