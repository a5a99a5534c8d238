"""A plan on its way to being signed, what can be done meanwhile, and what is kept of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.plans import actions, queries
from throughcare.plans.models import Objective, Plan, Step
from throughcare.plans.tests.conftest import TODAY
from throughcare.record.models import Entry
from throughcare.risk import actions as risk
from throughcare.signoff import actions as signoff
from throughcare.signoff import queries as of_signoff
from throughcare.signoff.models import Document, Paper


@pytest.fixture
def medium(cast):
    """Dan's risk of serious harm to the public is medium."""
    assess_risk(cast, "medium")


@pytest.fixture
def low(cast):
    assess_risk(cast, "low")


def assess_risk(cast, level):
    with acting_as(cast.amina):
        risk.set_harm_level(
            actor=cast.amina,
            person=cast.dan,
            group="public",
            setting="community",
            level=level,
            assessed_on=TODAY,
            reason="As he is.",
            at=NOW,
        )


def submit(cast, plan, who="amina", to="", **said):
    actor = cast.actor(who)
    with acting_as(actor):
        now = Plan.objects.select_related("person").get(pk=plan.pk)
        given = {"version": now.version, "at": NOW, "to": cast.member(to) if to else None, **said}
        actions.submit_plan(actor=actor, plan=now, **given)
        return of_signoff.paper_of_subject(actor=actor, subject=plan.link)


def countersign(cast, paper, who="owen"):
    actor = cast.actor(who)
    with acting_as(actor):
        found = of_signoff.paper_for(actor=actor, person=paper.person, id=paper.pk)
        signoff.countersign_paper(actor=actor, paper=found, version=found.version, at=NOW)
        return found


def test_with_low_risk_the_officers_own_signature_is_enough_and_is_printed_once(cast, plan, low):
    paper = submit(cast, plan)

    with acting_as(cast.amina):
        kept = Document.objects.get(paper=paper)
        told = Entry.objects.get(kind="plan-final")
    assert (paper.state, paper.subject_version, kept.sha256) == ("final", 1, paper.sha256)
    assert bytes(kept.body).startswith(b"%PDF")
    assert told.title == "Sentence plan: signed by Amina Khan"


def test_with_medium_risk_it_waits_for_a_probation_officer(cast, plan, medium):
    paper = submit(cast, plan)

    assert (paper.state, paper.roles[0]) == ("submitted", "probation-officer")
    assert countersign(cast, paper).state == "final"


def test_while_nobody_has_assessed_the_risk_it_waits_for_a_probation_officer(cast, plan):
    paper = submit(cast, plan)

    assert (paper.state, paper.roles[0]) == ("submitted", "probation-officer")
    assert "Nobody has said yet" in paper.signatures[0].because[0]


def test_while_it_waits_nothing_is_planned_but_steps_are_closed(cast, plan, medium):
    submit(cast, plan)
    amina = cast.amina
    with acting_as(amina):
        step = Step.objects.select_related("objective__plan__person", "person").earliest("order")
        objective = Objective.objects.select_related("plan__person").earliest("order")
        planning = {"actor": amina, "title": "x", "at": NOW}
        who = {"who": step.who, "due_on": TODAY}
        for act in (
            lambda: actions.add_objective(plan=objective.plan, **planning),
            lambda: actions.change_objective(objective=objective, version=1, **planning),
            lambda: actions.add_step(objective=objective, **who, **planning),
            lambda: actions.change_step(step=step, version=1, **who, **planning),
            lambda: actions.close_plan(
                actor=amina, plan=objective.plan, reason="x", on=TODAY, at=NOW
            ),
        ):
            with pytest.raises(AccessDenied, match="waits for its countersignature"):
                act()

        actions.complete_step(actor=amina, step=step, on=TODAY, at=NOW)
        step.refresh_from_db()
    assert step.outcome == "done"


def test_who_wrote_in_the_plan_does_not_countersign_it(cast, plan, medium):
    owen = cast.owen
    with acting_as(owen):
        objective = Objective.objects.select_related("plan__person").earliest("order")
        actions.change_objective(
            actor=owen, objective=objective, title="A home of his own", version=1, at=NOW
        )
    paper = submit(cast, plan)

    with pytest.raises(AccessDenied, match="You wrote in this"):
        countersign(cast, paper)


