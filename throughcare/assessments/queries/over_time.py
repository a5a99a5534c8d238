"""What signed assessments came to over time, part by part."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from throughcare.assessments.models import Assessment, Result
from throughcare.assessments.trend import Reached, trend
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.rules.errors import NoSuchRule


@dataclass(frozen=True)
class PartOverTime:
    """One part that is scored: what it reached each time, the earliest first."""

    id: str
    title: str
    badge: str
    """Of the compartment it lies in, where that is one."""
    reached: tuple[Reached, ...]
    begins_at: tuple[int, ...]
    """From how many points on each level begins, in the newest version."""
    trend: str
    """What became of it since the time before, in words; empty for the first time."""

    @property
    def most(self) -> int:
        return max(one.most for one in self.reached)


@dataclass(frozen=True)
class InstrumentOverTime:
    """An instrument signed once or more under one marking."""

    id: str
    title: str
    badge: str
    days: tuple[date, ...]
    parts: tuple[PartOverTime, ...]
    is_distance: bool
    """Fewer points are nearer to the aim."""


def over_time(*, actor: Actor, person: Any) -> list[InstrumentOverTime]:
    """By instrument and marking, those whose parts are scored; two queries.

    Only what the reader may know: an assessment or a compartment kept from them leaves no gap.
    """
    signed = Assessment.objects.filter(person=person, state=Assessment.State.SIGNED)
    rows = list(
        signed.order_by("signed_at", "id").values_list(
            *("id", "instrument", "instrument_version", "marking", "signed_at"),
            *("result__sections", "result__thresholds"),
        )
    )
    apart: dict[UUID, list[tuple[int, Any, Any]]] = defaultdict(list)
    results = Result.objects.filter(person=person).order_by("marking")
    for of, marking, sections, begins in results.values_list(
        "assessment", "marking", "receipt__sections", "receipt__thresholds"
    ):
        apart[of].append((marking, sections, begins))
    series: dict[tuple[str, int], list[_Time]] = defaultdict(list)
    for id, instrument, version, marking, at, sections, begins in rows:
        parts = [(0, sections, begins), *apart[id]]
        series[instrument, marking].append(_Time(local_day(at), version, parts))
    found = (_of(id, marking, times) for (id, marking), times in series.items())
    return [one for one in found if one and one.parts]


@dataclass(frozen=True)
class _Time:
    on: date
    version: str
    parts: list[tuple[int, Any, Any]]
    """By compartment: its marking, what its sections came to, where levels begin."""


def _of(id: str, marking: int, times: list[_Time]) -> InstrumentOverTime | None:
    try:
        newest = pack().instrument_version(id, times[-1].version)
    except NoSuchRule:  # a pack that no longer has it says nothing of it
        return None
    reached: dict[tuple[str, int], list[Reached]] = defaultdict(list)
    titles: dict[tuple[str, int], str] = {}
    begins: dict[tuple[str, int], tuple[int, ...]] = {}
    for time in times:
        for apart, sections, thresholds in time.parts:
            for one in sections:
                key = one["id"], apart
                if newest.points_are == "distance" and not one["points"]:
                    continue  # nothing to change, or nothing said: it is not on the scale
                reached[key].append(_reached(time.on, one))
                titles[key] = one["title"]
                begins[key] = tuple(sorted(thresholds.get(one["id"], {}).values()))
    parts = tuple(
        PartOverTime(
            id=key[0],
            title=titles[key],
            badge=badge_of(key[1]),
            reached=tuple(reached[key]),
            begins_at=begins[key],
            trend=trend(reached[key], points_are=newest.points_are),
        )
        for key in _in_order(reached, newest)
    )
    days = tuple(dict.fromkeys(time.on for time in times))
    return InstrumentOverTime(
        id, newest.title, badge_of(marking), days, parts, newest.points_are == "distance"
    )


def _in_order(
    keys: Mapping[tuple[str, int], Any], instrument: Instrument
) -> Iterable[tuple[str, int]]:
    """As the newest version asks, then what it no longer has."""
    order = [one.id for one in (*instrument.section, *instrument.domain)]
    return sorted(keys, key=lambda key: order.index(key[0]) if key[0] in order else len(order))


def _reached(on: date, scored: Mapping[str, Any]) -> Reached:
    return Reached(on, scored["points"], scored["most"], scored["level_title"])
