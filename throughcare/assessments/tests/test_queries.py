"""What pages and other modules are told, in how many questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.answers import answer_all
from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Assessment
from throughcare.assessments.tests.conftest import (
    INSTRUMENT,
    answer,
    answer_everything,
    reply,
)
from throughcare.foundation.access import NotVisible, acting_as
from throughcare.foundation.packs import pack


def counted(ask):
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def sign_another(actor, person):
    found = actions.start_assessment(actor=actor, person=person, instrument=INSTRUMENT, at=NOW)
    answer_everything(actor, found)
    now = Assessment.objects.get(pk=found.pk)
    return actions.sign_assessment(actor=actor, assessment=now, version=now.version, at=NOW)


def test_an_open_assessment_says_how_far_it_is_and_where_to_go_on(cast, assessment):
    with acting_as(cast.amina):
        answer(cast.amina, assessment, "accommodation", home="none", home_skills=None)

        (line,) = queries.assessments_of(actor=cast.amina, person=cast.dan)

    assert (line.answered, line.not_known, line.is_signed) == (1, 1, False)
    assert line.next_section == "work"


def test_a_signed_one_says_levels_needs_and_strengths(cast, signed):
    with acting_as(cast.amina):
        line = queries.latest_signed(actor=cast.amina, person=cast.dan)

    assert [(one.section, one.title) for one in line.levels_of_need] == [
        ("Somewhere to live", "Some need")
    ]
    assert line.needs == ("Find somewhere settled to live",)
    assert "Looks after somebody" in line.strengths


def test_last_times_answer_stands_beside_the_question(cast, signed):
    with acting_as(cast.amina):
        again = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )
        page = queries.section_page(
            actor=cast.amina, assessment=again, section_id="accommodation", today=NOW.date()
        )

    shown = next(one for one in page.questions if one.question.id == "home")
    assert shown.last_time.says == "Somewhere for a short time"
    assert shown.last_time.at == signed.signed_at
    assert shown.asks == "Where is Dan living, or where will they live on release?"


def test_a_question_that_an_answer_here_may_call_for_says_which(cast, assessment):
    with acting_as(cast.amina):
        page = queries.section_page(
            actor=cast.amina,
            assessment=assessment,
            section_id="accommodation",
            today=NOW.date(),
        )

    safe = next(one for one in page.questions if one.question.id == "home_safe")
    assert safe.asked_if == {"home": ("settled", "short")}
    assert not safe.is_asked


def test_the_page_says_what_is_missing_and_why_the_levels_are_what_they_are(cast, assessment):
    with acting_as(cast.amina):
        answer(cast.amina, assessment, "accommodation", home="none", home_skills="yes")
        page = queries.assessment_page(actor=cast.amina, assessment=assessment, on=NOW.date())

    assert page.missing[0][:2] == ("work", "Work, training and learning")
    why = page.levels[0].why
    assert why.result == "Somewhere to live: High need, 4 points"
    assert why.inputs[0]["value"] == "Nowhere, or it is not known"
    assert page.needs[0].why.because == (
        "Where is Dan living, or where will they live on release? Nowhere, or it is not known",
    )


def test_a_signed_page_reads_from_what_was_kept(cast, signed):
    with acting_as(cast.amina):
        page = queries.assessment_page(
            actor=cast.amina, assessment=Assessment.objects.get(pk=signed.pk), on=NOW.date()
        )

    assert not page.is_open
    assert not page.may_answer.allowed
    assert page.sections[0].answers[0].says == "Somewhere for a short time"
    assert [need.title for need in page.needs] == ["Find somewhere settled to live"]
    assert page.needs[0].steps[0].within_working_days == 5


def test_there_is_no_section_the_instrument_does_not_have(cast, assessment):
    with acting_as(cast.amina):
        for ask in (queries.section_page, queries.section_asked):
            with pytest.raises(NotVisible):
                ask(actor=cast.amina, assessment=assessment, section_id="nowhere", today=NOW.date())
        with pytest.raises(NotVisible):
            queries.contested(actor=cast.amina, assessment=assessment, section_id="nowhere")


def test_an_assessment_of_one_person_is_not_found_under_another(cast, signed):
    lena = cast.lena  # sees both of them
    with acting_as(lena):
        assert queries.assessment_for(actor=lena, person=cast.dan, assessment_id=signed.pk)
        with pytest.raises(NotVisible):
            queries.assessment_for(actor=lena, person=cast.erin, assessment_id=signed.pk)


def test_more_assessments_and_answers_ask_no_more_of_the_database(cast, assessment):
    amina, dan = cast.amina, cast.dan

    def ask_everything():
        queries.assessments_page(actor=amina, person=dan, on=NOW.date())
        queries.latest_signed(actor=amina, person=dan)
        found = queries.assessment_for(actor=amina, person=dan, assessment_id=assessment.pk)
        queries.section_page(actor=amina, assessment=found, section_id="work", today=NOW.date())
        queries.assessment_page(actor=amina, assessment=found, on=NOW.date())

    with acting_as(amina):
        answer_everything(amina, assessment)
        now = Assessment.objects.get(pk=assessment.pk)
        actions.sign_assessment(actor=amina, assessment=now, version=now.version, at=NOW)
        sign_another(amina, dan)
        few = counted(ask_everything)
        for _ in range(3):
            sign_another(amina, dan)
        many = counted(ask_everything)

    assert many == few <= 15


def test_saving_a_whole_section_asks_no_more_than_saving_one_answer(cast, assessment):
    amina = cast.amina

    with acting_as(amina):
        answer(amina, assessment, "work", work_now="caring")
        one = counted(
            lambda: answer(
                amina,
                assessment,
                "work",
                {"work_now": reply("caring").mark},
                work_now="nothing",
            )
        )
        all_of_them = counted(
            lambda: answer(
                amina,
                assessment,
                "family",
                support=["nobody"],
                relationships="badly",
                children="yes",
                parenting="yes",
                company="most",
            )
        )

    assert all_of_them == one


def test_the_last_signed_says_when_it_is_to_be_done_again(cast):
    motivation = pack().instrument("motivation", on=NOW.date())
    with acting_as(cast.amina):
        for _ in range(2):
            begun = actions.start_assessment(
                actor=cast.amina, person=cast.dan, instrument=motivation, at=NOW
            )
            answer_all(cast.amina, begun, motivation)
            begun.refresh_from_db()
            actions.sign_assessment(
                actor=cast.amina, assessment=begun, version=begun.version, at=NOW
            )
        page = queries.assessments_page(actor=cast.amina, person=cast.dan, on=NOW.date())

    assert [str(day) for day in page.due_again.values()] == ["2027-02-24"]
