"""Dates in all their forms, numbers, yes and no."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from throughcare.exchange import values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-09", datetime(2024, 3, 9, 0, 0, tzinfo=UTC)),
        ("2019-09-09T00:00:00", datetime(2019, 9, 8, 23, 0, tzinfo=UTC)),
        ("2024-05-02T09:56:11.164029Z", datetime(2024, 5, 2, 9, 56, 11, tzinfo=UTC)),
        ("2023-04-05T12:06:25.672587+01:00", datetime(2023, 4, 5, 11, 6, 25, tzinfo=UTC)),
        (
            "2024-03-09T14:59:05.382936Z[Europe/London]",
            datetime(2024, 3, 9, 14, 59, 5, tzinfo=UTC),
        ),
        ("2026-03-21T10:15", datetime(2026, 3, 21, 10, 15, tzinfo=UTC)),
        ("11/08/2024 11:22:00", datetime(2024, 8, 11, 10, 22, tzinfo=UTC)),
        ("25/02/2022 10:00", datetime(2022, 2, 25, 10, 0, tzinfo=UTC)),
        ("07/03/2022", datetime(2022, 3, 7, 0, 0, tzinfo=UTC)),
        ("13/12/2023 13:22", datetime(2023, 12, 13, 13, 22, tzinfo=UTC)),
        ("15 January 2024, 10:30:00 am", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        ("15 January 2024, 12:30:00 am", datetime(2024, 1, 15, 0, 30, tzinfo=UTC)),
        ("1 February 2024, 2:05 pm", datetime(2024, 2, 1, 14, 5, tzinfo=UTC)),
        ("30 November 2025", datetime(2025, 11, 30, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_every_form_the_systems_write(written, meant):
    assert values.as_moment(written) == meant


def test_a_local_time_in_summer_is_an_hour_ahead_of_the_world():
    at = values.as_moment("2012-10-16T10:16:38")

    assert at.astimezone(UTC) == datetime(2012, 10, 16, 9, 16, 38, tzinfo=UTC)


def test_the_day_of_a_moment_is_the_day_it_was_here():
    assert values.as_day("2024-06-30T23:30:00Z") == date(2024, 7, 1)
    assert values.as_day("2024-06-30") == date(2024, 6, 30)


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-30",
        "31/02/2023",
        "12/31/2023",
        "30 Foolmonth 2024",
        "1 May 2024, 13:00 pm",
        "2023-13-01",
        "0000-01-01",
        "2024-01-01T25:00:00",
        "2024-01-01T10:00:00Z[Middle/Earth]",
        "2024-01-01T10:00:00+99:00",
        "9999-12-31T23:59:59-23:00",
        "yesterday",
        "{{now offset='5 days'}}T10:00:00+01:00",
        "",
        20240101,
        True,
        ["2024-01-01"],
    ],
)
def test_what_is_no_date_is_refused_and_not_mended(written):
    with pytest.raises(values.NotOfThatKind):
        values.as_day(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [(True, True), ("Yes", True), ("Y", True), ("true", True), ("N", False), ("no", False)],
)
def test_yes_and_no_are_read_in_the_words_used_for_them(written, meant):
    assert values.as_flag(written) is meant


@pytest.mark.parametrize("written", [1, 0, "perhaps", "", None, []])
def test_what_is_neither_yes_nor_no_is_refused(written):
    with pytest.raises(values.NotOfThatKind):
        values.as_flag(written)


def test_a_number_may_be_written_as_text():
    assert values.as_number("10") == Decimal(10)
    assert values.as_number(2.5) == Decimal("2.5")
    assert values.as_whole("3") == 3


@pytest.mark.parametrize("written", ["ten", "", True, [], 1e400, "1e5", "1_000", 1e12, 100000])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(values.NotOfThatKind):
        values.as_number(written)


def test_a_whole_number_has_no_fraction_and_fits():
    for written in (2.5, 10**12):
        with pytest.raises(values.NotOfThatKind):
            values.as_whole(written)


def test_a_number_written_without_quotes_is_text_where_text_is_called_for():
    assert values.as_text(201) == "201"
    for written in (True, 2.5, [], {}):
        with pytest.raises(values.NotOfThatKind):
            values.as_text(written)
