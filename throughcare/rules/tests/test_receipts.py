"""A receipt says what was given, what was taken instead, and every step with its reasons."""

import json
from datetime import date

from throughcare.rules.tests.making import given, made, no_others, receipt_of, step

LINES = [
    {"when": {"level": ["HIGH"]}, "points": 20, "says": "high risk of harm"},
    {"when": {"sanctions": {"at_least": 3}}, "points": 5, "says": "three sanctions or more"},
]
BANDS = [{"at_least": 0, "is": "D"}, {"at_least": 10, "is": "C"}, {"at_least": 20, "is": "B"}]
CASES = [{"when": {"band": ["B"]}, "is": True, "says": "B is senior work"}]


def rule():
    return made(
        given("level", "word", title="Risk of harm"),
        given("sanctions", "whole", default=0, default_because="none is on record"),
        given("born", "date"),
        given("today", "date"),
        steps=[
            step("years-between", "age", since="born", until="today"),
            step("points", "points", line=LINES),
            step("bands", "band", of="points", band=BANDS),
            step("cases", case=CASES, otherwise=False, otherwise_says="any officer"),
        ],
        results=("band", "x"),
        note=["Two sources differ."],
    )


CASE = {"level": "HIGH", "born": "2000-02-29", "today": date(2026, 11, 24)}


def steps_of(case):
    return {one["name"]: one for one in receipt_of(rule(), case)["steps"]}


def test_a_receipt_is_plain_data_that_can_be_kept():
    receipt = receipt_of(rule(), CASE)

    assert json.loads(json.dumps(receipt)) == receipt


def test_a_receipt_names_the_rule_its_source_and_what_a_reader_has_to_know():
    assert receipt_of(rule(), CASE)["rule"] == {
        "id": "made.up",
        "version": "2026.1",
        "title": "Made up",
        "source": "A test",
        "status": "local",
        "in_force_from": "2026-01-01",
        "notes": ["Two sources differ."],
    }


def test_what_was_given_is_told_in_words_and_what_was_not_apart():
    receipt = receipt_of(rule(), CASE)

    assert receipt["inputs"] == [
        {"name": "level", "says": "Risk of harm", "value": "HIGH"},
        {"name": "born", "says": "BORN", "value": "2000-02-29"},
        {"name": "today", "says": "TODAY", "value": "2026-11-24"},
    ]
    assert receipt["missing"] == [
        {
            "name": "sanctions",
            "says": "SANCTIONS",
            "state": "not asked",
            "taken_as": 0,
            "because": "none is on record",
        }
    ]


def test_a_step_says_what_it_gave_and_from_what():
    steps = steps_of(CASE)

    assert steps["age"]["value"] == 26
    assert steps["age"]["because"] == [
        {"says": "BORN", "value": "2000-02-29"},
        {"says": "TODAY", "value": "2026-11-24"},
    ]


def test_points_are_told_by_the_lines_that_hold():
    assert steps_of({**CASE, "sanctions": 3})["points"]["because"] == [
        {"says": "high risk of harm", "adds": 20},
        {"says": "three sanctions or more", "adds": 5},
    ]
    assert steps_of({**CASE, "level": None})["points"]["because"] == []


def test_a_band_is_told_with_its_edges():
    def edges(**case):
        return steps_of({**CASE, **case})["band"]["because"]

    assert edges() == [{"says": "POINTS", "value": 20, "at_least": 20}]
    assert edges(level="LOW", sanctions=3) == [
        {"says": "POINTS", "value": 5, "at_least": 0, "less_than": 10}
    ]


def test_a_case_is_told_with_its_reason_and_the_facts_it_looked_at():
    assert steps_of(CASE)["x"]["because"] == [
        {"says": "B is senior work"},
        {"says": "BAND", "value": "B"},
    ]
    assert steps_of({**CASE, "level": "LOW"})["x"]["because"] == [{"says": "any officer"}]


def test_a_whole_number_is_shown_as_one():
    shown = steps_of(CASE)["points"]["value"]

    assert (shown, type(shown)) == (20, int)


def test_no_receipt_is_made_where_none_is_wanted():
    assert rule().answer(CASE, no_others, receipt=False).receipt is None


def test_with_and_without_receipt_a_case_comes_to_the_same():
    assert (
        rule().answer(CASE, no_others).result
        == rule().answer(CASE, no_others, receipt=False).result
        == {"band": "B", "x": True}
    )
