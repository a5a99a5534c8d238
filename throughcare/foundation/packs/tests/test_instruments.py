"""What follows from the answers to an instrument."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instrument_examples import wrong_examples
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import AnswerNotOffered

SMALL = {
    "id": "small",
    "version": "2026.1",
    "title": "Small",
    "in_force_from": date(2026, 1, 1),
    "source": "A test",
    "status": "local",
    "about": "A test",
    "level": [{"id": "none", "title": "None"}, {"id": "high", "title": "High"}],
    "section": [
        {
            "id": "home",
            "title": "Home",
            "levels": {"none": 0, "high": 3},
            "question": [
                {
                    "id": "where",
                    "asks": "Where does {person} live?",
                    "kind": "one",
                    "options": [
                        {"id": "settled", "says": "Settled"},
                        {"id": "nowhere", "says": "Nowhere", "points": 2},
                    ],
                },
                {
                    "id": "safe",
                    "asks": "Is it safe?",
                    "kind": "yes-no",
                    "points": {"no": 1},
                    "only_if": {"where": ["settled"]},
                },
                {
                    "id": "wants",
                    "asks": "What do they want?",
                    "kind": "several",
                    "options": [
                        {"id": "help", "says": "Help", "points": 1},
                        {"id": "peace", "says": "Peace", "points": 1},
                    ],
                },
                {"id": "words", "asks": "In their words?", "kind": "text", "optional": True},
            ],
        }
    ],
    "need": [
        {
            "id": "house",
            "section": "home",
            "title": "Find a home",
            "when": [{"where": ["nowhere"]}, {"safe": ["no"], "wants": ["help"]}],
            "within_working_days": 5,
        },
        {
            "id": "much",
            "section": "home",
            "title": "Work on it",
            "at_level": "high",
            "within_working_days": 5,
        },
    ],
    "strength": [
        {"id": "has-home", "section": "home", "title": "A home", "when": [{"safe": ["yes"]}]}
    ],
    "example": [{"name": "nothing", "given": {}, "needs": []}],
}


def small(**changes):
    return Instrument.model_validate({**SMALL, **changes})


NUMBER = {"kind": "number"}
TICKED = [{"id": "help", "says": "Help"}, {"id": "none", "says": "None", "alone": True}]
NOT_ASKED_SO = [
    ({**NUMBER, "least": 3, "most": 2}, "least is more than most"),
    ({**NUMBER, "points": {"yes": 1}}, "points belong"),
    ({**NUMBER, "options": TICKED}, "cannot have options"),
    ({"kind": "text", "least": 1}, "belong to a number"),
    ({"kind": "date", "digits": 5}, "digits belong to a text"),
    ({**NUMBER, "lies": "past"}, "only a date"),
    ({"kind": "one", "options": TICKED}, "each of its options is alone"),
    (
        {"kind": "several", "options": [{**TICKED[0], "points": 1}, TICKED[1]]},
        "points in 'facts' count nowhere",
    ),
    ({"kind": "text", "only_if": {"how_many": ["2"]}}, "'how_many' is typed"),
]


def _asking(**question):
    """A section that is not scored, with this question after a number."""
    number = {"id": "how_many", "asks": "How many?", "kind": "number"}
    asked = {"id": "asked", "asks": "What?", **question}
    facts = {"id": "facts", "title": "Facts", "question": [number, asked]}
    return {"section": [*SMALL["section"], facts]}


def ids(parts):
    return [part.id for part in parts]


def test_a_question_is_asked_only_after_the_answer_that_calls_for_it():
    assert ids(small().questions_shown({})) == ["where", "wants", "words"]
    assert "safe" in ids(small().questions_shown({"where": "settled"}))


def test_an_answer_to_a_question_no_longer_asked_does_not_count():
    result = small().result_of({"where": "nowhere", "safe": "no", "wants": ["help"]})

    assert [counted.question for counted in result.section("home").counted] == ["where", "wants"]
    assert result.section("home").points == 3


def test_points_reach_a_level_and_say_where_they_come_from():
    home = small().result_of({"where": "nowhere", "wants": ["help", "peace"]}).section("home")

    assert (home.points, home.most, home.level.id) == (4, 5, "high")
    assert [(each.says, each.points) for each in home.counted] == [
        ("Nowhere", 2),
        ("Help", 1),
        ("Peace", 1),
    ]


def test_one_line_of_conditions_is_enough_and_all_of_a_line_must_hold():
    assert ids(small().needs_shown_by({"where": "nowhere"})) == ["house"]
    assert ids(small().needs_shown_by({"where": "settled", "safe": "no"})) == []
    assert ids(small().needs_shown_by({"where": "settled", "safe": "no", "wants": ["help"]})) == [
        "house"
    ]


def test_a_need_is_shown_by_the_level_of_its_section():
    needs = small().needs_shown_by({"where": "nowhere", "wants": ["help"]})

    assert ids(needs) == ["house", "much"]


def test_what_has_no_answer_is_not_known_yet_unless_it_may_stay_open():
    assert ids(small().not_known_yet({"wants": ["help"]})) == ["where"]
    assert small().result_of({}).not_known == ("Where does {person} live?", "What do they want?")


def test_an_answer_that_is_not_offered_is_refused():
    with pytest.raises(AnswerNotOffered, match="'castle' is not an answer to 'where'"):
        small().result_of({"where": "castle"})
    with pytest.raises(AnswerNotOffered):
        small().result_of({"where": ["settled", "nowhere"]})


def test_a_question_is_asked_about_somebody():
    assert small().questions["where"].asked_of("Dan") == "Where does Dan live?"


def test_the_receipt_is_plain_data_and_names_the_version():
    receipt = small().result_of({"where": "settled", "safe": "yes"}).receipt()

    assert receipt["instrument"] == "small 2026.1"
    assert receipt["strengths"] == [{"id": "has-home", "title": "A home"}]
    assert receipt["sections"][0]["counted"][0] == {
        "question": "where",
        "asks": "Where does {person} live?",
        "says": "Settled",
        "points": 0,
    }


@pytest.mark.parametrize(
    ("example", "wrong"),
    [
        ({"needs": ["much"]}, "needs: house, not much"),
        ({"needs": ["house"], "points": {"home": 9}}, "points of home: 2, not 9"),
        ({"needs": ["house"], "levels": {"home": "high"}}, "level of home: none, not high"),
        ({"needs": ["house"], "strengths": ["has-home"]}, "strengths: none, not has-home"),
    ],
)
def test_an_example_that_comes_out_otherwise_is_reported(example, wrong):
    example = {"name": "Ann", "given": {"where": "nowhere"}, **example}

    assert wrong_examples(small(example=[example]), among=pack().rules) == [
        f"example 'Ann': {wrong}"
    ]


def section(**changes):
    return [{**SMALL["section"][0], **changes}]


def question(**changes):
    return section(question=[{"id": "q", "asks": "?", **changes}], levels={"none": 0})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"section": section(levels={"none": 1})}, "begin at 0"),
        ({"section": section(levels={"none": 0, "high": 99})}, "no further than 5"),
        ({"section": section(levels={"high": 0, "none": 1})}, "in this order"),
        ({"section": question(kind="one")}, "at least two options"),
        ({"section": question(kind="text", options=[{"id": "a", "says": "A"}])}, "cannot have"),
        ({"section": question(kind="text", points={"no": 1})}, "beside its options"),
        (
            {"section": question(kind="text", only_if={"later": ["x"]})},
            "'later' is not a question asked before",
        ),
        ({"section": section(question=SMALL["section"][0]["question"] * 2)}, "asked twice"),
        (
            {"need": [{**SMALL["need"][0], "when": [{"where": ["castle"]}]}]},
            "'castle' is not an answer to 'where'",
        ),
        ({"need": [{**SMALL["need"][0], "section": "moon"}]}, "belongs to no section"),
        ({"need": [{**SMALL["need"][0], "when": []}]}, "nothing can show it"),
        ({"need": [{**SMALL["need"][1], "at_level": "huge"}]}, "is no level"),
        ({"need": [SMALL["need"][0]] * 2}, "there twice"),
        ({"example": [{"name": "x", "given": {"moon": "y"}, "needs": []}]}, "names moon"),
        ({"example": []}, "at least 1"),
        *((_asking(**question), reason) for question, reason in NOT_ASKED_SO),
    ],
)
def test_an_instrument_that_does_not_hang_together_is_refused(changes, reason):
    with pytest.raises(ValidationError, match=reason):
        small(**changes)


def needs_and_strengths():
    return pack().instrument("needs-and-strengths", on=date(2026, 11, 24))


@st.composite
def answers(draw):
    """Answers somebody could give to the instrument of the pack, some left open."""
    given = {}
    for asked in needs_and_strengths().questions.values():
        offered = [option.id for option in asked.offered]
        if asked.kind == "text":
            given[asked.id] = draw(st.text(max_size=20))
        elif asked.kind == "several":
            given[asked.id] = draw(st.lists(st.sampled_from(offered), unique=True))
        else:
            given[asked.id] = draw(st.sampled_from(["", *offered]))
    return given


@given(answers())
def test_every_answer_that_is_counted_was_asked_for(given_answers):
    instrument = needs_and_strengths()
    shown = set(ids(instrument.questions_shown(given_answers)))
    result = instrument.result_of(given_answers)

    for part in result.sections:
        assert {counted.question for counted in part.counted} <= shown
        assert part.points == sum(counted.points for counted in part.counted) <= part.most


@given(answers())
def test_leaving_out_what_is_not_asked_changes_nothing(given_answers):
    instrument = needs_and_strengths()
    shown = set(ids(instrument.questions_shown(given_answers)))
    asked = {id: answer for id, answer in given_answers.items() if id in shown}

    assert instrument.result_of(asked) == instrument.result_of(given_answers)


def test_every_level_of_need_can_be_reached():
    for part in needs_and_strengths().section:
        assert max(part.levels.values()) <= sum(q.most_points for q in part.counted)


def test_a_section_without_levels_is_not_scored_and_still_wants_its_answers():
    facts = small(**_asking(kind="date", optional=True))

    result = facts.result_of({"where": "settled", "safe": "yes", "wants": ["help"]})

    assert [section.id for section in result.sections] == ["home"]
    assert result.not_known == ("How many?",)
    assert facts.is_scored


def test_a_need_belongs_to_a_section_that_is_scored():
    need = {**SMALL["need"][0], "section": "facts", "at_level": "high"}

    with pytest.raises(ValidationError, match="no section with levels"):
        small(**_asking(kind="text"), need=[need])


def test_an_example_with_an_answer_nobody_could_give_is_wrong():
    given = {"how_many": "many"}

    assert wrong_examples(
        small(**_asking(kind="text"), example=[{"name": "x", "given": given}]), among=pack().rules
    )


def test_a_section_can_be_called_for_by_any_of_several_answers():
    after = {
        "id": "after",
        "title": "After",
        "only_if_any": [{"where": ["nowhere"]}, {"safe": ["no"]}],
        "question": [{"id": "more", "asks": "More?", "kind": "text"}],
    }
    built = small(section=[*SMALL["section"], after])

    def asked(**answers):
        return "more" in [one.id for one in built.questions_shown(answers)]

    assert asked(where="nowhere")
    assert asked(where="settled", safe="no")
    assert not asked(where="settled", safe="yes")
    assert not asked()


def test_what_calls_for_a_question_from_its_own_page_is_an_only_if():
    home = SMALL["section"][0]
    beside = {**home["question"][1], "only_if_any": [{"where": ["settled"]}]}
    section = {**home, "question": [home["question"][0], beside, *home["question"][2:]]}
    with pytest.raises(ValidationError, match="'where' is in the same section"):
        small(section=[section])
