"""Opening, changing and closing plans."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.events.models import Outbox
from throughcare.plans import actions, queries
from throughcare.plans.models import Agreement, Objective, Plan, Step
from throughcare.plans.tests.conftest import (
    TODAY,
    YESTERDAY,
    accept,
    add_step,
    assess,
    day,
)
from throughcare.record.models import Entry


def entries(kind):
    return list(Entry.objects.filter(kind=kind).order_by("recorded_at", "id"))


def told(name):
    with acting_as(SYSTEM):
        return list(Outbox.objects.filter(name=name))


def test_a_plan_from_an_assessment_has_an_objective_for_each_need_with_its_steps(
    cast, plan, assessment
):
    with acting_as(cast.amina):
        objective = Objective.objects.get(plan=plan)
        steps = list(Step.objects.filter(objective=objective).order_by("order"))

    assert (objective.title, objective.need) == ("Find somewhere settled to live", "find-home")
    assert objective.assessment_id == assessment.pk
    # Five, ten and twenty working days after Tuesday 24 November 2026.
    assert [(step.who, step.due_on) for step in steps] == [
        ("case-holder", day("2026-12-01")),
        ("case-holder", day("2026-12-08")),
        ("person", day("2026-12-22")),
    ]


def test_opening_it_is_on_the_record_in_the_audit_and_told(cast, plan):
    with acting_as(cast.amina):
        (entry,) = entries("plan-opened")
        assert Deed.objects.filter(verb="plans.plan_opened_from_assessment").exists()

    assert entry.text == "Find somewhere settled to live"
    assert entry.link == f"plans.plan:{plan.pk}"
    assert len(told("plans.plan_opened")) == 1


def test_what_was_changed_before_accepting_is_what_the_plan_says(cast, assessment):
    with acting_as(cast.amina):
        (proposed,) = queries.proposal(
            actor=cast.amina, person=cast.dan, assessment_id=assessment.pk, on=TODAY
        ).objectives
        changed = replace(proposed, title="A flat near his sister", steps=proposed.steps[:1])
        actions.open_plan_from_assessment(
            actor=cast.amina,
            person=cast.dan,
            assessment=assessment,
            objectives=[changed],
            on=TODAY,
            at=NOW,
        )

        assert Objective.objects.get().title == "A flat near his sister"
        assert Step.objects.count() == 1


def test_the_same_proposal_sent_twice_is_accepted_once(cast, assessment):
    once = uuid4()
    with acting_as(cast.amina):
        first = accept(cast.amina, cast.dan, assessment, id=once)
        second = accept(cast.amina, cast.dan, assessment, id=once)

        assert first == second
        assert Objective.objects.count() == 1
        assert len(entries("plan-opened")) == 1


def test_a_later_assessment_adds_to_the_open_plan(cast, plan):
    with acting_as(cast.amina):
        later = assess(cast.amina, cast.dan, debts=True)
        once = uuid4()
        again = accept(cast.amina, cast.dan, later, id=once)
        accept(cast.amina, cast.dan, later, id=once)

        assert again.pk == plan.pk
        assert list(Objective.objects.order_by("order").values_list("need", "order")) == [
            ("find-home", 1),
            ("find-home", 2),
            ("clear-debt", 3),
        ]
        assert len(entries("plan-changed")) == 1
        assert again.version == plan.version + 1
    assert len(told("plans.plan_opened")) == 1


def test_one_plan_is_open_at_a_time(cast):
    with acting_as(cast.amina):
        first = actions.open_plan(actor=cast.amina, person=cast.dan, on=TODAY, at=NOW)
    with acting_as(cast.owen):
        second = actions.open_plan(actor=cast.owen, person=cast.dan, on=TODAY, at=NOW)

        assert first == second
        assert len(entries("plan-opened")) == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.create(person=cast.dan, opened_on=TODAY)


def test_a_plan_marked_therapy_stands_beside_the_ordinary_one(cast, therapy_plan):
    with acting_as(cast.cara):
        mine = actions.open_plan(actor=cast.cara, person=cast.erin, on=TODAY, at=NOW)

        assert mine.pk != therapy_plan.pk
        assert [
            page.id for page in queries.open_plans(actor=cast.cara, person=cast.erin, today=TODAY)
        ] == [mine.pk]


def test_objectives_and_steps_sent_twice_are_added_once(cast, plan, objective):
    once = uuid4()
    with acting_as(cast.amina):
        for _ in range(2):
            actions.add_objective(actor=cast.amina, plan=plan, title="Work", at=NOW, id=once)
            add_step(cast.amina, objective, id=once)

        assert Objective.objects.filter(title="Work").count() == 1
        assert Step.objects.filter(title="See the hostel").count() == 1


def test_a_step_done_says_when_by_whom_and_tells(cast, plan, step):
    with acting_as(cast.amina):
        actions.complete_step(
            actor=cast.amina, step=step, on=YESTERDAY, at=NOW, closing_note="Form sent"
        )
        now = Step.objects.get(pk=step.pk)
        (entry,) = entries("step-done")

    assert (now.closed_on, now.outcome, now.closed_by_id) == (
        YESTERDAY,
        "done",
        cast.amina.staff_id,
    )
    assert (entry.title, entry.text) == (step.title, "Form sent")
    assert entry.happened_at.date() == YESTERDAY
    assert told("plans.step_closed")[0].facts["outcome"] == "done"


def test_a_step_stopped_says_why(cast, step):
    with acting_as(cast.amina):
        actions.stop_step(actor=cast.amina, step=step, reason="No beds", on=TODAY, at=NOW)

        assert Step.objects.get(pk=step.pk).closing_note == "No beds"
        assert entries("plan-changed")[0].text == "No beds"


@pytest.mark.parametrize("how", ["complete", "stop", "change"])
def test_a_closed_step_cannot_be_closed_or_changed_again(cast, step, how):
    with acting_as(cast.amina):
        actions.complete_step(actor=cast.amina, step=step, on=TODAY, at=NOW)
    again = {
        "complete": lambda who: actions.complete_step(actor=who, step=step, on=TODAY, at=NOW),
        "stop": lambda who: actions.stop_step(actor=who, step=step, reason="-", on=TODAY, at=NOW),
        "change": lambda who: change(who, step, title="Later"),
    }[how]
    with acting_as(cast.ben), pytest.raises(actions.StepAlreadyClosed) as refused:
        again(cast.ben)

    assert refused.value.step.closed_by.name == "Amina Khan"


def change(actor, step, **named):
    given = {"title": step.title, "who": step.who, "due_on": step.due_on, "version": step.version}
    return actions.change_step(actor=actor, step=step, at=NOW, **{**given, **named})


def test_two_who_change_one_step_do_not_overwrite_each_other(cast, step):
    with acting_as(cast.ben):
        change(
            cast.ben,
            queries.step_for(actor=cast.ben, person=cast.dan, step_id=step.pk),
            title="Theirs",
        )
    with acting_as(cast.amina):
        with pytest.raises(ChangedMeanwhile) as refused:
            change(cast.amina, step, title="Mine")

        assert refused.value.theirs.title == "Theirs"
        assert Step.objects.get(pk=step.pk).title == "Theirs"


def test_two_who_change_one_objective_do_not_overwrite_each_other(cast, objective):
    def reword(actor, title):
        with acting_as(actor):
            actions.change_objective(
                actor=actor, objective=objective, title=title, version=1, at=NOW
            )

    reword(cast.ben, "Theirs")
    with pytest.raises(ChangedMeanwhile):
        reword(cast.amina, "Mine")


def agree(actor, plan, agreed=True, said="", **named):
    given = {"on": TODAY, "at": NOW, "version": plan.version, **named}
    return actions.agree_plan(actor=actor, plan=plan, agreed=agreed, said=said, **given)


def test_what_the_person_says_is_kept_with_the_plan_it_was_about(cast, plan, objective):
    once = uuid4()
    with acting_as(cast.amina):
        agree(cast.amina, plan, said="The mornings are hard", id=once)
        agree(cast.amina, plan, said="The mornings are hard", id=once)
        before = queries.plan_page(
            actor=cast.amina, person=cast.dan, plan_id=plan.pk, today=TODAY
        ).agreement
        add_step(cast.amina, objective)
        after = queries.plan_page(
            actor=cast.amina, person=cast.dan, plan_id=plan.pk, today=TODAY
        ).agreement

        assert Agreement.objects.count() == len(entries("plan-agreed")) == 1
    assert (before.agreed, before.said) == (True, "The mornings are hard")
    assert not before.is_of_earlier_plan
    assert after.is_of_earlier_plan


def test_closing_a_step_changes_nothing_of_what_was_agreed(cast, plan, step):
    with acting_as(cast.amina):
        agree(cast.amina, plan)
        actions.complete_step(actor=cast.amina, step=step, on=TODAY, at=NOW)
        page = queries.plan_page(actor=cast.amina, person=cast.dan, plan_id=plan.pk, today=TODAY)

    assert not page.agreement.is_of_earlier_plan


def test_what_was_said_is_never_changed(cast, plan):
    with acting_as(cast.amina):
        agree(cast.amina, plan)
        with pytest.raises(DatabaseError), transaction.atomic():
            Agreement.objects.update(agreed=False, said="-")


def test_a_closed_plan_stops_what_was_open_and_takes_no_change(cast, plan, objective, step):
    with acting_as(cast.amina):
        actions.complete_step(actor=cast.amina, step=step, on=TODAY, at=NOW)
        actions.close_plan(actor=cast.amina, plan=plan, reason="Moved to Leeds", on=TODAY, at=NOW)
        outcomes = sorted(Step.objects.values_list("outcome", flat=True))

        assert outcomes == ["done", "stopped", "stopped"]
        assert entries("plan-closed")[0].text == "Moved to Leeds"
        with pytest.raises(AccessDenied, match="This plan is closed"):
            add_step(cast.amina, objective)
        with pytest.raises(AccessDenied, match="This plan is closed"):
            actions.close_plan(actor=cast.amina, plan=plan, reason="-", on=TODAY, at=NOW)
    assert len(told("plans.step_closed")) == 3
    assert len(told("plans.plan_closed")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"closed_on": TODAY},
        {"outcome": "done"},
        {"closed_on": TODAY, "outcome": "stopped"},  # without a reason
        {"title": ""},
        {"closing_note": "open, yet noted"},
    ],
)
def test_the_database_keeps_steps_whole(cast, step, wrong):
    with acting_as(cast.amina), pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"closed_on": TODAY},
        {"closing_reason": "open, yet reasoned"},
        {"closed_on": YESTERDAY, "closing_reason": "before it began"},
    ],
)
def test_the_database_keeps_plans_whole(cast, plan, wrong):
    with acting_as(cast.amina), pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**wrong)


def test_a_refusal_without_words_is_no_answer(cast, plan):
    with acting_as(cast.amina), pytest.raises(IntegrityError), transaction.atomic():
        agree(cast.amina, plan, agreed=False)


def test_a_step_may_be_owed_by_the_person_and_late(cast, objective):
    with acting_as(cast.amina):
        add_step(cast.amina, objective, due_on=YESTERDAY)
        late = queries.overdue_steps(actor=cast.amina, people=[cast.dan.pk], today=TODAY)
        not_yet = queries.overdue_steps(actor=cast.amina, people=[cast.dan.pk], today=YESTERDAY)

    assert [(one.title, one.who) for one in late[cast.dan.pk]] == [("See the hostel", "Dan")]
    assert not_yet == {}


def test_what_is_sent_again_after_the_plan_was_closed_opens_no_other(cast, assessment):
    once = uuid4()
    with acting_as(cast.amina):
        plan = accept(cast.amina, cast.dan, assessment, id=once)
        actions.close_plan(actor=cast.amina, plan=plan, reason="-", on=TODAY, at=NOW)

        assert accept(cast.amina, cast.dan, assessment, id=once) == plan
        assert Plan.objects.count() == 1
