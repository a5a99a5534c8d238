"""A colleague's own workload: the sum, what it is made of, and how much of their time it takes."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from throughcare.calculations.models import Calculation
from throughcare.calculations.queries.newest import Newest, newest_of
from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.receipts import said
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.rules import Answer


@dataclass(frozen=True)
class CaseLine:
    """One case of theirs: where it counts, under which tier, for how many points."""

    person: PersonLine
    tier: str
    location: str
    place: str
    """Where it counts, in words."""
    points: int | None
    """None where no points can be given: there is no tier yet."""
    why: UUID | None
    """The calculation that says why."""


@dataclass(frozen=True)
class Workload:
    """Their cases, those with most points first, and what they come to together."""

    cases: tuple[CaseLine, ...]
    without_points: int
    total: Answer
    available: Answer
    capacity: Answer
    """Each with its receipt."""

    @property
    def percent(self) -> str:
        """The capacity taken, as it is said: 57%."""
        return said(round(float(self.capacity.result["capacity_percent"])), "percent")


def own_workload(*, actor: Actor, today: date) -> Workload:
    """The actor's own; as many queries for ten cases as for eighty."""
    lines = people.lines_of(people.people_held_by(actor=actor))
    newest = newest_of([line.id for line in lines])
    cases = [_case(line, _knowing_most(newest.get(line.id, {}))) for line in lines]
    counted = [case for case in cases if case.points is not None]
    total = _evaluate("workload.points", today, cases=[_counted(case) for case in counted])
    available = _evaluate("workload.available_points", today)
    capacity = _evaluate(
        "workload.capacity",
        today,
        total_points=total.result["points"],
        available_points=available.result["available_points"],
    )
    return Workload(
        cases=tuple(sorted(cases, key=lambda case: (-(case.points or 0), case.person.name))),
        without_points=len(cases) - len(counted),
        total=total,
        available=available,
        capacity=capacity,
    )


def _knowing_most(newest: Newest) -> dict[str, Calculation]:
    """By subject: where something marked makes a difference, the row that knows of it."""
    return {subject: newest[subject, marking] for subject, marking in sorted(newest)}


def _case(line: PersonLine, rows: dict[str, Calculation]) -> CaseLine:
    points, tier, place = rows.get("points"), rows.get("tier_2"), rows.get("place")
    location = _result(place, "place") or ""
    return CaseLine(
        person=line,
        tier=_result(tier, "tier") or "",
        location=location,
        place=pack().calculation_rule.said_as.get(location, location),
        points=_result(points, "points"),
        why=points.pk if points else None,
    )


def _counted(case: CaseLine) -> dict[str, Any]:
    return {"tier": case.tier, "location": case.location, "count": 1}


def _result(row: Calculation | None, name: str) -> Any:
    return row.result.get(name) if row and row.result else None


def _evaluate(rule: str, today: date, **given: Any) -> Answer:
    rules = pack().rules
    return rules.in_force(rule, on=today).answer(given, rules.version)
