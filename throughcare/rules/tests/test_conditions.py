"""Every test a condition may make; what is not known passes none but `known = false`."""

from datetime import date

import pytest
from pydantic import ValidationError

from throughcare.rules.conditions import any_holds, holds, names_in
from throughcare.rules.tests.making import comes_to, given, made, step

GIVEN = (
    given("n"),
    given("m"),
    given("word", "word"),
    given("flag", "yes-no"),
    given("day", "date"),
)
CASE = {"n": 5, "m": 5, "word": "HIGH", "flag": True, "day": "2026-02-28"}
NONE_KNOWN = {"n": None, "m": None, "word": None, "flag": None, "day": None}


def asking(when):
    return made(*GIVEN, steps=[step("cases", case=[{"when": when, "is": "yes"}], otherwise="no")])


@pytest.mark.parametrize(
    ("when", "case", "expected"),
    [
        ({"word": ["LOW", "HIGH"]}, {}, "yes"),
        ({"word": ["LOW"]}, {}, "no"),
        ({"n": [5]}, {}, "yes"),
        ({"n": [4, 6]}, {}, "no"),
        ({"flag": True}, {}, "yes"),
        ({"flag": True}, {"flag": False}, "no"),
        ({"flag": False}, {"flag": False}, "yes"),
        ({"n": {"at_least": 5}}, {}, "yes"),
        ({"n": {"at_least": 5}}, {"n": 4.999999}, "no"),
        ({"n": {"more_than": 5}}, {}, "no"),
        ({"n": {"more_than": 5}}, {"n": 5.000001}, "yes"),
        ({"n": {"at_most": 5}}, {}, "yes"),
        ({"n": {"at_most": 5}}, {"n": 5.000001}, "no"),
        ({"n": {"less_than": 5}}, {}, "no"),
        ({"n": {"less_than": 5}}, {"n": 4.999999}, "yes"),
        ({"n": {"at_least": 1, "less_than": 5}}, {}, "no"),
        ({"n": {"at_least": 1, "less_than": 5}}, {"n": 1}, "yes"),
        ({"n": {"at_least": "m"}}, {}, "yes"),
        ({"n": {"at_least": "m"}}, {"m": 6}, "no"),
        ({"day": {"at_least": date(2026, 2, 28)}}, {}, "yes"),
        ({"day": {"more_than": date(2026, 2, 28)}}, {}, "no"),
        ({"n": {"same_as": "m"}}, {}, "yes"),
        ({"n": {"same_as": "m"}}, {"m": 6}, "no"),
        ({"word": {"none_of": ["LOW"]}}, {}, "yes"),
        ({"word": {"none_of": ["HIGH"]}}, {}, "no"),
        ({"word": {"known": True}}, {}, "yes"),
        ({"word": {"known": False}}, {}, "no"),
        ({"word": ["HIGH"], "n": {"at_least": 6}}, {}, "no"),
        ({"word": ["HIGH"], "n": {"at_least": 5}}, {}, "yes"),
    ],
)
def test_a_condition_holds_where_every_test_of_it_does(when, case, expected):
    assert comes_to(asking(when), {**CASE, **case}) == expected


@pytest.mark.parametrize(
    "when",
    [
        {"word": ["LOW"]},
        {"flag": True},
        {"flag": False},
        {"n": {"at_least": 0}},
        {"n": {"less_than": 100}},
        {"n": {"same_as": "m"}},
        {"word": {"none_of": ["LOW"]}},
        {"word": {"known": True}},
        {"word": {"known": False, "none_of": ["LOW"]}, "n": {"known": True}},
    ],
)
def test_what_is_not_known_passes_no_test(when):
    assert comes_to(asking(when), NONE_KNOWN) == "no"


def test_what_is_not_known_is_asked_for_by_saying_so():
    assert comes_to(asking({"word": {"known": False}}), NONE_KNOWN) == "yes"


def test_nothing_is_as_high_as_a_bound_that_is_not_known():
    assert comes_to(asking({"n": {"at_least": "m"}}), {**CASE, "m": None}) == "no"


def test_a_condition_that_tests_nothing_is_refused():
    with pytest.raises(ValidationError, match="tests nothing"):
        asking({"n": {}})


def test_any_line_is_enough_and_no_line_asks_nothing():
    known = {"n": 5}

    assert any_holds(({"n": (4,)}, {"n": (5,)}), known)
    assert not any_holds(({"n": (4,)},), known)
    assert any_holds((), known)
    assert holds({}, known)


def test_a_condition_looks_at_what_it_compares_with_too():
    rule = asking({"n": {"at_least": "m", "same_as": "m"}, "flag": True})

    assert set(names_in(rule.step[0].case[0].when)) == {"n", "m", "flag"}