def test_of_two_who_submit_it_at_once_the_second_is_told(cast, plan, medium):
    submit(cast, plan)

    with pytest.raises(AccessDenied, match="waits for its countersignature"):
        submit(cast, plan, who="owen")
    with acting_as(SYSTEM):
        assert Paper.objects.filter(subject=plan.link).count() == 1


def test_what_was_changed_since_it_was_read_is_not_submitted(cast, plan, medium):
    with pytest.raises(ChangedMeanwhile):
        submit(cast, plan, version=plan.version + 1)


def test_a_plan_without_an_objective_is_not_signed(cast):
    amina = cast.amina
    with acting_as(amina):
        empty = actions.open_plan(actor=amina, person=cast.dan, on=TODAY, at=NOW)

    with pytest.raises(actions.NothingPlanned):
        submit(cast, empty)


def test_a_later_signed_version_supersedes_the_earlier_and_the_page_says_what_changed(
    cast, plan, low
):
    first = submit(cast, plan)
    amina = cast.amina
    with acting_as(amina):
        now = Plan.objects.select_related("person").get(pk=plan.pk)
        actions.add_objective(actor=amina, plan=now, title="Work", at=NOW)
        page = queries.plan_page(actor=amina, person=cast.dan, plan_id=plan.pk, today=TODAY)
    assert page.has_changed_since_signed

    second = submit(cast, plan, at=NOW + timedelta(days=1))

    with acting_as(amina):
        first.refresh_from_db()
        page = queries.plan_page(actor=amina, person=cast.dan, plan_id=plan.pk, today=TODAY)
    assert (first.state, second.state, second.replaces_id) == ("superseded", "final", first.pk)
    assert not page.has_changed_since_signed


def test_the_same_form_sent_twice_signs_once(cast, plan, low):
    once = uuid4()
    submit(cast, plan, id=once)
    submit(cast, plan, id=once)

    with acting_as(SYSTEM):
        assert [one.state for one in Paper.objects.filter(subject=plan.link)] == ["final"]


def test_a_plan_that_came_back_is_closed_with_its_paper(cast, plan, medium):
    paper = submit(cast, plan)
    ben, amina = cast.ben, cast.amina
    with acting_as(ben):
        found = of_signoff.paper_for(actor=ben, person=paper.person, id=paper.pk)
        signoff.return_paper(
            actor=ben, paper=found, version=found.version, reasons=["plan"], comment="x", at=NOW
        )
    with acting_as(amina):
        now = Plan.objects.select_related("person").get(pk=plan.pk)
        actions.close_plan(actor=amina, plan=now, reason="He moved.", on=TODAY, at=NOW)
        paper.refresh_from_db()

    assert paper.state == "withdrawn"


def test_the_whole_way_on_the_pages(client, cast, plan, medium):
    client.force_login(cast.member("amina"))
    ref = cast.dan.ref
    page = reverse("plans:submit", args=[ref, plan.pk])
    shown = client.get(page).content.decode()
    assert "works with a probation officer" in shown
    assert "Owen Pryce" in shown
    assert "Choose who is to countersign it" in client.post(page, {"version": 1}).content.decode()

    stale = client.post(page, {"version": 9, "to": "anybody"}).content.decode()
    assert "has changed since you opened it" in stale
    sent = {"version": 1, "to": "anybody", "comment": "The second is new."}
    answer = client.post(page, sent, follow=True).content.decode()
    assert "Submitted to whoever is free first" in answer
    assert "Add an objective" not in answer

    client.force_login(cast.member("owen"))
    assert "Sentence plan" in client.get(reverse("signoff:queue")).content.decode()
    taken = client.post(reverse("signoff:next"), follow=True).content.decode()
    assert "It can go as it is" in taken
    with acting_as(SYSTEM):
        paper = Paper.objects.get(subject=plan.link)
    decide = client.get(reverse("signoff:decide", args=[ref, paper.pk])).content.decode()
    assert "The second is new." in decide  # though it has been taken since
    done = client.post(
        reverse("signoff:decide", args=[ref, paper.pk]), {"version": paper.version}, follow=True
    )
    assert "Countersigned. It is final." in done.content.decode()
    with acting_as(SYSTEM):
        document = Document.objects.get(paper=paper)
    address = reverse("signoff:document", args=[ref, paper.pk, document.pk])
    assert client.get(address).content == bytes(document.body)
    client.force_login(cast.member("cara"))
    assert client.get(address).status_code == 404
