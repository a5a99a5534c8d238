"""What the signing of a plan depends on."""

from throughcare.foundation.access import Actor
from throughcare.foundation.packs.signoff import NOT_ASSESSED, Facts
from throughcare.plans.models import Objective, Plan, Step
from throughcare.risk import queries as risk


def facts_for_signing(*, actor: Actor, plan: Plan) -> Facts:
    """What decides who must countersign it, as far as whoever submits it may know."""
    return {
        "author_role": tuple(sorted(actor.roles)),
        "harm_level": risk.most_serious(person=plan.person_id) or NOT_ASSESSED,
    }


def written_by(plan: Plan) -> frozenset[int]:
    """Everybody who said what is planned."""
    objectives = Objective.objects.filter(plan=plan).values_list("changed_by", flat=True)
    steps = Step.objects.filter(objective__plan=plan).values_list("changed_by", flat=True)
    return frozenset(number for number in (*objectives, *steps) if number is not None)
