"""Assessments made in other systems: how they come onto the record, and what becomes of them."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.assessments import queries
from throughcare.assessments.actions import learn_assessment
from throughcare.assessments.facts import AnswerFacts, AssessmentFacts, CameToFacts
from throughcare.assessments.models import Answer, Assessment, Result
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.packs import pack

DONE = datetime(2024, 12, 19, 16, 57, tzinfo=UTC)
HEALTH = pack().markings["health"].number
VICTIM = pack().markings["victim"].number
KEY = "oasys:77:needs-risk"


def facts(*answers, came_to=(), **more):
    return AssessmentFacts(
        **{
            "key": KEY,
            "instrument": "needs-risk",
            "system": "OASys",
            "kind": "LAYER3",
            "finished_at": DONE,
            "answers": tuple(
                one if isinstance(one, AnswerFacts) else AnswerFacts(question=one[0], said=one[1])
                for one in answers
            ),
            "came_to": tuple(CameToFacts(of=of, number=Decimal(n)) for of, n in came_to),
            **more,
        }
    )


@pytest.fixture
def learn(cast):
    def run(told, at=NOW):
        with acting_as(SYSTEM):
            return learn_assessment(
                actor=SYSTEM, person=cast.dan, facts=told, source=uuid4(), at=at
            )

    return run


def kept(key=KEY):
    with acting_as(SYSTEM):
        return Assessment.objects.get(source_key=key)


def answers():
    with acting_as(SYSTEM):
        return {one.question: one for one in Answer.objects.filter(assessment=kept())}


def points():
    return {one["id"]: one["points"] for one in kept().result["sections"]}


HOME = (("3.3", "No"), ("3.4", "2-Significant problems"), ("3.5", "1 - Some problems"))


def test_several_messages_complete_one_assessment_and_our_rules_say_what_follows(learn):
    assert learn(facts(*HOME))
    assert learn(facts(("9.1", "2-Significant problems"), ("9.2", "2"), by="Jo Hall"))

    one = kept()
    assert (one.state, one.signed_by, one.signed_at) == ("signed", None, DONE)
    assert one.made_elsewhere == "OASys, LAYER3, Jo Hall"
    assert points() == {"accommodation": 3, "alcohol": 4}
    assert {need["id"] for need in one.result["needs"]} == {"find-home", "alcohol"}


def test_of_what_no_answer_came_nothing_is_said(learn):
    learn(facts(("12.8", "0-Very motivated")))

    assert points() == {"attitudes": 0}  # no need there; of drugs or work it says nothing


def test_the_same_again_changes_nothing_and_another_answer_does(learn):
    told = facts(*HOME, came_to=[("points.accommodation", "3")])
    learn(told)
    before = (kept().version, kept().result)

    assert not learn(told)
    assert (kept().version, kept().result) == before
    assert learn(facts(("3.4", "0-No problems")))
    assert points() == {"accommodation": 1}


def test_what_is_none_of_the_answers_is_kept_as_given_and_not_guessed(learn):
    learn(facts(("3.4", "4 - massive problems"), ("4.9", "0 - no qualifications"), *HOME[:1]))

    strange = answers()["3.4"]
    assert (strange.state, strange.value) == ("not-known", None)
    assert "4 - massive problems" in strange.note
    assert answers()["4.9"].state == "not-known"  # its number says one thing, its words another


def test_yes_and_no_to_each_option_and_words_that_name_one_are_the_options_chosen(learn):
    learn(
        facts(
            AnswerFacts(question="2.2", option="WEAPON", said="Yes"),
            AnswerFacts(question="2.2", option="ARSON", said="No"),
            AnswerFacts(question="2.3", said="Stalking"),
            AnswerFacts(question="2.3", said="Physical violence towards partner"),
            AnswerFacts(question="8.2.often", option="drug_crack", column="often", said="Daily"),
            ("date_last_sanction", "2022-06-28T00:00:00"),
            ("total_sanctions", "15"),
        )
    )

    found = {id: one.value for id, one in answers().items()}
    assert found["2.2"] == ["WEAPON"]
    assert found["2.3"] == ["STALKING", "PHYSICALVIOL"]
    assert found["8.2.often"] == [{"drug": "drug_crack", "often": "100"}]
    assert (found["date_last_sanction"], found["total_sanctions"]) == ("2022-06-28", "15")


def test_one_still_written_there_is_not_begun_but_its_answers_complete_one_that_is_done(
    learn,
):
    open_there = facts(("3.4", "1-Some problems"), finished_at=None, is_finished=False, by="X")
    assert not learn(open_there)

    learn(facts(*HOME[:1]))
    assert learn(open_there)
    assert points() == {"accommodation": 1}
    assert kept().made_elsewhere == "OASys, LAYER3"


def test_results_without_an_answer_begin_no_assessment(learn):
    assert not learn(facts(came_to=[("points.drugs", "4")]))
    with acting_as(SYSTEM):
        assert not Assessment.objects.exists()


def test_answers_that_a_message_marks_lie_in_their_compartment_with_what_follows(cast, learn):
    learn(
        facts(
            *HOME,
            AnswerFacts(question="8.1", said="Yes", marking=HEALTH),
            AnswerFacts(question="8.9", said="2-Significant problems", marking=HEALTH),
            ("2.5", "She has moved away"),
            ("13.1", "Yes"),
        )
    )

    assert "drugs" not in points()
    assert "drugs" not in {need["id"] for need in kept().result["needs"]}
    assert "8.9" not in str(kept().result)
    assert answers()["2.5"].marking == VICTIM
    assert answers()["13.1"].marking == HEALTH
    with acting_as(SYSTEM):
        apart = Result.objects.get(assessment=kept(), marking=HEALTH)
    assert [(one["id"], one["points"]) for one in apart.receipt["sections"]] == [("drugs", 2)]
    with acting_as(cast.amina):
        seen = set(Answer.objects.values_list("question", flat=True))
        assert seen == {"3.3", "3.4", "3.5"}
        assert not Result.objects.filter(marking=HEALTH).exists()


def test_a_later_message_adds_to_what_follows_in_a_compartment_too(learn):
    learn(facts(AnswerFacts(question="9.1", said="1-Some problems", marking=HEALTH)))
    learn(facts(AnswerFacts(question="9.2", said="2-Significant problems", marking=HEALTH)))

    with acting_as(SYSTEM):
        [apart] = Result.objects.filter(assessment=kept())
    assert [(one["id"], one["points"]) for one in apart.receipt["sections"]] == [("alcohol", 3)]


def test_only_the_program_takes_them_in(cast):
    with acting_as(cast.amina), pytest.raises(AccessDenied):
        learn_assessment(actor=cast.amina, person=cast.dan, facts=facts(*HOME), source=None, at=NOW)


def test_a_page_says_who_made_it_there(cast, client, learn):
    learn(facts(*HOME, by="Jo Hall"))
    client.force_login(cast.member("amina"))

    for name, parts in (("assessments", []), ("assessment", [kept().pk])):
        page = client.get(reverse(f"assessments:{name}", args=[cast.dan.ref, *parts]))
        assert page.status_code == 200
        assert "OASys, LAYER3, Jo Hall" in page.content.decode()


def compared(*told, key=KEY):
    with acting_as(SYSTEM):
        found = queries.compared_with_elsewhere(told={key: told})[key]
    return {(one.of, one.theirs): (one.ours, one.verdict, one.why) for one in found}


def test_what_it_came_to_there_stands_beside_what_it_comes_to_here(learn):
    learn(
        facts(
            *HOME,
            ("3.6", "0-No problems"),
            ("11.5", "2"),
            ("11.6", "5 - huge"),
            came_to=[
                ("points.accommodation", "3"),
                ("points.thinking", "7"),
                ("need-from.thinking", "4"),
                ("points.drugs", "0"),
                ("predictor.csrp.percent", "1.5"),
            ],
        )
    )

    found = compared(CameToFacts(of="points.accommodation", number=Decimal(0)))

    assert found["points.accommodation", "3"][:2] == ("3", "same")
    # Two messages may say different things of one assessment: each is compared.
    assert found["points.accommodation", "0"][:2] == ("3", "differs")
    ours, verdict, why = found["points.thinking", "7"]
    assert (ours, verdict) == ("2", "differs")
    assert "11.6" in why.split("No answer")[0]
    assert "11.7, 11.9" in why.split("No answer")[1]
    assert found["need-from.thinking", "4"][:2] == ("4", "same")
    assert found["need.thinking", "yes"][:2] == ("no", "differs")
    assert found["points.drugs", "0"][:2] == ("", "not-compared")
    assert "not in force" in found["predictor.csrp.percent", "1.5"][2]
    assert "5 - huge" in found["answer.11.6", ""][2]


def test_the_highest_level_of_harm_is_compared_with_the_highest_of_the_answers(learn):
    key = "oasys:77:rosh"
    levels = (("SUM6.1.1", "Low"), ("SUM6.2.1", "Very High"))
    learn(facts(*levels, key=key, instrument="rosh", came_to=()))

    found = compared(CameToFacts(of="harm", word="V"), CameToFacts(of="harm", word="M"), key=key)

    assert found["harm", "very-high"][1] == "same"
    assert found["harm", "medium"][:2] == ("very-high", "differs")
