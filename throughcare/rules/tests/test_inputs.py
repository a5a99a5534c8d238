"""What a rule accepts, how it may be written, and the three ways of being missing."""

from datetime import date

import pytest
from pydantic import ValidationError

from throughcare.rules.tests.making import (
    comes_to,
    given,
    made,
    receipt_of,
    refused,
    step,
)

WAYS_OF_YES = ["y", "Y", "yes", "YES", "true", "1", " Yes "]
WAYS_OF_NO = ["n", "N", "no", "NO", "false", "0"]


def passing_on(*inputs):
    """A rule that gives back its last input, a."""
    return made(*inputs, steps=[step("first-known", of=["a"])])


def rule_of(kind, **more):
    return passing_on(given("a", kind, **more))


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("number", 2.5, 2.5),
        ("number", " 2.50 ", 2.5),
        ("number", "1e1", 10),
        ("whole", 3, 3),
        ("whole", 3.0, 3),
        ("whole", "3", 3),
        ("whole", "3.0", 3),
        ("word", " HIGH ", "HIGH"),
        ("word", 7, "7"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2024-02-29T12:00:00", "2024-02-29"),
        ("date", date(2024, 2, 29), "2024-02-29"),
        ("yes-no", True, True),
        ("yes-no", 0, False),
        *[("yes-no", said, True) for said in WAYS_OF_YES],
        *[("yes-no", said, False) for said in WAYS_OF_NO],
    ],
)
def test_a_value_may_be_written_in_several_ways(kind, said, expected):
    assert comes_to(rule_of(kind), {"a": said}) == expected


@pytest.mark.parametrize(
    ("kind", "said", "message"),
    [
        ("number", "many", "must be a number"),
        ("number", True, "must be a number"),
        ("number", float("nan"), "must be a number"),
        ("number", float("inf"), "must be a number"),
        ("number", "nan", "must be a number"),
        ("whole", 2.5, "must be a whole number"),
        ("whole", "2.5", "must be a whole number"),
        ("whole", "x", "must be a whole number"),
        ("word", True, "must be a word"),
        ("word", 1.5, "must be a word"),
        ("yes-no", "perhaps", "must be yes or no"),
        ("yes-no", 2, "must be yes or no"),
        ("date", "29/02/2024", "must be a date, written like 2026-11-22"),
        ("date", "2023-02-29", "must be a date, written like 2026-11-22"),
        ("date", 20240229, "must be a date, written like 2026-11-22"),
        ("list", "x", "must be a list"),
        ("map", "x", "must be names, each with a value"),
    ],
)
def test_what_is_of_another_kind_is_refused_by_its_field(kind, said, message):
    assert refused(rule_of(kind), {"a": said}) == ("a", message)


def test_words_are_taken_whatever_their_capitals_and_others_refused():
    rule = rule_of("word", words=["LOW", "VERY_HIGH"])

    assert comes_to(rule, {"a": " very_High "}) == "VERY_HIGH"
    assert refused(rule, {"a": "highest"}) == ("a", "must be one of LOW, VERY_HIGH")


def test_words_stand_for_what_the_rule_says():
    rule = rule_of("whole", words={"NO_PROBLEMS": 0, "SOME": 1, "yes": 2}, least=0, most=2)

    assert comes_to(rule, {"a": "some"}) == 1
    assert comes_to(rule, {"a": True}) == 2
    assert comes_to(rule, {"a": 2}) == 2
    assert comes_to(rule, {"a": "2"}) == 2
    assert refused(rule, {"a": "several"}) == ("a", "must be a whole number")
    assert refused(rule, {"a": 3}) == ("a", "must be 2 or less")


def test_words_beside_those_listed_are_taken_as_they_are_if_the_rule_says_so():
    rule = rule_of("word", words=["LOW"], other_words=True)

    assert comes_to(rule, {"a": "low"}) == "LOW"
    assert comes_to(rule, {"a": "Odd"}) == "Odd"


def test_a_code_gets_its_leading_zeros_back():
    rule = rule_of("word", digits=5)

    assert comes_to(rule, {"a": 408}) == "00408"
    assert comes_to(rule, {"a": "00408"}) == "00408"
    assert refused(rule, {"a": "123456"}) == ("a", "must be a code of 5 digits")
    assert refused(rule, {"a": "4a"}) == ("a", "must be a code of 5 digits")


def test_a_name_compared_whatever_its_capitals_is_kept_in_small_letters():
    assert comes_to(rule_of("word", lower_case=True), {"a": "Amina"}) == "amina"


@pytest.mark.parametrize(
    ("said", "message"), [(0.999, "must be 1 or more"), (100.5, "must be 100 or less")]
)
def test_bounds_are_kept(said, message):
    rule = rule_of("number", least=1, most=100)

    assert refused(rule, {"a": said}) == ("a", message)
    assert refused(rule, {"a": str(said)}) == ("a", message)
    assert comes_to(rule, {"a": 1}) == 1
    assert comes_to(rule, {"a": "100"}) == 100


def test_an_input_has_other_names_and_the_first_that_says_something_counts():
    rule = rule_of("number", also=["b"], most=9)

    assert comes_to(rule, {"b": 2}) == 2
    assert comes_to(rule, {"a": 1, "b": 2}) == 1
    assert comes_to(rule, {"a": None, "b": 2}) == 2
    assert refused(rule, {"b": 10}) == ("b", "must be 9 or less")
    assert comes_to(rule, {"a": 1, "b": 10}) == 1


