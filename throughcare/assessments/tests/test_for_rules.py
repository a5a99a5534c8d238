"""Answers typed once, and handed to the rules as they are."""

import tomllib
from datetime import timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.tests.conftest import INSTRUMENT as NEEDS
from throughcare.assessments.tests.conftest import answer, answer_everything
from throughcare.foundation.access import acting_as
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import AnswerNotOffered
from throughcare.rules.evaluating import evaluate

INSTRUMENT = pack().instrument("reoffending", on=NOW.date())
ANSWERS: dict[str, dict[str, Any]] = {
    "sanctions": {
        "date_last_sanction": "2026-10-02",
        "actuarial_category": "ACQUISITIVE_VIOLENCE",
        "offence_code": "00804",
        "age_at_first_sanction": "17",
        "total_sanctions": "9",
        "violent_sanctions": "2",
    },
    "sexual": {"sexual_offence_history": "no"},
    "before": {"offences_before": ["prev_robbery"]},
    "needs": {
        "i2_2_weapon": "no",
        "i3_4_accommodation": "2",
        "i4_2_unemployed": "2",
        "i6_4_partner": "1",
        "i6_7_da_perpetrator": "no",
        "i6_8_status": "3",
        "i7_2_activities": "1",
        "drugs": ["drug_crack"],
        "i8_8_drug_motivation": "1",
        "i9_1_alcohol": None,
        "i9_2_binge": "0",
        "i11_2_impulsivity": "2",
        "i11_4_temper": "1",
        "i12_1_procriminal": "1",
    },
    "scores": {"need_DRUG_MISUSE": "8"},
}


def signed(cast, *, by="amina", person="dan", days=0, marking=0, **changed) -> Assessment:
    actor, at = getattr(cast, by), NOW + timedelta(days=days)
    assessment = actions.start_assessment(
        actor=actor, person=getattr(cast, person), instrument=INSTRUMENT, at=at, marking=marking
    )
    known = {
        one.question: queries.reply_of(one).mark
        for one in Answer.objects.filter(assessment=assessment)
    }
    for section, values in ANSWERS.items():
        answer(actor, assessment, section, known, **{**values, **changed.get(section, {})})
    assessment.refresh_from_db()
    return actions.sign_assessment(
        actor=actor, assessment=assessment, version=assessment.version, at=at
    )


def test_answers_come_in_the_kinds_that_rules_take(cast):
    with acting_as(cast.amina):
        kept = signed(cast)
        [found] = queries.answers_for_rules(people=[cast.dan.pk])[cast.dan.pk]

    assert (found.assessment, found.instrument, found.marking) == (kept.pk, "reoffending", 0)
    said = found.answers
    assert said["date_last_sanction"] == "2026-10-02"
    assert said["offence_code"] == "00804"
    assert said["total_sanctions"] == 9
    assert said["sexual_offence_history"] is False
    assert (said["prev_robbery"], said["prev_arson"]) == (True, False)
    assert said["i9_1_alcohol"] is None  # asked, and not known
    assert not {"contact_adult", "date_start_followup", "none", "drugs"} & set(said)


def test_a_rule_takes_them_as_they_are(cast):
    with acting_as(cast.amina):
        signed(cast, needs={"i9_1_alcohol": "0"})
        [found] = queries.answers_for_rules(people=[cast.dan.pk])[cast.dan.pk]
    who = {"sex": "M", "date_of_birth": "1990-02-28", "assessment_date": NOW.date()}

    came = evaluate("predictor.ogrs4", {**who, **found.answers}, on=NOW.date())

    assert came.result["p_arp_dynamic"] > 0


def test_every_question_is_the_input_of_a_rule_by_its_name():
    names = {f"need_{row}" for row in _sections_of_needs()}
    for rule in ("predictor.ogrs4", "predictor.osp_dc", "predictor.osp_iic"):
        inputs = pack().rules.in_force(rule, on=NOW.date()).input
        names |= {name for one in inputs for name in one.names}

    for question in INSTRUMENT.questions.values():
        several = question.kind == "several"
        asked = [o.id for o in question.options if not o.alone] if several else [question.id]
        assert not set(asked) - names, question.id


def test_the_newest_signed_one_counts_of_each_instrument_and_marking(cast, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        assessment.refresh_from_db()
        actions.sign_assessment(
            actor=cast.amina, assessment=assessment, version=assessment.version, at=NOW
        )
        signed(cast, days=1)
        newest = signed(cast, days=2, sanctions={"total_sanctions": "10"})
        actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW + timedelta(days=3)
        )
        found = queries.answers_for_rules(people=[cast.dan.pk])[cast.dan.pk]

    by = {one.instrument: one for one in found}
    assert set(by) == {"needs-and-strengths", "reoffending"}
    assert by["reoffending"].assessment == newest.pk
    assert by["reoffending"].answers["total_sanctions"] == 10
    assert by["needs-and-strengths"].answers["home"] == "short"


def test_two_queries_answer_for_any_number_of_people(cast, django_assert_num_queries):
    with acting_as(cast.amina):
        signed(cast)
    with acting_as(cast.cara):
        signed(cast, by="cara", person="erin")
    with acting_as(cast.ben), django_assert_num_queries(2):
        found = queries.answers_for_rules(people=[cast.dan.pk, cast.erin.pk, 0])

    assert cast.dan.pk in found


