"""The rows of risk that rules are given, of many people at once, still to be chosen from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.risk.models import Flag, HarmLevel, Mappa, Score


@dataclass
class RiskRows:
    """One person's: every level, the newest first; every flag, up or ended; MAPPA; every score."""

    levels: list[HarmLevel] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    mappa: list[Mappa] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)


def rows_for_rules(people: Iterable[int]) -> dict[int, RiskRows]:
    """By person; four queries for any number of them."""
    ids = list(people)
    found: dict[int, RiskRows] = defaultdict(RiskRows)
    for level in _levels(people=ids):
        found[level.person_id].levels.append(level)
    for flag in _flags(people=ids):
        found[flag.person_id].flags.append(flag)
    for mappa in _mappa(people=ids):
        found[mappa.person_id].mappa.append(mappa)
    for score in _scores(people=ids):
        found[score.person_id].scores.append(score)
    return found


@kept
def _levels(*, people: list[int]) -> QuerySet[HarmLevel]:
    rows = HarmLevel.objects.filter(person__among=people)
    return rows.order_by("-assessed_on", "-recorded_at", "-id")


@kept
def _flags(*, people: list[int]) -> QuerySet[Flag]:
    return Flag.objects.filter(person__among=people).order_by("-started_on", "id")


@kept
def _mappa(*, people: list[int]) -> QuerySet[Mappa]:
    return Mappa.objects.filter(person__among=people).order_by("-started_on", "id")


@kept
def _scores(*, people: list[int]) -> QuerySet[Score]:
    return Score.objects.filter(person__among=people).order_by("-scored_on", "-recorded_at", "id")


def newest_levels(levels: Iterable[HarmLevel]) -> list[HarmLevel]:
    """Of levels with the newest first, that of each group and setting."""
    newest: dict[tuple[str, str], HarmLevel] = {}
    for level in levels:
        newest.setdefault((level.group, level.setting), level)
    return list(newest.values())
