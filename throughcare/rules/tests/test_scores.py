"""Many weighted terms for several models, and which factor moved a score from the made-up case."""

import pytest

from throughcare.rules.steps.scores import TermRow
from throughcare.rules.tests.making import comes_to, given, made, receipt_of, step

HEADER = ("factor", "term", "of", "when", "is", "static", "dynamic")
TABLE = [
    ("Where everybody starts", "constant", None, None, None, "-2", "-3"),
    ("Age", "age", "age", None, None, "-0.1", "-0.05"),
    ("Age", "age squared", "age|age", None, None, "0.001", None),
    ("Sex and age", "age of women", "age", "sex", "F", "0.02", "0.02"),
    ("Offence", "theft", None, "offence", "theft", "0.5", "0.25"),
    ("Offence", "violence, drunk", None, "offence|drunk", "violence|yes", "1", None),
    ("Offence", "not said", None, "offence", "None", "0.75", None),
    ("Drink", "problem", "drink", None, None, None, "0.5"),
]
ROWS = [TermRow.of_row(dict(zip(HEADER, row, strict=True))) for row in TABLE]
USUAL = {"age": 30, "sex": "M", "offence": "fraud", "drunk": False, "drink": 0}
GIVEN = (
    given("age", "whole"),
    given("sex", "word"),
    given("offence", "word"),
    given("drunk", "yes-no"),
    given("drink", "whole"),
)


def scored(**more):
    gives = {"s": "static", "d": "dynamic"}
    one = step("scores", "weights", table="t.csv", rows=ROWS, gives=gives, **more)
    return made(*GIVEN, steps=[one], results=("s", "d"))


@pytest.mark.parametrize(
    ("case", "static", "dynamic"),
    [
        ({}, -2 - 3 + 0.9, -3 - 1.5),
        ({"drink": 2}, -2 - 3 + 0.9, -3 - 1.5 + 1),
        ({"offence": "theft"}, -2 - 3 + 0.9 + 0.5, -3 - 1.5 + 0.25),
        ({"offence": "violence"}, -2 - 3 + 0.9, -3 - 1.5),
        ({"offence": "violence", "drunk": True}, -2 - 3 + 0.9 + 1, -3 - 1.5),
        ({"offence": None}, -2 - 3 + 0.9 + 0.75, -3 - 1.5),
        ({"sex": "F"}, -2 - 3 + 0.9 + 0.6, -3 - 1.5 + 0.6),
        ({"sex": None}, -2 - 3 + 0.9, -3 - 1.5),
        ({"drink": None}, -2 - 3 + 0.9, None),
        ({"age": None}, None, None),
    ],
)
def test_each_model_has_its_sum_and_lacks_it_where_it_needs_what_is_not_known(
    case, static, dynamic
):
    came = comes_to(scored(), {**USUAL, **case})

    assert came["s"] is None if static is None else came["s"] == pytest.approx(static, abs=1e-12)
    assert came["d"] is None if dynamic is None else came["d"] == pytest.approx(dynamic, abs=1e-12)


def moves(case, of):
    why = receipt_of(scored(compared_with=USUAL), {**USUAL, **case})["steps"][0]["because"]
    return {one["says"]: one["moves"] for one in why if one["of"] == of}


def test_nothing_moves_the_made_up_case_itself():
    assert set(moves({}, "s").values()) == {0}


def test_a_factor_moves_the_score_as_far_as_its_terms_differ_from_the_made_up_case():
    found = moves({"age": 20, "sex": "F", "offence": "theft"}, "s")

    assert found["Where everybody starts"] == 0
    assert found["Age"] == pytest.approx(-0.1 * -10 + 0.001 * (400 - 900))
    assert found["Sex and age"] == pytest.approx(0.02 * 20)
    assert found["Offence"] == pytest.approx(0.5)
    assert sum(found.values()) == pytest.approx(
        comes_to(scored(), {**USUAL, "age": 20, "sex": "F", "offence": "theft"})["s"]
        - comes_to(scored(), USUAL)["s"]
    )


def test_what_the_made_up_case_has_and_this_one_lacks_moves_it_too():
    theft = {**USUAL, "offence": "theft"}
    why = receipt_of(scored(compared_with=theft), USUAL)["steps"][0]["because"]

    assert {one["moves"] for one in why if one["says"] == "Offence"} == {-0.5, -0.25}


def test_a_score_that_is_not_known_is_not_explained():
    assert moves({"drink": None}, "d") == {}
    assert moves({"drink": None}, "s") != {}


def test_without_a_made_up_case_only_what_a_factor_adds_is_said():
    why = receipt_of(scored(), USUAL)["steps"][0]["because"]

    assert all("moves" not in one for one in why)
    assert {one["says"]: one["adds"] for one in why if one["of"] == "s"}["Age"] == pytest.approx(
        -3 + 0.9
    )


def test_a_model_the_table_does_not_have_is_refused():
    with pytest.raises(ValueError, match=r"t\.csv has no column tired"):
        made(*GIVEN, steps=[step("scores", table="t.csv", rows=ROWS, gives={"x": "tired"})])
