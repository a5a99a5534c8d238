"""Dan's plan, made from an assessment that Amina signed, and one of Erin's kept in therapy."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.assessments import actions as assessing
from throughcare.assessments.tests.conftest import INSTRUMENT, answer, answer_everything, reply
from throughcare.foundation.access import Actor, acting_as
from throughcare.foundation.packs import pack
from throughcare.plans import actions, queries
from throughcare.plans.models import Objective, Plan, Step

TODAY = NOW.date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
THERAPY = pack().markings["therapy"].number


def assess(actor: Actor, person: Any, *, marking: int = 0, debts: bool = False) -> Any:
    """A signed assessment that shows the need for a home, and for help with debts if wanted."""
    found = assessing.start_assessment(
        actor=actor, person=person, instrument=INSTRUMENT, marking=marking, at=NOW
    )
    answer_everything(actor, found)
    if debts:
        answer(actor, found, "finance", {"debt": reply("none").mark}, debt="worry")
    found.refresh_from_db()
    return assessing.sign_assessment(actor=actor, assessment=found, version=found.version, at=NOW)


def accept(actor: Actor, person: Any, assessment: Any, **named: Any) -> Plan:
    """A plan of everything an assessment proposes, as it is proposed."""
    proposed = queries.proposal(
        actor=actor, person=person, assessment_id=assessment.pk, on=TODAY
    ).objectives
    return actions.open_plan_from_assessment(
        actor=actor,
        person=person,
        assessment=assessment,
        objectives=proposed,
        on=TODAY,
        at=NOW,
        **named,
    )


def add_step(
    actor: Actor, objective: Objective, title: str = "See the hostel", **named: Any
) -> Step:
    given: dict[str, Any] = {"who": "person", "due_on": TOMORROW, "at": NOW, **named}
    return actions.add_step(actor=actor, objective=objective, title=title, **given)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def assessment(cast: Any) -> Any:
    with acting_as(cast.amina):
        return assess(cast.amina, cast.dan)


@pytest.fixture
def plan(cast: Any, assessment: Any) -> Plan:
    with acting_as(cast.amina):
        return accept(cast.amina, cast.dan, assessment)


@pytest.fixture
def objective(cast: Any, plan: Plan) -> Objective:
    with acting_as(cast.amina):
        return Objective.objects.select_related("plan__person").get(plan=plan)


@pytest.fixture
def step(cast: Any, objective: Objective) -> Step:
    """Refer to the accommodation service, by the case holder."""
    with acting_as(cast.amina):
        return Step.objects.select_related("objective__plan__person").get(
            objective=objective, order=2
        )


@pytest.fixture
def therapy_plan(cast: Any) -> Plan:
    """Made by Tess from an assessment marked therapy."""
    tess = cast.tess
    with acting_as(tess):
        return accept(tess, cast.erin, assess(tess, cast.erin, marking=THERAPY))
