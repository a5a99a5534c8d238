"""Every line a mapping table can have."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest

from throughcare.exchange.around import Around, BadTable, BadValue, Notes
from throughcare.exchange.fields import compile_fields, make, repeated
from throughcare.exchange.paths import Spot


@dataclass(frozen=True, kw_only=True)
class Thing:
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    key: str = ""
    name: str = ""
    day: date | None = None
    amount: Decimal | None = None
    count: int | None = None
    is_so: bool = False
    shape: Literal["round", "square"] | None = None
    marking: int = 0
    texts: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Strict:
    source_key: str
    name: str
    texts: tuple[str, ...]


def read(line, message, field="name"):
    """What one line makes of a message, and the codes it did not know."""
    notes = Notes()
    around = Around({"url.ref": "R1"}, notes, frozenset({"string"}))
    lines = compile_fields({field: line}, Fact, place="here")
    return getattr(make(Fact, lines, Spot(message), around), field), notes.unknown_codes


@pytest.mark.parametrize(
    ("line", "message", "field", "value"),
    [
        ("a.b", {"a": {"b": " Mo "}}, "name", "Mo"),
        ("a", {"a": "string"}, "name", ""),
        ("a", {"a": " "}, "name", ""),
        ("a", {}, "name", ""),
        ("@url.ref", {}, "name", "R1"),
        (["a", "b"], {"a": "", "b": "second"}, "name", "second"),
        (["a", {"is": "else"}], {}, "name", "else"),
        (
            {"paragraphs": [["", "a"], ["Head", {"lines": [["", "b"]]}], ["Never", "c"]]},
            {"a": "One", "b": ["x", "y"]},
            "name",
            "One\n\nHead\nx, y",
        ),
        ({"is": "round"}, {}, "shape", "round"),
        ("a", {"a": "round"}, "shape", "round"),
        ({"there": "a"}, {"a": 0}, "is_so", True),
        ({"there": "a"}, {"a": []}, "is_so", False),
        ({"missing": "a"}, {"a": None}, "is_so", True),
        ({"any": ["a", "b"]}, {"a": False, "b": True}, "is_so", True),
        ({"any": ["a", "b"]}, {"a": False}, "is_so", False),
        ({"from": "a", "not": True}, {"a": "N"}, "is_so", True),
        ({"from": "a", "map": {"1": "one"}}, {"a": 1}, "name", "one"),
        ({"from": "a", "map": {"X": "one"}}, {"a": " x "}, "name", "one"),
        ({"from": "a[]", "with": " "}, {"a": ["Jo", "string", "Lee"]}, "name", "Jo Lee"),
        ({"from": "a", "find": r"(\d+) of"}, {"a": "Step 3 of 9"}, "count", 3),
        ({"from": "a", "find": r"(\d+) of"}, {"a": "Step 3"}, "count", None),
        ({"from": "a", "divide": 60}, {"a": 90}, "amount", Decimal("1.5")),
        ({"from": "a", "unless": "b"}, {"a": "x", "b": True}, "name", ""),
        ({"from": "a", "unless": "b"}, {"a": "x", "b": False}, "name", "x"),
        ({"from": "a", "list": "sex"}, {"a": "M"}, "name", "M"),
        ({"from": "a", "list": "sex"}, {"a": "male"}, "name", "M"),
        ({"from": "a", "list": "sex"}, {"a": {"code": "?", "description": "Male"}}, "name", "M"),
        ({"is": "sensitive"}, {}, "marking", 1),
        ({"say": "From {a}< to {b}>"}, {"a": 1, "b": "Y"}, "name", "From 1 to Y"),
        ({"say": "From {a}< to {b}>"}, {"a": 1}, "name", "From 1"),
        ({"say": "From {a}< to {b}>"}, {}, "name", ""),
        ({"say": "<{a|counted} years ><{b|counted} days>"}, {"a": 0, "b": 30}, "name", "30 days"),
        (
            {"say": "{n}", "each": "a[]", "with": "; ", "needs": ["n"]},
            {"a": [{"n": "x"}, {"m": "y"}, {"n": "z"}]},
            "name",
            "x; z",
        ),
        (
            {"lines": [["One", "a"], ["Two", "b"], ["", "c"]]},
            {"a": "x", "c": True},
            "name",
            "One: x\nYes",
        ),
        ({"lines": [["One", "a"]], "under": "in"}, {"in": {"a": ["x", "y"]}}, "name", "One: x, y"),
        ("a[]", {"a": ["x", 2]}, "texts", ("x", "2")),
        (["a[]", "b"], {"a": ["x"], "b": "y"}, "texts", ("x", "y")),
        (
            {"all": "ids[]", "value": "number", "when": {"type": "PNC"}},
            {"ids": [{"type": "PNC", "number": "1"}, {"type": "CRO", "number": "2"}]},
            "texts",
            ("1",),
        ),
        (
            {"each": "a[]", "needs": "w", "word": "w"},
            {"a": [{"w": "x"}, {}, {"w": "y"}]},
            "things",
            (Thing(word="x"), Thing(word="y")),
        ),
        (
            [{"each": "a", "word": "."}, {"each": "b", "word": "."}],
            {"a": "x", "b": "y"},
            "things",
            (Thing(word="x"), Thing(word="y")),
        ),
        ("x:{a}:{b?}", {"a": 7}, "key", "x:7:"),
        ("x:{a|squeezed}", {"a": " LE2 1TG."}, "key", "x:le21tg"),
    ],
)
def test_a_line_reads(line, message, field, value):
    assert read(line, message, field)[0] == value


@pytest.mark.parametrize(
    ("line", "field", "message", "place"),
    [
        ("a", "name", {"a": {"b": 1}}, "/a"),
        ("a", "day", {"a": "2024-02-30"}, "/a"),
        ("a.b", "count", {"a": {"b": "many"}}, "/a/b"),
        ("a", "is_so", {"a": "perhaps"}, "/a"),
        ("a", "shape", {"a": "oval"}, "/a"),
        ("a[]", "texts", {"a": ["x", {}, ["y"]]}, "/a/2"),
        ({"from": "a", "map": {"1": "one"}}, "name", {"a": ["1"]}, "/a"),
        ({"from": "a", "list": "sex"}, "name", {"a": ["M"]}, "/a"),
        ({"from": "a", "list": "sex"}, "name", {"a": {"code": {}}}, "/a"),
        ({"say": "{a}"}, "name", {"a": {"b": 1}}, "/a"),
        ({"each": "a[]", "word": "w"}, "things", {"a": [{"w": "x"}, {"w": [1]}]}, "/a/1/w"),
        ("x:{a}", "key", {}, ""),
    ],
)
def test_a_value_that_cannot_be_is_said_with_its_place(line, field, message, place):
    with pytest.raises(BadValue) as told:
        read(line, message, field)

    assert told.value.place == place


@pytest.mark.parametrize(
    ("line", "message", "value", "unknown"),
    [
        ({"from": "a", "list": "sex"}, {"a": "Q"}, "", ("sex", "Q", "")),
        (
            {"from": "a", "list": "sex"},
            {"a": {"code": "Q", "description": "Quite"}},
            "",
            ("sex", "Q", "Quite"),
        ),
        ({"from": "a", "list": "sex", "otherwise": "as given"}, {"a": "Q"}, "Q", ("sex", "Q", "")),
        ({"from": "a", "map": {"1": "one"}}, {"a": "2"}, "", ("name", "2", "")),
        ({"from": "a", "map": {}, "otherwise": "as given"}, {"a": "2"}, "2", ("name", "2", "")),
        ({"from": "a", "map": {}, "otherwise": "none"}, {"a": "2"}, "none", ("name", "2", "")),
    ],
)
def test_a_code_on_no_list_is_never_guessed_and_always_reported(line, message, value, unknown):
    assert read(line, message) == (value, {unknown})


def test_a_map_that_is_quiet_on_purpose_reports_nothing():
    assert read({"from": "a", "map": {}, "quiet": True}, {"a": "2"}) == ("", set())


def test_what_a_fact_cannot_be_without_is_missed_by_name():
    lines = compile_fields({"source_key": "x:{id}"}, Strict, place="here")

    with pytest.raises(BadValue, match="says no name"):
        make(Strict, lines, Spot({"id": 1}), Around({}, Notes(), frozenset()))


def test_a_list_a_message_leaves_out_is_empty():
    lines = compile_fields(
        {"source_key": "x:{id}", "name": "n", "texts": "t[]"}, Strict, place="here"
    )

    made = make(Strict, lines, Spot({"id": 1, "n": "N"}), Around({}, Notes(), frozenset()))

    assert made.texts == ()


@pytest.mark.parametrize(
    "line",
    [{"each": "a", "word": "w"}, {"from": "a"}, {"strange": 1}, 7, {"from": "a[", "with": ""}],
)
def test_a_line_that_makes_no_sense_is_refused_when_it_is_read(line):
    with pytest.raises(BadTable):
        compile_fields({"name": line}, Fact, place="here")


def test_a_repeated_line_stands_for_one_line_for_each_row():
    line = {"to": "x", "repeat": [{"p": "a", "pp": "b"}], "name": "$p.$pp", "texts": ["$pp"]}

    assert list(repeated([line], {})) == [{"to": "x", "name": "a.b", "texts": ["b"]}]


def test_rows_can_be_kept_by_name_and_be_repeated_inside_a_line():
    line = {"things": [{"each": "$p", "word": ".", "repeat": "both"}]}

    made = list(repeated([line], {"both": [{"p": "a"}, {"p": "b"}]}))

    assert made == [{"things": [{"each": "a", "word": "."}, {"each": "b", "word": "."}]}]
