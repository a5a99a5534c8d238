"""Who may begin an instrument, whose signatures it needs, and what stands between."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.answers import answer_all
from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Assessment
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.packs import pack
from throughcare.risk import actions as risk
from throughcare.risk.models import HarmLevel
from throughcare.signoff import actions as on_papers
from throughcare.signoff import queries as signoff

ON = NOW.date()
NEEDS = pack().instrument("needs-risk", on=ON)
AFTER_IT_RAN_OUT = datetime(2030, 2, 1, 10, tzinfo=UTC)


def begin(actor, person, instrument=NEEDS):
    with acting_as(actor):
        begun = actions.start_assessment(actor=actor, person=person, instrument=instrument, at=NOW)
        readable = queries.assessment_page(actor=actor, assessment=begun, on=ON)
        seen = {section.id for section in readable.sections}
        hidden = {section.id for section in instrument.section} - seen
        answer_all(actor, begun, instrument, but=hidden)
        begun.refresh_from_db()
    return begun


def sign(actor, assessment, at=NOW):
    with acting_as(actor):
        assessment.refresh_from_db()
        actions.sign_assessment(
            actor=actor, assessment=assessment, version=assessment.version, at=at
        )
        return signoff.paper_of_subject(actor=actor, subject=assessment.subject)


def test_who_lacks_the_training_is_told_what_and_whom_to_ask(cast):
    cells = pack().instrument("cell-sharing-risk", on=ON)

    with acting_as(cast.amina), pytest.raises(actions.NotCompetent, match=r"You need CSRA.* Ask "):
        actions.start_assessment(actor=cast.amina, person=cast.dan, instrument=cells, at=NOW)
    with acting_as(SYSTEM):
        assert not Assessment.objects.exists()


def test_training_that_lapses_midway_lets_its_author_finish_with_a_countersign(cast):
    begun = begin(cast.owen, cast.dan)

    with acting_as(cast.owen):
        held, lapsed = (
            {*queries.submitting(actor=cast.owen, assessment=begun, at=at).because}
            for at in (NOW, AFTER_IT_RAN_OUT)
        )

    assert lapsed - held == {"The author's competence for this has lapsed since it was begun."}


def test_while_it_waits_nobody_answers_it_and_once_returned_they_may(cast):
    begun = begin(cast.amina, cast.dan)
    paper = sign(cast.amina, begun)

    with acting_as(cast.amina), pytest.raises(AccessDenied, match="waits to be countersigned"):
        answer_all(cast.amina, begun, NEEDS, but={one.id for one in NEEDS.section[1:]})
    with acting_as(cast.ben):
        on_papers.return_paper(
            actor=cast.ben,
            paper=paper,
            version=paper.version,
            reasons=["facts"],
            comment="Say since when.",
            at=NOW,
        )
    with acting_as(SYSTEM):
        assert Assessment.objects.get(pk=begun.pk).is_open


def test_it_counts_only_once_everybody_has_signed(cast):
    begun = begin(cast.amina, cast.dan)
    paper = sign(cast.amina, begun)

    with acting_as(cast.ben):
        assert not queries.answers_for_rules(people=[cast.dan.pk])
        on_papers.countersign_paper(actor=cast.ben, paper=paper, version=paper.version, at=NOW)
        assert queries.answers_for_rules(people=[cast.dan.pk])
    with acting_as(SYSTEM):
        signed = Assessment.objects.get(pk=begun.pk)
        assert signed.signed_by == cast.member("amina")


def test_the_author_in_another_role_does_not_countersign(cast):
    begun = begin(cast.ben, cast.dan, pack().instrument("home-visit-risk", on=ON))
    paper = sign(cast.ben, begun)

    with acting_as(cast.ben), pytest.raises(AccessDenied, match="You wrote in this"):
        on_papers.countersign_paper(actor=cast.ben, paper=paper, version=paper.version, at=NOW)


def test_a_level_it_says_is_the_persons_once_it_counts(cast):
    rosh = pack().instrument("rosh", on=ON)
    begun = begin(cast.amina, cast.dan, rosh)
    paper = sign(cast.amina, begun)
    with acting_as(SYSTEM):
        said = {row.question: row.value for row in begun.answers.all()}
    wanted = {
        (one.group, one.setting): said[one.question]
        for one in rosh.harm_level
        if one.question in said
    }
    with acting_as(cast.ben):
        on_papers.countersign_paper(actor=cast.ben, paper=paper, version=paper.version, at=NOW)

    with acting_as(SYSTEM):
        levels = {
            (row.group, row.setting): row.level for row in HarmLevel.objects.filter(person=cast.dan)
        }
    assert wanted
    assert wanted.items() <= levels.items()


def test_a_concern_that_calls_for_a_review_opens_it(cast):
    call_for_a_review(cast.amina, cast.dan)

    with acting_as(cast.amina):
        review = Assessment.objects.get(person=cast.dan)
    assert review.instrument == pack().catalogue.review
    assert review.begun_because


def test_a_review_that_waits_to_be_countersigned_is_not_begun_once_more(cast):
    waiting = begin(cast.amina, cast.dan, pack().instrument(pack().catalogue.review, on=ON))
    sign(cast.amina, waiting)

    call_for_a_review(cast.amina, cast.dan)

    with acting_as(cast.amina):
        assert Assessment.objects.get(person=cast.dan) == waiting


def call_for_a_review(actor, person):
    with acting_as(actor):
        concern = risk.record_concern(
            actor=actor,
            person=person,
            kind=next(iter(pack().concern_rule.kinds)),
            what="A new partner with children.",
            happened_at=NOW,
            at=NOW,
        )
        risk.decide_concern(
            actor=actor,
            concern=concern,
            outcome="review-now",
            reason="Nobody has asked about the children.",
            version=concern.version,
            at=NOW,
        )


def test_whoever_still_types_when_it_is_submitted_is_told_so_and_keeps_the_words(cast, client):
    begun = begin(cast.amina, cast.dan)
    sign(cast.amina, begun)
    client.force_login(cast.member("owen"))

    answered = client.post(
        reverse("assessments:section", args=[cast.dan.ref, begun.pk, NEEDS.section[1].id]),
        {f"note-{NEEDS.section[1].question[0].id}": "What I was typing"},
    )

    page = answered.content.decode()
    assert "it waits to be countersigned, so nothing was saved" in page
    assert "What I was typing" in page


@pytest.mark.parametrize(("who", "is_told"), [("amina", False), ("owen", True)])
def test_of_two_who_sign_at_once_the_second_is_told(cast, client, who, is_told):
    begun = begin(cast.amina, cast.dan)
    sign(cast.amina, begun)
    client.force_login(cast.member(who))

    answered = client.post(
        reverse("assessments:sign", args=[cast.dan.ref, begun.pk]), {"answers": "1"}, follow=True
    )

    assert ("A colleague was before you" in answered.content.decode()) is is_told