def test_what_is_hidden_from_the_reader_is_not_among_them(cast):
    therapy = pack().markings["therapy"].number
    with acting_as(cast.tess):
        signed(cast, by="tess", person="erin", marking=therapy)
        assert queries.answers_for_rules(people=[cast.erin.pk])
    with acting_as(cast.cara):
        assert queries.answers_for_rules(people=[cast.erin.pk]) == {}
    with acting_as(cast.amina):
        signed(cast)
    with acting_as(cast.sol):
        assert queries.answers_for_rules(people=[cast.dan.pk]) == {}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("total_sanctions", "0"),
        ("total_sanctions", "01"),
        ("total_sanctions", "nine"),
        ("total_sanctions", ["9"]),
        ("date_last_sanction", "2026-02-30"),
        ("date_last_sanction", "20261002"),
        ("offence_code", "804"),
    ],
)
def test_what_could_not_have_been_typed_is_refused(cast, question, value):
    with acting_as(cast.amina):
        started = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )
        with pytest.raises(AnswerNotOffered):
            answer(cast.amina, started, "sanctions", **{question: value})


def test_none_of_these_goes_with_nothing_else(cast):
    with pytest.raises(AnswerNotOffered):
        INSTRUMENT.questions["offences_before"].check(["none", "prev_arson"])


def test_a_plan_is_still_made_from_the_assessment_that_shows_needs(cast):
    with acting_as(cast.amina):
        signed(cast)

        assert queries.latest_signed(actor=cast.amina, person=cast.dan) is None
        latest = queries.latest_signed(actor=cast.amina, person=cast.dan, instrument=INSTRUMENT.id)
    assert latest is not None
    assert latest.not_known == 1


def _sections_of_needs() -> list[str]:
    [section] = [
        one
        for one in pack().rules.in_force("need.severity", on=NOW.date()).input
        if one.name == "section"
    ]
    return list(section.words)


def begun_again(cast, *, by="amina", person="dan", marking=0):
    started = actions.start_assessment(
        actor=getattr(cast, by),
        person=getattr(cast, person),
        instrument=INSTRUMENT,
        at=NOW + timedelta(days=1),
        marking=marking,
    )
    found = Answer.objects.filter(assessment=started)
    return started, {one.question: queries.reply_of(one) for one in found}


def test_begun_again_it_has_what_was_signed_last_time(cast):
    with acting_as(cast.amina):
        signed(cast, sexual={"sexual_offence_history": "no"})
        again, replies = begun_again(cast)
        page = queries.assessment_page(actor=cast.amina, assessment=again, on=NOW.date())

    assert replies["total_sanctions"].value == "9"
    assert replies["i9_1_alcohol"].is_not_known
    assert page.begun_with == (INSTRUMENT.title, NOW)
    assert not page.missing


def test_what_is_asked_anew_is_not_carried_over(cast):
    id = 'id = "total_sanctions"'
    text = pack().file_of(INSTRUMENT).read_text().replace(id, f"{id}\nanew = true", 1)
    anew = Instrument.model_validate(tomllib.loads(text))
    with acting_as(cast.amina):
        signed(cast)
        started = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=anew, at=NOW + timedelta(days=1)
        )
        found = {one.question for one in Answer.objects.filter(assessment=started)}

    assert "total_sanctions" not in found
    assert "violent_sanctions" in found


def test_a_new_version_begins_with_what_still_fits_and_says_what_did_not(cast):
    text = pack().file_of(INSTRUMENT).read_text()
    for before, after in (("total_sanctions", "counted"), ("violent_sanctions", "violence")):
        text = text.replace(before, after)
    was = 'id = "violence"\nwas = ["violent_sanctions"]'
    text = text.replace('id = "violence"', was, 1)
    newer = Instrument.model_validate(tomllib.loads(text))
    with acting_as(cast.amina):
        signed(cast)
        started = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=newer, at=NOW + timedelta(days=1)
        )
        found = {one.question for one in Answer.objects.filter(assessment=started)}

    assert "violence" in found
    assert {one["question"] for one in started.left_behind} == {"total_sanctions"}
    assert started.left_behind[0]["says"]


def test_a_colleague_who_goes_on_with_it_finds_what_was_changed_meanwhile(cast):
    with acting_as(cast.amina):
        signed(cast)
        again, replies = begun_again(cast)
        known = {"total_sanctions": replies["total_sanctions"].mark}
        answer(cast.amina, again, "sanctions", known, total_sanctions="10")
    with acting_as(cast.owen):
        same, replies = begun_again(cast, by="owen")

    assert same == again
    assert replies["total_sanctions"].value == "10"


def test_what_was_said_under_a_marking_begins_nothing_without_it(cast):
    therapy = pack().markings["therapy"].number
    with acting_as(cast.tess):
        signed(cast, by="tess", person="erin", marking=therapy)
        _, ordinary = begun_again(cast, by="tess", person="erin")
        _, marked = begun_again(cast, by="tess", person="erin", marking=therapy)

    assert ordinary == {}
    assert marked


def test_an_instrument_that_listens_anew_begins_empty(cast, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        assessment.refresh_from_db()
        actions.sign_assessment(
            actor=cast.amina, assessment=assessment, version=assessment.version, at=NOW
        )
        again = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=NEEDS, at=NOW
        )
        assert not Answer.objects.filter(assessment=again).exists()
