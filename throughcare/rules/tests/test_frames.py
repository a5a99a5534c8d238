"""A caseload may come in columns of any type, with none, or without a row."""

from decimal import Decimal

import polars as pl
import pytest

from throughcare.rules.columns import over_frame
from throughcare.rules.tests.making import given, made, no_others, step

RULE = made(
    given("a", "number"),
    given("word", "word", words=["LOW", "HIGH"]),
    given("day", "date"),
    given("listed", "list", field=[given("code", "word")]),
    steps=[
        step("each", "n", list="listed", take="count"),
        step("years-between", "years", since="day", until="day"),
        step("missing", "missing", of=["a", "word", "day"]),
        step("sum", term=[{"of": "a"}, {"of": "n"}]),
    ],
    results=("x", "word", "years", "missing"),
)


def came(**columns):
    return over_frame(RULE, pl.DataFrame(columns), no_others)


def test_a_caseload_without_anybody_comes_to_nobody():
    found = came(a=pl.Series([], dtype=pl.Float64), listed=pl.Series([], dtype=pl.List(pl.Null)))

    assert found.height == 0
    assert found.columns == ["x", "word", "years", "missing", "error_field", "error_message"]


def test_an_input_without_a_column_was_not_asked():
    found = came(weather=["fine", "wet"])

    assert found["x"].to_list() == [None, None]
    assert found["missing"].to_list() == [["a", "word", "day"]] * 2
    assert found["error_field"].to_list() == [None, None]


@pytest.mark.parametrize(
    "a",
    [
        pl.Series([2, None, 3], dtype=pl.Int8),
        pl.Series([2, None, 3], dtype=pl.Float32),
        pl.Series([Decimal(2), None, Decimal(3)]),
        pl.Series(["2", "", " 3.0 "]),
        pl.Series(["2", None, "3"], dtype=pl.Categorical),
    ],
    ids=lambda series: str(series.dtype),
)
def test_numbers_may_be_of_any_type(a):
    assert came(a=a)["x"].to_list() == [2, None, 3]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum([" low", "High", ""])])
def test_words_may_be_kept_as_codes(dtype):
    assert came(word=pl.Series([" low", "High", ""], dtype=dtype))["word"].to_list() == [
        "LOW",
        "HIGH",
        None,
    ]


def test_days_may_come_with_the_time():
    days = pl.Series(["2024-02-29", None]).str.to_datetime("%Y-%m-%d")

    assert came(day=days)["years"].to_list() == [0, None]


def test_a_row_that_is_refused_leaves_the_others_alone():
    found = came(
        a=["1", "one", "3", "4"],
        word=["LOW", "MIDDLE", "LOW", "MIDDLE"],
        listed=[[{"code": "A"}], [], [{"code": "A"}, {"code": "B"}], None],
    )

    assert found["x"].to_list() == [2, None, 5, None]
    assert found["word"].to_list() == ["LOW", None, "LOW", None]
    assert found["error_field"].to_list() == [None, "a", None, "word"]
