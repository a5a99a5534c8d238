"""What an assessment proposes for the plan, and whether the plan has it already."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from throughcare.assessments.queries import (
    AssessmentLine,
    assessment_for,
    needs_shown_by,
    newest_with_needs,
)
from throughcare.foundation.access import Actor, NotVisible
from throughcare.plans.models import Objective
from throughcare.plans.proposing import ProposedObjective, propose


@dataclass(frozen=True)
class Proposal:
    """Objectives for the needs of a signed assessment; `answered` are ids of those in the plan."""

    assessment: Any
    signed_at: Any
    objectives: list[ProposedObjective]
    answered: set[str]


def proposal(*, actor: Actor, person: Any, assessment_id: UUID, on: date) -> Proposal:
    """What a signed assessment proposes, counted from that day. Raises NotVisible."""
    assessment = assessment_for(actor=actor, person=person, assessment_id=assessment_id)
    if assessment.signed_at is None:
        raise NotVisible
    needs = needs_shown_by(actor=actor, assessment=assessment)
    return Proposal(
        assessment=assessment,
        signed_at=assessment.signed_at,
        objectives=propose(needs, on=on),
        answered=_answered(person, assessment.marking),
    )


def unplanned(*, actor: Actor, person: Any) -> AssessmentLine | None:
    """The newest of the signed assessments that count, whose needs no open plan answers yet."""
    planned = Objective.objects.filter(person=person, plan__closed_on=None)
    answered = set(planned.values_list("assessment", flat=True))
    newest = newest_with_needs(actor=actor, person=person)
    return next((line for line in newest if line.id not in answered), None)


def _answered(person: Any, marking: int) -> set[str]:
    """Ids of the needs that objectives of the open plan with this marking answer already."""
    return set(
        Objective.objects.filter(person=person, plan__closed_on=None, plan__marking=marking)
        .exclude(need="")
        .values_list("need", flat=True)
    )
