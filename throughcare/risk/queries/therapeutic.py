"""Therapeutic risks as pages and reports read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, may_read, one_visible
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.ui.header import Tone
from throughcare.risk.models import TherapeuticRisk, TherapeuticRiskChange
from throughcare.risk.wording import therapeutic_field

Kind = TherapeuticRiskChange.Kind


@dataclass(frozen=True)
class TherapeuticStep:
    """What was done to one, and what it said before."""

    what: str
    at: datetime
    by: str
    note: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class TherapeuticLine:
    """One therapeutic risk."""

    id: UUID
    risk: str
    brings_out: str
    addressed: str
    by: str
    state: str
    tone: Tone
    review_on: date | None
    identified_on: date
    changed_at: datetime
    closed_on: date | None
    closing_reason: str
    marking: str
    version: int
    history: tuple[TherapeuticStep, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


def therapeutic_risks(*, actor: Actor, person: Any) -> list[TherapeuticLine]:
    """Those that are not closed and the actor may know, as reports pull them; one query."""
    rows = TherapeuticRisk.objects.filter(person=person, closed_on=None)
    return [_line(row) for row in rows.select_related("by").order_by("identified_on", "id")]


def therapeutic_register(
    *, actor: Actor, person: Any
) -> tuple[list[TherapeuticLine], list[TherapeuticLine]]:
    """The open ones and the closed, each with its history; two queries."""
    rows = TherapeuticRisk.objects.filter(person=person).select_related("by")
    lines = therapeutic_lines(rows.order_by("identified_on", "id"))
    return [one for one in lines if one.is_open], [one for one in lines if not one.is_open]


def therapeutic_lines(rows: Iterable[TherapeuticRisk]) -> list[TherapeuticLine]:
    """These with their history: one query for any number of them."""
    rows = list(rows)
    steps: dict[UUID, list[TherapeuticRiskChange]] = defaultdict(list)
    changes = TherapeuticRiskChange.objects.filter(therapeutic_risk__in=[row.pk for row in rows])
    for change in changes.order_by("-at", "-id") if rows else ():
        steps[change.therapeutic_risk_id].append(change)
    return [_line(row, steps[row.pk]) for row in rows]


def therapeutic_to_change(*, actor: Actor, person: Any, id: UUID) -> TherapeuticRisk:
    """One therapeutic risk of this person. Raises NotVisible."""
    rows = TherapeuticRisk.objects.select_related("person", "by")
    return one_visible(rows, pk=id, person=person)


def usual_therapeutic_marking(*, actor: Actor, person: Any) -> int:
    """The marking the pack gives one, where the actor may read it; else ordinary."""
    number = pack().markings[pack().therapeutic_risk_rule.marking].number
    marked = TherapeuticRisk(person=person, marking=number)
    return number if may_read(actor, marked) else 0


def _line(row: TherapeuticRisk, steps: Iterable[TherapeuticRiskChange] = ()) -> TherapeuticLine:
    state = pack().therapeutic_risk_rule.states.get(row.state)
    return TherapeuticLine(
        id=row.pk,
        risk=row.risk,
        brings_out=row.brings_out,
        addressed=row.addressed,
        by=", ".join(part for part in (row.by.name if row.by else "", row.by_words) if part),
        state=state.title if state else row.state,
        tone=state.tone if state else "plain",
        review_on=row.review_on,
        identified_on=row.identified_on,
        changed_at=row.changed_at,
        closed_on=row.closed_on,
        closing_reason=row.closing_reason,
        marking=badge_of(row.marking),
        version=row.version,
        history=tuple(_step(one) for one in steps),
    )


def _step(step: TherapeuticRiskChange) -> TherapeuticStep:
    return TherapeuticStep(
        what=str(Kind(step.kind).label),
        at=step.at,
        by=step.author_text,
        note=step.note,
        changed=tuple(
            _("%(what)s was: %(before)s")
            % {"what": therapeutic_field(name), "before": was or _("nothing")}
            for name, was in step.before.items()
        ),
    )
