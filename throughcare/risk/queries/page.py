"""The whole of what is known of somebody's risk; and the part of it for their overview."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import short_day
from throughcare.foundation.ui.header import Tone
from throughcare.risk.access import CHANGE_FLAG, CHANGE_LEVEL
from throughcare.risk.models import Flag, HarmLevel, Mappa, Score
from throughcare.risk.queries.badges import RiskBadges, badges, mappa_in_force
from throughcare.risk.queries.flags import FlagLine, flag_lines
from throughcare.risk.queries.levels import current_levels, highest
from throughcare.risk.wording import (
    category_title,
    generation,
    group_title,
    level_title,
    mappa_says,
    period_title,
    predicts,
    score_name,
    score_says,
    setting_title,
    tone_of,
)


@dataclass(frozen=True)
class LevelLine:
    """One level as it was assessed."""

    group: str
    setting: str
    level: str
    tone: Tone
    assessed_on: date
    assessed_by: str
    reason: str
    provenance: Provenance | None


@dataclass(frozen=True)
class GroupLevels:
    """A group of people, and the level that counts for them in each setting."""

    group: str
    community: LevelLine | None
    custody: LevelLine | None
    places: tuple[str, ...]
    """The settings the pack speaks of this group in: there are no prisoners in the community."""


@dataclass(frozen=True)
class MappaLine:
    """Management under MAPPA, in a sentence."""

    says: str
    category: str
    level: str
    started_on: date | None
    review_on: date | None
    ended_on: date | None
    note: str
    in_force: bool
    provenance: Provenance | None


@dataclass(frozen=True)
class ScoreLine:
    """One result of a predictor, and those it gave before."""

    name: str
    period: str
    says: str
    tone: Tone
    scored_on: date | None
    how: str
    """Static or dynamic, and the version of the predictor."""
    earlier: tuple[str, ...]
    provenance: Provenance | None


@dataclass(frozen=True)
class RiskOverview:
    """What matters now, for the overview, and the badges in the identity bar above it."""

    badges: RiskBadges
    top: LevelLine | None
    flags: list[FlagLine]
    mappa: list[MappaLine]
    reviews_due: int


@dataclass(frozen=True)
class RiskPage:
    """What the page shows."""

    top: LevelLine | None
    groups: list[GroupLevels]
    overall: LevelLine | None
    """One level for all, as a register gives it."""
    level_history: list[LevelLine]
    flags: list[tuple[str, list[FlagLine]]]
    """Flags that are up, under the pack's categories."""
    ended: list[FlagLine]
    mappa: list[MappaLine]
    scores: list[tuple[str, list[ScoreLine]]]
    """By what is predicted."""
    can_change_flags: bool
    can_change_levels: bool


def risk_overview(*, actor: Actor, person: Any, today: date) -> RiskOverview:
    """Level, flags that are up with the note that counts, MAPPA: for the person's overview."""
    levels = current_levels([person.pk]).get(person.pk, [])
    flags = [flag for flag in _in_order(_active(person=person.pk)) if flag.is_up(today)]
    mappa = mappa_in_force([person.pk], today).get(person.pk, [])
    types = pack().flag_types
    warning = [flag for flag in flags if flag.type in types and types[flag.type].warns]
    lines = flag_lines(flags, today=today)
    top = highest(levels)
    return RiskOverview(
        badges=badges(levels, mappa, warning),
        top=_level(top) if top else None,
        flags=lines,
        mappa=_mappa_lines(mappa, today),
        reviews_due=sum(flag.is_review_due for flag in lines),
    )


def risk_page(*, actor: Actor, person: Any, today: date) -> RiskPage:
    """Everything on record of this person's risk that the actor may know."""
    can_change_flags = decide(actor, CHANGE_FLAG, person).allowed
    lines = flag_lines(_in_order(_flags(person)), today=today, can_change=can_change_flags)
    levels = current_levels([person.pk]).get(person.pk, [])
    top = highest(levels)
    counting = {row.pk for row in levels}
    history = HarmLevel.objects.filter(person=person).order_by("-assessed_on", "-recorded_at", "id")
    mappa = Mappa.objects.filter(person=person).order_by("-started_on", "id")
    return RiskPage(
        top=_level(top) if top else None,
        groups=_groups(levels),
        overall=next((_level(row) for row in levels if row.group == HarmLevel.OVERALL), None),
        level_history=[_level(row) for row in history if row.pk not in counting],
        flags=_by_category([line for line in lines if line.is_up]),
        ended=[line for line in lines if not line.is_up],
        mappa=sorted(_mappa_lines(mappa, today), key=lambda line: not line.in_force),
        scores=_scores(person),
        can_change_flags=can_change_flags,
        can_change_levels=decide(actor, CHANGE_LEVEL, person).allowed,
    )


