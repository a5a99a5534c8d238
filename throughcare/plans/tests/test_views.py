"""The pages: what each sending of a form comes to."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.plans import actions
from throughcare.plans.models import Agreement, Objective, Plan, Step
from throughcare.plans.tests.conftest import TODAY, assess, day


@pytest.fixture
def amina(cast, client):
    client.force_login(cast.member("amina"))
    return client


def address(name, cast, *parts, person=None):
    return reverse(f"plans:{name}", args=[(person or cast.dan).ref, *parts])


def the_plan(cast):
    return address("plan", cast)


def rows(model):
    with acting_as(SYSTEM):
        return list(model.objects.select_related().order_by("id"))


def read(client, where):
    return client.get(where).content.decode()


def test_without_a_plan_the_page_says_what_would_make_one(cast, amina):
    page = read(amina, the_plan(cast))

    assert "Nothing is planned yet" in page
    assert "Assess first" in page
    assert "Open an empty plan" in page


def test_a_signed_assessment_offers_its_needs(cast, amina, assessment):
    page = read(amina, the_plan(cast))

    assert "shows 1 need that is not in a plan yet" in page
    assert address("from-assessment", cast, assessment.pk) in page


def proposal(**changes):
    given = {
        "once": str(uuid4()),
        "take-0": "yes",
        "title-0": "A flat near his sister",
        "step-0-0": "Ask the council",
        "who-0-0": "case-holder",
        "due-0-0": "1 12 26",
        "step-0-1": "",
        "who-0-1": "person",
        "due-0-1": "",
    }
    return {**given, **changes}


def test_what_was_changed_before_accepting_is_what_the_plan_says(cast, amina, assessment):
    where = address("from-assessment", cast, assessment.pk)
    form = read(amina, where)
    sent = proposal(**{"step-0-3": "See the hostel", "who-0-3": "person", "due-0-3": "tomorrow"})
    answered = [amina.post(where, sent) for _ in range(2)]  # pressed twice

    assert "Tell the council about homelessness" in form
    assert {one.url for one in answered} == {the_plan(cast)}
    assert [one.title for one in rows(Objective)] == ["A flat near his sister"]
    assert sorted((one.title, one.due_on) for one in rows(Step)) == [
        ("Ask the council", day("2026-12-01")),
        ("See the hostel", day("2026-11-25")),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"take-0": ""}, "Tick at least one objective"),
        ({"title-0": " "}, "Write what is to be reached"),
        ({"who-0-0": ""}, "Choose who does “Ask the council”"),
        ({"who-0-0": "dragon"}, "Choose one of the answers offered"),
        ({"due-0-0": ""}, "Enter a day for “Ask the council”"),
        ({"due-0-0": "31 2 26"}, "31 2 26"),
        ({"step-0-0": "x" * 1001}, "Shorten it"),
    ],
)
def test_a_proposal_that_cannot_be_accepted_says_why_and_loses_nothing(
    cast, amina, assessment, changes, sentence
):
    where = address("from-assessment", cast, assessment.pk)

    page = amina.post(where, proposal(**{"step-0-3": "Typed & kept", **changes})).content.decode()

    assert sentence in page
    assert "Typed &amp; kept" in page
    assert rows(Plan) == []


def test_an_empty_plan_can_be_opened_once(cast, amina):
    once = str(uuid4())
    for _ in range(2):
        amina.post(address("open", cast), {"once": once})

    assert len(rows(Plan)) == 1
    assert "This plan has no objective yet" in read(amina, the_plan(cast))


def test_one_press_marks_a_step_done_and_a_second_does_no_harm(cast, amina, step):
    where = address("step-done", cast, step.pk)
    first, second = amina.post(where), amina.post(where)
    page = read(amina, the_plan(cast))

    with acting_as(SYSTEM):
        now = Step.objects.get(pk=step.pk)
    assert (now.outcome, now.closed_on) == ("done", TODAY)
    assert first.url == second.url == the_plan(cast)
    assert "is closed already: Done, Tuesday 24 November 2026, Amina Khan" in page


@pytest.mark.parametrize(
    ("on", "sentence"),
    [("tomorrow", "is still to come"), ("the other day", "the other day"), ("", "Enter the day")],
)
def test_a_step_is_not_done_on_a_day_that_cannot_be(cast, amina, step, on, sentence):
    page = amina.post(
        address("step-done", cast, step.pk), {"on": on, "closing_note": "Went & well"}
    ).content.decode()

    assert sentence in page
    assert "Went &amp; well" in page
    with acting_as(SYSTEM):
        assert Step.objects.get(pk=step.pk).is_open


def test_a_step_is_stopped_with_a_reason(cast, amina, step):
    where = address("stop-step", cast, step.pk)
    asked = amina.post(where, {"reason": "  "}).content.decode()
    amina.post(where, {"reason": "No beds"})

    assert "Write why the step is stopped" in asked
    with acting_as(SYSTEM):
        assert Step.objects.get(pk=step.pk).closing_note == "No beds"
    assert "No beds" in read(amina, address("step", cast, step.pk))


def changed(step, **fields):
    return {
        "title": step.title,
        "who": step.who,
        "who_named": "",
        "due_on": "8/12/2026",
        "version": str(step.version),
        **fields,
    }


def test_the_second_of_two_writers_is_shown_both_versions_and_chooses(cast, amina, client, step):
    with acting_as(cast.ben):
        actions.change_step(
            actor=cast.ben,
            step=Step.objects.select_related("objective__plan__person").get(pk=step.pk),
            title="Bens words",
            who="partner",
            due_on=TODAY,
            version=1,
            at=NOW,
        )
    where = address("step", cast, step.pk)

    conflict = amina.post(where, changed(step, title="Aminas words")).content.decode()
    with acting_as(SYSTEM):
        before = Step.objects.get(pk=step.pk).title
    amina.post(where, changed(step, title="Aminas words", version="2"))

    assert before == "Bens words"
    assert "Ben Adeyemi" in conflict
    assert "Bens words" in conflict
    assert 'value="Aminas words"' in conflict
    assert 'name="version" value="2"' in conflict
    with acting_as(SYSTEM):
        assert Step.objects.get(pk=step.pk).title == "Aminas words"


def test_two_who_reword_an_objective_are_shown_both(cast, amina, objective):
    where = address("objective", cast, objective.pk)
    amina.post(where, {"title": "First words", "version": "1", "once": str(uuid4())})
    conflict = amina.post(where, {"title": "Second words", "version": "1"}).content.decode()

    assert "First words" in conflict
    assert 'value="Second words"' in conflict
    assert rows(Objective)[0].title == "First words"


def test_objectives_and_steps_are_added_once(cast, amina, plan, objective):
    once, other = str(uuid4()), str(uuid4())
    for _ in range(2):
        amina.post(address("add-objective", cast, plan.pk), {"title": "Work", "once": once})
        amina.post(
            address("add-step", cast, objective.pk),
            {"title": "See Jo", "who": "person", "due_on": "tomorrow", "once": other},
        )
    page = read(amina, the_plan(cast))

    assert page.count("See Jo") > 0
    assert len(rows(Objective)) == 2
    assert len([one for one in rows(Step) if one.title == "See Jo"]) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Write what is to be done"),
        ({"who": ""}, "Choose who does it"),
        ({"who": "'; drop table"}, "Choose one of the answers offered"),
        ({"due_on": "soon"}, "soon"),
        ({"due_on": "99/99/9999"}, "99/99/9999"),
    ],
)
def test_a_step_that_cannot_be_says_what_to_do(cast, amina, objective, fields, sentence):
    given = {"title": "See Jo", "who": "person", "due_on": "tomorrow", **fields}

    page = amina.post(address("add-step", cast, objective.pk), given).content.decode()

    assert "There is a problem" in page
    assert sentence.replace("'", "&#x27;") in page or sentence in page
    assert all(one.title != "See Jo" for one in rows(Step))


def test_what_the_person_says_is_recorded_in_their_words(cast, amina, plan):
    where = address("agree", cast, plan.pk)
    given = {"agreed": "no", "said": "", "on": "today", "version": "1", "once": str(uuid4())}
    asked = amina.post(where, given).content.decode()
    for _ in range(2):
        amina.post(where, given | {"said": "Too <much> at once"})
    page = read(amina, the_plan(cast))

    assert "Write what they do not agree with" in asked
    assert len(rows(Agreement)) == 1
    assert "did not agree to this plan" in page
    assert "Too &lt;much&gt; at once" in page


def test_a_closed_plan_is_found_among_earlier_ones(cast, amina, plan):
    where = address("close", cast, plan.pk)
    asked = amina.post(where, {"reason": ""}).content.decode()
    amina.post(where, {"reason": "Order ended"})
    again = amina.post(where, {"reason": "Order ended"})
    page = read(amina, the_plan(cast))

    assert "Write why the plan is closed" in asked
    assert again.url == address("one-plan", cast, plan.pk)
    assert address("one-plan", cast, plan.pk) in page
    assert "Order ended" in read(amina, address("one-plan", cast, plan.pk))


@pytest.mark.parametrize("who", ["cara", "tess", "pia"])
def test_someone_who_may_not_see_dan_finds_no_page_of_his_plan(cast, client, plan, step, who):
    client.force_login(cast.member(who))
    with acting_as(SYSTEM):
        objective = Objective.objects.get()
    pages = [
        the_plan(cast),
        address("one-plan", cast, plan.pk),
        address("agree", cast, plan.pk),
        address("close", cast, plan.pk),
        address("add-objective", cast, plan.pk),
        address("objective", cast, objective.pk),
        address("add-step", cast, objective.pk),
        address("step", cast, step.pk),
        address("from-assessment", cast, objective.assessment_id),
    ]

    assert {client.get(page).status_code for page in pages} == {404}


def test_someone_who_may_read_but_not_change_sees_no_button_and_is_refused(cast, client):
    with acting_as(cast.cara):
        actions.open_plan(actor=cast.cara, person=cast.erin, on=TODAY, at=NOW)
    (plan,) = rows(Plan)
    client.force_login(cast.member("sol"))

    page = read(client, address("plan", cast, person=cast.erin))
    refused = client.post(
        address("add-objective", cast, plan.pk, person=cast.erin), {"title": "Work"}
    )

    assert "Add an objective" not in page
    assert "Only officers, therapy staff and managers" in page
    assert refused.status_code == 403
    assert rows(Objective) == []


def test_a_plan_of_one_person_is_not_found_under_another(cast, client, plan, objective, step):
    client.force_login(cast.member("lena"))  # who sees both of them
    named = {"one-plan": plan, "objective": objective, "step": step}

    for name, thing in named.items():
        assert client.get(address(name, cast, thing.pk)).status_code == 200
        assert client.get(address(name, cast, thing.pk, person=cast.erin)).status_code == 404


def test_a_need_already_planned_is_not_ticked_again(cast, amina, plan):
    with acting_as(cast.amina):
        later = assess(cast.amina, cast.dan, debts=True)

    page = read(amina, address("from-assessment", cast, later.pk))

    ticked = [f'name="take-{i}" type="checkbox" value="yes" checked' in page for i in (0, 1)]
    assert ticked == [False, True]
