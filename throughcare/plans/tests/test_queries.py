"""What pages and other modules are told, in how many questions to the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.assessments import actions as assessing
from throughcare.assessments.tests.conftest import INSTRUMENT
from throughcare.foundation.access import NotVisible, acting_as
from throughcare.plans import actions, queries
from throughcare.plans.tests.conftest import TODAY, TOMORROW, YESTERDAY, accept, add_step, assess


def counted(ask):
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_the_plan_at_a_glance_has_each_objective_with_its_current_step(cast, plan, step):
    with acting_as(cast.amina):
        (glance,) = queries.open_plans(actor=cast.amina, person=cast.dan, today=TODAY)
        assert glance.objectives[0].current.title.startswith("Tell the council")
        first = glance.objectives[0].open_steps[0]
        found = queries.step_for(actor=cast.amina, person=cast.dan, step_id=first.id)
        actions.complete_step(actor=cast.amina, step=found, on=TODAY, at=NOW)
        (after,) = queries.open_plans(actor=cast.amina, person=cast.dan, today=TODAY)

    assert after.objectives[0].current.id == step.pk
    assert after.objectives[0].done == 1
    assert [one.outcome_title for one in after.objectives[0].closed_steps] == ["Done"]


def test_the_person_is_called_by_name_and_others_by_what_they_are(cast, objective):
    with acting_as(cast.amina):
        add_step(cast.amina, objective, title="A", who="person", due_on=TOMORROW)
        add_step(
            cast.amina, objective, title="B", who="partner", who_named="Bridges", due_on=TOMORROW
        )
        (page,) = queries.open_plans(actor=cast.amina, person=cast.dan, today=TODAY)

    who = {step.title: step.who for step in page.objectives[0].open_steps}
    assert (who["A"], who["B"]) == ("Dan", "The service: Bridges")


def test_a_step_is_late_the_day_after_it_was_due(cast, objective):
    with acting_as(cast.amina):
        add_step(cast.amina, objective, due_on=TODAY)
        (today,) = queries.open_plans(actor=cast.amina, person=cast.dan, today=TODAY)
        (tomorrow,) = queries.open_plans(actor=cast.amina, person=cast.dan, today=TOMORROW)

    assert (today.late, tomorrow.late) == (0, 1)


def test_needs_of_the_latest_assessment_wait_until_a_plan_answers_them(cast, assessment):
    with acting_as(cast.amina):
        before = queries.unplanned(actor=cast.amina, person=cast.dan)
        accept(cast.amina, cast.dan, assessment)
        after = queries.unplanned(actor=cast.amina, person=cast.dan)

    assert before.needs == ("Find somewhere settled to live",)
    assert after is None


def test_a_proposal_says_what_the_plan_has_already(cast, plan):
    with acting_as(cast.amina):
        later = assess(cast.amina, cast.dan, debts=True)
        proposal = queries.proposal(
            actor=cast.amina, person=cast.dan, assessment_id=later.pk, on=TODAY
        )

    assert [one.need for one in proposal.objectives] == ["find-home", "clear-debt"]
    assert proposal.answered == {"find-home"}


def test_an_assessment_not_signed_proposes_nothing(cast):
    with acting_as(cast.amina):
        unsigned = assessing.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )
        with pytest.raises(NotVisible):
            queries.proposal(actor=cast.amina, person=cast.dan, assessment_id=unsigned.pk, on=TODAY)


def test_a_closed_plan_stays_readable(cast, plan):
    with acting_as(cast.amina):
        actions.close_plan(actor=cast.amina, plan=plan, reason="Order ended", on=TODAY, at=NOW)
        page = queries.plans_page(actor=cast.amina, person=cast.dan, today=TODAY)
        old = queries.plan_page(actor=cast.amina, person=cast.dan, plan_id=plan.pk, today=TODAY)

    assert page.plans == []
    assert [one.pk for one in page.closed] == [plan.pk]
    assert old.closing_reason == "Order ended"
    assert not old.may_change.allowed


def test_more_objectives_and_steps_ask_no_more_of_the_database(cast, plan, objective):
    amina, dan = cast.amina, cast.dan

    def ask():
        queries.plans_page(actor=amina, person=dan, today=TODAY)
        queries.plan_page(actor=amina, person=dan, plan_id=plan.pk, today=TODAY)

    with acting_as(amina):
        actions.agree_plan(
            actor=amina, plan=plan, agreed=True, said="", on=TODAY, at=NOW, version=1
        )
        few = counted(ask)
        for n in range(4):
            another = actions.add_objective(actor=amina, plan=plan, title=f"Goal {n}", at=NOW)
            done = add_step(amina, another)
            add_step(amina, another, who="partner", who_named="Bridges")
            actions.complete_step(actor=amina, step=done, on=TODAY, at=NOW)
        many = counted(ask)

    assert many == few <= 15


def test_late_steps_of_a_whole_caseload_are_one_question(cast, objective):
    ben, people = cast.ben, [cast.dan.pk, cast.erin.pk, 999_999]
    with acting_as(cast.amina):
        for n in range(3):
            add_step(cast.amina, objective, due_on=YESTERDAY - timedelta(days=n))

    with acting_as(ben):
        assert counted(lambda: queries.overdue_steps(actor=ben, people=people, today=TODAY)) == 1
        found = queries.overdue_steps(actor=ben, people=people, today=TODAY)

    assert [step.due_on for step in found[cast.dan.pk]] == [
        YESTERDAY - timedelta(days=n) for n in (2, 1, 0)
    ]
    assert set(found) == {cast.dan.pk}