def places_of_groups() -> dict[str, tuple[str, ...]]:
    """The settings in which the pack speaks of each group of people."""
    groups = pack().code_list("rosh-group")
    return {one.code: tuple(one.facts["places"].split("|")) for one in groups}


@kept
def _active(*, person: int) -> QuerySet[Flag]:
    return _flags(person).filter(is_active=True)


def _flags(person: Any) -> QuerySet[Flag]:
    return Flag.objects.filter(person=person).order_by("-started_on", "title", "id")


def _in_order(flags: Iterable[Flag]) -> list[Flag]:
    """Those that warn first, by the pack's rank, then as they came."""
    types = pack().flag_types

    def place(flag: Flag) -> tuple[bool, int]:
        known = types.get(flag.type)
        return (not (known and known.warns), known.rank if known else 9)

    return sorted(flags, key=place)


def _by_category(lines: list[FlagLine]) -> list[tuple[str, list[FlagLine]]]:
    found: dict[str, list[FlagLine]] = defaultdict(list)
    for line in lines:
        found[line.category].append(line)
    return [(category_title(id), found[id]) for id in [*pack().flag_categories, ""] if id in found]


def _level(row: HarmLevel) -> LevelLine:
    return LevelLine(
        group=group_title(row.group),
        setting=setting_title(row.setting),
        level=level_title(row.level),
        tone=tone_of(row.level),
        assessed_on=row.assessed_on,
        assessed_by=row.assessed_by,
        reason=row.reason,
        provenance=provenance_of(row),
    )


def _groups(levels: list[HarmLevel]) -> list[GroupLevels]:
    """Every group of the pack that has a level, and any other that a message named."""
    found = {(row.group, row.setting): _level(row) for row in levels}
    named = [group for group, setting in found if setting]
    groups = [code.code for code in pack().code_list("rosh-group") if code.code in named]
    groups += sorted(set(named) - set(groups))
    places = places_of_groups()
    return [
        GroupLevels(
            group=group_title(group),
            community=found.get((group, "community")),
            custody=found.get((group, "custody")),
            places=places.get(group, ("community", "custody")),
        )
        for group in groups
    ]


def _mappa_lines(rows: Iterable[Mappa], today: date) -> list[MappaLine]:
    categories, levels = pack().code_list("mappa-category"), pack().code_list("mappa-level")
    return [
        MappaLine(
            says=mappa_says(row),
            category=categories.title_of(row.category) if row.category else row.category_text,
            level=levels.title_of(row.level) if row.level else row.level_text,
            started_on=row.started_on,
            review_on=row.review_on,
            ended_on=row.ended_on,
            note=row.note,
            in_force=row.is_in_force(today),
            provenance=provenance_of(row),
        )
        for row in rows
    ]


def _scores(person: Any) -> list[tuple[str, list[ScoreLine]]]:
    """The newest result of each predictor beside those it replaces, by what they predict."""
    rows: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for row in Score.objects.filter(person=person).order_by("-scored_on", "-recorded_at", "id"):
        rows[row.name, row.period].append(row)
    found: dict[str, list[ScoreLine]] = defaultdict(list)
    in_order = [code.code for code in pack().code_list("score")]
    for name, period in sorted(rows, key=lambda key: (_place(key[0], in_order), key[1])):
        newest, *earlier = rows[name, period]
        found[predicts(name)].append(_score(newest, earlier))
    return list(found.items())


def _place(name: str, in_order: list[str]) -> tuple[int, int, str]:
    """Where a predictor stands: by what it predicts, the newer generation first."""
    known = in_order.index(name) if name in in_order else len(in_order)
    groups = list(dict.fromkeys(predicts(code) for code in in_order))
    group = groups.index(predicts(name)) if predicts(name) in groups else len(groups)
    return group, -generation(name), f"{known:03}{name}"


def _score(row: Score, earlier: list[Score]) -> ScoreLine:
    return ScoreLine(
        name=score_name(row.name),
        period=period_title(row.period),
        says=score_says(row),
        tone=tone_of(row.band),
        scored_on=row.scored_on,
        how=", ".join(part for part in (row.basis.lower(), row.algorithm) if part),
        earlier=tuple(
            f"{score_says(one)} ({short_day(one.scored_on)})" if one.scored_on else score_says(one)
            for one in earlier
        ),
        provenance=provenance_of(row),
    )
