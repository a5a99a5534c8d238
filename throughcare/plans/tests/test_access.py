"""Who may change a plan, who may read one, and what stays inside the therapeutic community."""

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, NotVisible, acting_as, decide, may_read
from throughcare.plans import actions, queries
from throughcare.plans.access import CHANGE_PLAN
from throughcare.plans.models import Agreement, Objective, Plan, Step
from throughcare.plans.tests.conftest import THERAPY, TODAY


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("amina", True, True),
        ("owen", True, True),
        ("ben", True, True),
        ("cara", False, False),
        ("carys", False, False),
        ("sol", False, False),
        ("tess", False, False),
        ("fay", False, False),
        ("pia", False, False),
        ("ada", False, False),
    ],
)
def test_who_may_do_what_with_dans_plan(cast, plan, who, sees, changes):
    actor = getattr(cast, who)

    assert may_read(actor, plan) is sees
    assert decide(actor, CHANGE_PLAN, plan).allowed is changes
    with acting_as(actor):
        assert Plan.objects.filter(pk=plan.pk).exists() is sees


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("tess", True, True),
        ("tom", True, True),
        ("cara", False, False),  # holds the case, and therapy stays with the community
        ("sol", False, False),
        ("gwen", False, False),
        ("fay", False, False),
        ("amina", False, False),
    ],
)
def test_who_knows_of_a_plan_made_in_therapy(cast, therapy_plan, who, sees, changes):
    with acting_as(cast.tess):
        actions.agree_plan(
            actor=cast.tess, plan=therapy_plan, agreed=True, said="", on=TODAY, at=NOW, version=1
        )
    actor = getattr(cast, who)

    assert decide(actor, CHANGE_PLAN, therapy_plan).allowed is changes
    with acting_as(actor):
        for rows in (Plan, Objective, Step, Agreement):
            assert rows.objects.filter(person=cast.erin).exists() is sees


def test_what_is_hidden_is_hidden_everywhere(cast, therapy_plan):
    with acting_as(cast.tess):
        one = Step.objects.first()
        objective = Objective.objects.get()
        person = cast.erin
    later = TODAY.replace(year=2027)
    cara = cast.cara
    with acting_as(cara):
        page = queries.plans_page(actor=cara, person=person, today=later)
        assert (page.plans, page.closed, page.unplanned) == ([], [], None)
        assert queries.overdue_steps(actor=cara, people=[person.pk], today=later) == {}
        for ask, named in (
            (queries.plan_for, {"plan_id": therapy_plan.pk}),
            (queries.objective_for, {"objective_id": objective.pk}),
            (queries.step_for, {"step_id": one.pk}),
            (queries.proposal, {"assessment_id": objective.assessment_id, "on": TODAY}),
        ):
            with pytest.raises(NotVisible):
                ask(actor=cara, person=person, **named)


@pytest.mark.parametrize("who", ["sol", "fay", "pia"])
def test_someone_who_may_not_is_told_who_can(cast, who):
    actor = getattr(cast, who)
    person = cast.erin if who != "pia" else cast.dan

    decision = decide(actor, CHANGE_PLAN, Plan(person=person))

    assert not decision.allowed
    assert "Only officers, therapy staff and managers" in decision.reason


def test_nobody_opens_a_plan_they_could_not_read(cast):
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="could not read"):
        actions.open_plan(actor=cast.amina, person=cast.dan, marking=THERAPY, on=TODAY, at=NOW)
