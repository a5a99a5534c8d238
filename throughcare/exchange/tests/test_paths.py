"""Places in a message."""

import pytest

from throughcare.exchange.paths import NotAPath, Spot, as_pointer, has_something, parse

MESSAGE = {
    "id": 7,
    "name": {"first": "Mo"},
    "cases": [
        {"no": "A", "lines": [{"text": "one"}, {"text": "two"}]},
        {"no": "B", "lines": []},
    ],
    "levels": {"LOW": ["Children"], "HIGH": ["Public", "Staff"]},
}


def found(path: str, at: Spot | None = None, beside: dict | None = None) -> list:
    return [spot.value for spot in parse(path).spots(at or Spot(MESSAGE), beside or {})]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("id", [7]),
        ("name.first", ["Mo"]),
        ("name.last", []),
        ("cases[].no", ["A", "B"]),
        ("cases[].lines[].text", ["one", "two"]),
        ("cases[1].no", ["B"]),
        ("cases[9].no", []),
        ("levels{}[]", ["Children", "Public", "Staff"]),
        ("id.deeper", []),
        ("id[]", []),
        (".", [MESSAGE]),
    ],
)
def test_a_path_leads_to_every_such_place_and_to_none_where_there_is_none(path, values):
    assert found(path) == values


def test_from_an_element_the_outer_ones_can_be_reached():
    [line, *_rest] = parse("cases[].lines[]").spots(Spot(MESSAGE), {})

    assert found("^.no", line) == ["A"]
    assert found("^^.id", line) == [7]
    assert found("/id", line) == [7]
    assert found(".", line) == [{"text": "one"}]


def test_the_key_of_a_member_is_at_hand():
    [low, high, _staff] = parse("levels{}[]").spots(Spot(MESSAGE), {})

    assert found("^@key", low) == ["LOW"]
    assert found("^@key", high) == ["HIGH"]
    [member, _other] = parse("levels{}").spots(Spot(MESSAGE), {})
    assert found("@key", member) == ["LOW"]


def test_what_is_known_beside_the_message_is_at_hand():
    assert found("@url.event", beside={"url.event": "3"}) == ["3"]
    assert found("@url.event") == []


def test_every_place_has_its_pointer():
    spots = parse("cases[].lines[].text").spots(Spot(MESSAGE), {})

    assert [as_pointer(spot.pointer) for spot in spots] == [
        "/cases/0/lines/0/text",
        "/cases/0/lines/1/text",
    ]
    assert as_pointer(("a/b", "c~d", 0)) == "/a~1b/c~0d/0"


def test_what_is_no_path_is_refused_when_the_table_is_loaded():
    for text in ("a[", "a]", "a[x]", "a{b}"):
        with pytest.raises(NotAPath):
            parse(text)


def test_nothing_is_null_and_whatever_is_empty_but_not_zero_or_false():
    assert [has_something(value) for value in (None, "", [], {}, 0, False, "x")] == [
        False,
        False,
        False,
        False,
        True,
        True,
        True,
    ]
