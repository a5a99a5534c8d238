"""What assessments and predictors came to over time, above what was being done meanwhile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments import queries as assessments
from throughcare.assessments.queries import InstrumentOverTime, PartOverTime
from throughcare.calculations import queries as calculations
from throughcare.foundation.access import Actor
from throughcare.foundation.ui.charts import (
    Axis,
    Bars,
    Count,
    Course,
    Mark,
    Point,
    Span,
    axis_over,
)
from throughcare.foundation.ui.dates import short_day, written_day
from throughcare.people import queries as people
from throughcare.plans import queries as plans
from throughcare.plans.queries import ObjectiveWorkedOn
from throughcare.risk import queries as risk
from throughcare.supervision import queries as supervision
from throughcare.supervision.queries import MonthKept

PERCENT = 100.0


@dataclass(frozen=True)
class Lane:
    """One strip and the words beside it: what it is, and what it says in short."""

    title: str
    says: str
    badge: str
    course: Course | None = None
    spans: tuple[Span, ...] = ()
    bars: Bars | None = None


@dataclass(frozen=True)
class Chart:
    """Strips that belong together, and the same as a table: its columns, then a row a line."""

    title: str
    badge: str
    lanes: tuple[Lane, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class OverTime:
    """The page. `axis` is None where there is nothing yet to show over time."""

    axis: Axis | None
    came_to: tuple[Chart, ...] = ()
    meanwhile: tuple[Chart, ...] = ()


def over_time(*, actor: Actor, person: Any, today: date) -> OverTime:
    """Everything the reader may know of it, from the modules that own it; constant queries.

    The axis begins with the first thing on it that was assessed, scored or planned.
    """
    assessed = assessments.over_time(actor=actor, person=person)
    scores = list(_scores(actor, person))
    worked_on = plans.worked_on(actor=actor, person=person)
    days = [day for one in assessed for day in one.days]
    days += [point.on for lane in scores if lane.course for point in lane.course.points]
    axis = axis_over([*days, *(one.since for one in worked_on)], until=today)
    if axis is None:
        return OverTime(None)
    kept = supervision.kept_by_month(actor=actor, person=person, since=axis.since, until=today)
    held = people.held_over_time(actor=actor, person=person)
    came_to = [_instrument(one) for one in assessed]
    if scores:
        came_to.append(_scores_chart(scores))
    meanwhile = [
        *([_plan(worked_on)] if worked_on else ()),
        *([_appointments(kept)] if kept else ()),
        *([_moves(held, axis)] if held else ()),
    ]
    return OverTime(axis, tuple(came_to), tuple(meanwhile))


def _instrument(one: InstrumentOverTime) -> Chart:
    by_day = {
        part: {reached.on: f"{reached.level} ({reached.points})" for reached in part.reached}
        for part in one.parts
    }
    return Chart(
        title=one.title,
        badge=one.badge,
        lanes=tuple(
            Lane(
                title=part.title,
                says=_in_short(part, one.days[-1]),
                badge=part.badge,
                course=Course(
                    points=tuple(
                        Point(each.on, each.points, _reached_says(each)) for each in part.reached
                    ),
                    most=part.most,
                    steps=part.begins_at,
                ),
            )
            for part in one.parts
        ),
        columns=(_("Part"), *(short_day(day) for day in one.days), _("Since the time before")),
        rows=tuple(
            (
                part.title,
                *(by_day[part].get(day, "–") for day in one.days),
                part.trend or "–",
            )
            for part in one.parts
        ),
        note=_("Here lower down is closer to change.") if one.is_distance else "",
    )


def _in_short(part: PartOverTime, newest: date) -> str:
    """The level it reached last, when that was not the newest time, and what became of it."""
    latest = part.reached[-1]
    level = latest.level
    if latest.on != newest:
        level = _("%(level)s on %(day)s") % {"level": level, "day": written_day(latest.on)}
    return "; ".join(word for word in (level, part.trend) if word)


def _reached_says(reached: Any) -> str:
    said = ngettext(
        "%(day)s: %(level)s, %(n)s point of %(most)s",
        "%(day)s: %(level)s, %(n)s points of %(most)s",
        reached.points,
    )
    return said % {
        "day": written_day(reached.on),
        "level": reached.level,
        "n": reached.points,
        "most": reached.most,
    }


def _scores(actor: Actor, person: Any) -> Iterator[Lane]:
    """Scores that came with messages, then those worked out here."""
    for given in risk.scores_over_time(actor=actor, person=person):
        yield _score(given.title, given.badge, given.given)
    for worked in calculations.predicted_over_time(actor=actor, person=person.pk):
        title = _("%(score)s, worked out here") % {"score": worked.title}
        yield _score(title, worked.badge, worked.came_to)


def _score(title: str, badge: str, given: Iterable[Any]) -> Lane:
    points = tuple(
        Point(
            one.on,
            one.percent,
            _("%(day)s: %(score)s") % {"day": written_day(one.on), "score": one.says},
        )
        for one in given
    )
    latest = list(given)[-1]
    return Lane(title, latest.says, badge, course=Course(points, PERCENT))


def _scores_chart(lanes: list[Lane]) -> Chart:
    return Chart(
        title=_("Predictors, from 0 to 100%"),
        badge="",
        lanes=tuple(lanes),
        columns=(_("Predictor"), _("Day and score")),
        rows=tuple(
            (lane.title, "; ".join(point.says for point in lane.course.points))
            for lane in lanes
            if lane.course
        ),
    )


def _plan(worked_on: list[ObjectiveWorkedOn]) -> Chart:
    return Chart(
        title=_("What the plan worked on"),
        badge="",
        lanes=tuple(_objective(one) for one in worked_on),
        columns=(_("Objective"), _("Step"), _("Due"), _("Closed")),
        rows=tuple(
            (
                one.title,
                step.title,
                short_day(step.due_on),
                f"{step.outcome_says}, {short_day(step.closed_on)}"
                if step.closed_on
                else _("Open"),
            )
            for one in worked_on
            for step in one.steps
        ),
    )


def _objective(one: ObjectiveWorkedOn) -> Lane:
    done, stopped, still = (one.number(outcome) for outcome in ("done", "stopped", ""))
    parts = [ngettext("%(n)s step done", "%(n)s steps done", done) % {"n": done}]
    if stopped:
        parts.append(_("%(n)s stopped") % {"n": stopped})
    if still:
        parts.append(_("%(n)s open") % {"n": still})
    marks = tuple(
        Mark(step.closed_on, step.outcome, f"{step.title}: {step.outcome_says}")
        for step in one.steps
        if step.closed_on
    )
    span = Span(one.since, one.until, "; ".join([_between(one.since, one.until), *parts]), marks)
    return Lane(one.title, ", ".join(parts), one.badge, spans=(span,))


def _between(since: date, until: date | None) -> str:
    if until is None:
        return _("since %(day)s") % {"day": written_day(since)}
    return _("from %(day)s to %(end)s") % {"day": written_day(since), "end": written_day(until)}


def _appointments(months: list[MonthKept]) -> Chart:
    kept, missed = (sum(getattr(one, name) for one in months) for name in ("kept", "missed"))
    said = _("%(kept)s kept, above the line; %(missed)s missed, below it") % {
        "kept": kept,
        "missed": missed,
    }
    counts = tuple(
        Count(
            one.month,
            one.kept,
            one.missed,
            _("%(month)s: %(kept)s kept, %(missed)s missed")
            % {"month": _month(one.month), "kept": one.kept, "missed": one.missed},
        )
        for one in months
    )
    return Chart(
        title=_("Appointments, by month"),
        badge="",
        lanes=(Lane(_("Kept and missed"), said, "", bars=Bars(counts)),),
        columns=(_("Month"), _("Kept"), _("Absence accepted"), _("Missed, or did not comply")),
        rows=tuple(
            (_month(one.month), str(one.kept), str(one.accepted), str(one.missed)) for one in months
        ),
    )


def _month(day: date) -> str:
    """June 2026: a day written without its number."""
    return written_day(day).removeprefix("1 ")


def _moves(held: list[people.HeldFrom], axis: Axis) -> Chart:
    """Custody and community, each with a bar a unit; only what reaches into the axis."""
    shown = [one for one in held if one.until is None or one.until >= axis.since]
    kinds = dict.fromkeys((one.kind, one.kind_says) for one in shown)
    return Chart(
        title=_("Where they were held"),
        badge="",
        lanes=tuple(
            Lane(
                title=kind_says,
                says=" → ".join(one.unit for one in shown if one.kind == kind),
                badge="",
                spans=tuple(
                    Span(
                        one.since,
                        one.until,
                        f"{one.unit}, {_between(one.since, one.until)}",
                        (Mark(one.since, "moved", one.unit),) if one.since > axis.since else (),
                    )
                    for one in shown
                    if one.kind == kind
                ),
            )
            for kind, kind_says in kinds
        ),
        columns=(_("Where"), _("Kind"), _("From"), _("To")),
        rows=tuple(
            (
                one.unit,
                one.kind_says,
                short_day(one.since),
                short_day(one.until) if one.until else _("Still"),
            )
            for one in shown
        ),
    )
