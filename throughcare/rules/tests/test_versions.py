"""Versions lie side by side; the day governs, unless a version is named."""

from datetime import date

import polars as pl
import pytest

from throughcare.rules import NoSuchRule, PackError, evaluate, evaluate_frame

FIRST, SECOND, THIRD = date(2024, 2, 29), date(2025, 1, 1), date(2026, 6, 18)


@pytest.fixture
def three(pack):
    """One until the day before the second, one for good, one that begins while that lasts."""
    pack.rule(version="2024.1", since=str(FIRST), until=str(SECOND), times=1)
    pack.rule(version="2025.1", since=str(SECOND), until="2027-01-01", times=2)
    pack.rule(version="2026.1", since=str(THIRD), until="2026-12-31", times=3)
    return pack.rules


def came(rules, **more):
    return evaluate("made.up", {"a": 1}, among=rules, **more).result["x"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FIRST, 1),
        (date(2024, 12, 31), 1),
        (SECOND, 2),
        (date(2026, 6, 17), 2),
        (THIRD, 3),
        (date(2026, 12, 30), 3),
        (date(2026, 12, 31), 2),
    ],
)
def test_the_day_says_which_version_governs_and_the_later_of_two(three, day, expected):
    assert came(three, on=day) == expected


@pytest.mark.parametrize("day", [date(2024, 2, 28), date(2027, 1, 1)])
def test_before_any_version_and_after_all_there_is_no_rule(three, day):
    with pytest.raises(NoSuchRule, match=f"'made.up' was in force on {day}"):
        came(three, on=day)


def test_a_version_that_is_named_counts_whatever_the_day(three):
    assert came(three, on=date(1999, 1, 1), version="2025.1") == 2


def test_the_receipt_says_which_version_it_was(three):
    answer = evaluate("made.up", {"a": 1}, on=SECOND, among=three)

    assert answer.receipt["rule"]["version"] == "2025.1"
    assert answer.receipt["rule"]["in_force_from"] == "2025-01-01"


def test_what_is_not_there_is_said_to_be_missing(three):
    with pytest.raises(NoSuchRule, match=r"no version 2023\.1 of 'made\.up'"):
        came(three, on=FIRST, version="2023.1")
    with pytest.raises(NoSuchRule, match=r"there is no rule 'made\.down'"):
        evaluate("made.down", {}, on=FIRST, among=three)


def test_a_caseload_goes_by_the_day_too_and_keeps_its_ids(three):
    frame = pl.DataFrame({"id": ["p", "q", "r"], "a": ["2", None, "x"]})

    found = evaluate_frame("made.up", frame, on=THIRD, among=three)

    assert found["id"].to_list() == ["p", "q", "r"]
    assert found["x"].to_list() == [6, None, None]
    assert found["error_field"].to_list() == [None, None, "a"]
    assert found["error_message"].to_list() == [None, None, "must be a number"]
    assert evaluate_frame("made.up", frame, on=THIRD, version="2024.1", among=three)[
        "x"
    ].to_list() == [2, None, None]


def test_two_versions_cannot_begin_on_one_day(pack):
    pack.rule(version="2026.1")
    pack.rule(version="2026.2")

    with pytest.raises(
        PackError, match=r"2026\.2\.toml: begins on the same day as version 2026\.1"
    ):
        list(pack.rules)


def test_a_version_lies_where_it_says(pack):
    pack.rule(version="2026.1").rename(pack.folder / "rules" / "made.up" / "2026.2.toml")

    with pytest.raises(PackError, match=r"2026\.2\.toml: says it is made\.up 2026\.1"):
        list(pack.rules)


def test_a_version_ends_after_it_begins(pack):
    pack.rule(since="2026-01-01", until="2026-01-01")

    with pytest.raises(PackError, match="in_force_until must be later than in_force_from"):
        list(pack.rules)
