"""Scores that were given, over time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import badge_of
from throughcare.risk.models import Score
from throughcare.risk.wording import period_title, score_name, score_says


@dataclass(frozen=True)
class ScoreGiven:
    """A score as it was given on a day."""

    on: date
    percent: float
    says: str


@dataclass(frozen=True)
class ScoreOverTime:
    """One predictor over one period: what it gave each time, the earliest first."""

    title: str
    badge: str
    given: tuple[ScoreGiven, ...]


def scores_over_time(*, actor: Actor, person: Any) -> list[ScoreOverTime]:
    """By predictor, period and marking, those with a figure and a day; one query."""
    rows = Score.objects.filter(person=person, value__isnull=False, scored_on__isnull=False)
    found: dict[tuple[str, str, int], list[Score]] = defaultdict(list)
    for row in rows.order_by("name", "period", "marking", "scored_on", "recorded_at", "id"):
        found[row.name, row.period, row.marking].append(row)
    return [
        ScoreOverTime(
            title=", ".join(part for part in (score_name(name), period_title(period)) if part),
            badge=badge_of(marking),
            given=tuple(
                ScoreGiven(row.scored_on, float(row.value), score_says(row))
                for row in scores
                if row.scored_on and row.value is not None
            ),
        )
        for (name, period, marking), scores in found.items()
    ]
