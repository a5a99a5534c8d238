"""How far an assessment is, what follows from it, and why."""

from types import SimpleNamespace

from tests.databases import NOW
from throughcare.assessments.receipts import receipts_of
from throughcare.assessments.standing import newly_asked, standing
from throughcare.assessments.tests.conftest import ANSWERS, INSTRUMENT, reply


def receipt(given):
    """What follows, of somebody of whom nothing else is known."""
    somebody = SimpleNamespace(sex="", born_on=None)
    [found] = receipts_of(INSTRUMENT, given, person=somebody, on=NOW.date()).values()
    return found


def section(given, id="accommodation"):
    return next(one for one in standing(INSTRUMENT, given) if one.section.id == id)


def ids(questions):
    return [question.id for question in questions]


def test_a_question_not_called_for_is_not_missing():
    assert ids(section({"home": reply("none")}).missing) == ["home_skills"]
    assert ids(section({"home": reply("short")}).missing) == [
        "home_safe",
        "home_at_risk",
        "home_skills",
    ]


def test_not_asked_not_known_and_answered_are_three_things():
    stands = section({"home": reply("none"), "home_skills": reply(None)})

    assert ids(stands.answered) == ["home"]
    assert ids(stands.not_known) == ["home_skills"]
    assert "home_safe" not in ids(stands.asked)
    assert stands.is_complete


def test_an_optional_question_is_never_missing():
    assert "home_words" in ids(section({}).asked)
    assert "home_words" not in ids(section({}).missing)


def test_questions_called_for_by_newer_answers_are_found():
    before, after = {"home": reply("none")}, {"home": reply("settled")}
    accommodation = INSTRUMENT.sections["accommodation"]

    assert newly_asked(accommodation, INSTRUMENT, before, after) == ("home_safe", "home_at_risk")
    assert newly_asked(accommodation, INSTRUMENT, after, after) == ()


def test_a_receipt_says_inputs_rule_steps_and_result():
    given = {"home": reply("short"), "home_safe": reply("no"), "home_skills": reply(None)}

    came = receipt(given)
    living = came["sections"][0]

    assert came["rule"]["id"] == "needs-and-strengths"
    assert came["rule"]["version"] == INSTRUMENT.version
    assert came["inputs"]["home"] == {"state": "answered", "value": "short"}
    assert came["inputs"]["home_skills"] == {"state": "not-known", "value": None}
    assert [(one["question"], one["points"]) for one in living["counted"]] == [
        ("home", 2),
        ("home_safe", 2),
    ]
    assert (living["points"], living["level"]) == (4, "high")
    assert came["thresholds"]["accommodation"]["high"] == 4
    assert came["not_known"][0]["id"] == "home_skills"


def test_each_need_says_which_answers_show_it_and_which_steps_are_proposed():
    need = receipt({"home": reply("none")})["needs"][0]

    assert need["id"] == "find-home"
    assert need["because"][0]["says"] == "Nowhere, or it is not known"
    assert need["steps"][0]["who"] == "case-holder"


def test_a_need_shown_by_a_level_says_so():
    given = {
        "responsibility": reply("denies"),
        "impulse": reply("sometimes"),
        "anger": reply("sometimes"),
        "readiness": reply("unsure"),
    }

    need = receipt(given)["needs"][0]

    assert need["id"] == "think-first"
    assert need["because"] == [
        {"section": "Attitudes, thinking and behaviour", "level": "High need"}
    ]


def test_an_answer_to_a_question_no_longer_asked_does_not_score():
    given = {"home": reply("none"), "home_safe": reply("no"), "home_at_risk": reply("yes")}

    came = receipt(given)

    assert came["sections"][0]["points"] == 4
    assert "home_safe" not in came["inputs"]


def test_the_answers_of_these_tests_are_complete():
    given = {id: reply(value) for values in ANSWERS.values() for id, value in values.items()}

    assert all(one.is_complete for one in standing(INSTRUMENT, given))