MISSING = [
    ({}, "not asked"),
    ({"a": None}, "not known"),
    ({"a": " "}, "not known"),
    ({"a": "Unknown"}, "not known"),
    ({"a": "n/a"}, "does not apply"),
]


@pytest.mark.parametrize(("case", "state"), MISSING)
def test_not_asked_not_known_and_does_not_apply_are_told_apart(case, state):
    rule = passing_on(given("a", "number", not_known=["unknown"], not_applicable=["N/A"]))

    assert comes_to(rule, {"z": "x", **case}) is None
    assert receipt_of(rule, case)["missing"] == [{"name": "a", "says": "A", "state": state}]
    assert receipt_of(rule, case)["inputs"] == []


@pytest.mark.parametrize(("case", "state"), MISSING)
def test_a_default_is_taken_with_its_reason_and_the_state_still_told(case, state):
    why = {"default": 7, "default_because": "nobody asked"}
    rule = passing_on(given("a", not_known=["unknown"], not_applicable=["N/A"], **why))

    assert comes_to(rule, {"z": "x", **case}) == 7
    assert receipt_of(rule, case)["missing"] == [
        {"name": "a", "says": "A", "state": state, "taken_as": 7, "because": "nobody asked"}
    ]


def test_nothing_missing_is_ever_zero_of_itself():
    assert comes_to(rule_of("number"), {"a": None}) is None
    assert comes_to(rule_of("number"), {"a": 0}) == 0


def test_what_applies_only_if_something_else_holds_is_not_even_read_otherwise():
    rule = passing_on(
        given("sex", "word"),
        given("a", "whole", only_if=[{"sex": ["F"]}], default=2, default_because="nobody asked"),
    )

    assert comes_to(rule, {"sex": "F", "a": 1}) == 1
    assert comes_to(rule, {"sex": "F", "a": None}) == 2
    assert comes_to(rule, {"sex": "M", "a": 1}) is None
    assert comes_to(rule, {"sex": "M", "a": "nonsense"}) is None
    assert receipt_of(rule, {"sex": "M", "a": 1})["missing"] == [
        {
            "name": "a",
            "says": "A",
            "state": "does not apply",
            "taken_as": 2,
            "because": "nobody asked",
        }
    ]


def test_what_is_required_must_be_there_unless_it_does_not_apply():
    rule = passing_on(
        given("sex", "word"),
        given("a", required=True, only_if=[{"sex": ["F"]}], not_applicable=["none"]),
    )

    assert refused(rule, {"sex": "F"}) == ("a", "is needed")
    assert refused(rule, {"sex": "F", "a": ""}) == ("a", "is needed")
    assert comes_to(rule, {"sex": "F", "a": "none"}) is None
    assert comes_to(rule, {"sex": "M"}) is None


RECORDS = (
    given(
        "registrations",
        "list",
        field=[
            given("code", "word", required=True),
            given("date", "date"),
            given("marks", "list", of="whole"),
        ],
    ),
    given("needs", "record", field=[given("DRUGS", "whole", most=2)]),
    given("scores", "map", of="number"),
    given("plain", "list", of="whole"),
    given("a", default=1, default_because="it is"),
)


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ({"registrations": [{"code": "A", "date": "soon"}]}, "registrations.1.date"),
        ({"registrations": [{"code": "A"}, {"code": None}]}, "registrations.2.code"),
        ({"registrations": [{"code": "A", "marks": [1, 2, 3]}, {}]}, "registrations.2.code"),
        ({"registrations": [{"code": "A", "marks": [1.0, 2.5]}]}, "registrations.1.marks.2"),
        ({"registrations": ["A"]}, "registrations.1"),
        ({"registrations": [{"code": "A"}, None]}, "registrations.2"),
        ({"registrations": {"code": "A"}}, "registrations"),
        ({"scores": [1]}, "scores"),
        ({"needs": {"DRUGS": 3}}, "needs.DRUGS"),
        ({"needs": "none"}, "needs"),
        ({"scores": {"DRUGS": "x"}}, "scores.DRUGS"),
        ({"scores": {"DRUGS": ""}}, "scores.DRUGS"),
        ({"plain": [1.0, 2.5]}, "plain.2"),
    ],
)
def test_an_error_within_names_its_place(case, field):
    assert refused(passing_on(*RECORDS), case)[0] == field


def test_what_an_input_does_not_know_is_ignored():
    assert comes_to(passing_on(*RECORDS), {"a": 2, "weather": ["fine"]}) == 2
    assert comes_to(passing_on(*RECORDS), {"needs": {"DRUGS": 1, "HOPE": "x"}}) == 1


def test_a_list_or_a_map_without_anything_in_it_is_no_error():
    assert comes_to(passing_on(*RECORDS), {"registrations": [], "plain": [], "scores": {}}) == 1
    assert comes_to(passing_on(*RECORDS), {"scores": {"DRUGS": None}, "plain": [None, 1]}) == 1


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"default": 1}, "says why"),
        ({"default_because": "why"}, "says why"),
        ({"default": 1, "default_because": "why", "required": True}, "is not required"),
    ],
)
def test_a_default_says_why_and_what_has_one_is_not_required(more, reason):
    with pytest.raises(ValidationError, match=reason):
        rule_of("number", **more)
