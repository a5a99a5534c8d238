"""Dates as people type them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import NotDate, age_on, typed_date, working_days_after
from throughcare.foundation.calendar.relative_dates import relative_date

TODAY = date(2026, 11, 24)  # a Tuesday
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))
ENGLISH = "January February March April May June July August September October November December"
WELSH = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
DYDDIAU = "Llun Mawrth Mercher Iau Gwener Sadwrn Sul"


@pytest.mark.parametrize(
    "text",
    [
        "24 11 26",
        "24/11/2026",
        "24-11-26",
        "24.11.2026",
        "24–11–2026",
        "241126",
        "24112026",
        "2026-11-24",
        "24 Nov",
        "24nov26",
        "24th of November, 2026",
        "November 24, 2026",
        "Tuesday 24 November",
        "tue 24 nov 26",
        "  24   NOVEMBER   2026 ",
        "24\u200f/11/\u200e2026",
        "today",
        "tuesday",
        "heddiw",
        "24 Tachwedd 2026",
        "24ain o Dachwedd",
        "dydd Mawrth 24 Tachwedd 2026",
        "Mawrth",
    ],
)
def test_these_are_all_today(text):
    assert typed_date(text, today=TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow", date(2026, 11, 25)),
        ("yfory", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("ddoe", date(2026, 11, 23)),
        ("the day after tomorrow", date(2026, 11, 26)),
        ("mon", date(2026, 11, 30)),
        ("Friday", date(2026, 11, 27)),
        ("next friday", date(2026, 12, 4)),
        ("dydd Gwener nesaf", date(2026, 12, 4)),
        ("last friday", date(2026, 11, 20)),
        ("last tuesday", date(2026, 11, 17)),
        ("dydd Llun diwethaf", date(2026, 11, 23)),
        ("next week", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("in a fortnight", date(2026, 12, 8)),
        ("a week ago", date(2026, 11, 17)),
        ("wythnos yn ôl", date(2026, 11, 17)),
        ("ymhen tri diwrnod", date(2026, 11, 27)),
        ("in 10 working days", date(2026, 12, 8)),
        ("in 3 months", date(2027, 2, 24)),
        ("ten years ago", date(2016, 11, 24)),
        ("3 Mawrth", date(2027, 3, 3)),
        ("dydd Mawrth 3 Mawrth 2026", date(2026, 3, 3)),
    ],
)
def test_what_people_say_from_a_tuesday_in_november(text, meant):
    assert typed_date(text, today=TODAY) == meant


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert typed_date("in 1 month", today=date(2027, 1, 31)) == date(2027, 2, 28)


def test_a_missing_year_is_the_nearest():
    assert typed_date("30 December", today=date(2027, 1, 2)) == date(2026, 12, 30)
    assert typed_date("2 January", today=date(2026, 12, 30)) == date(2027, 1, 2)
    assert typed_date("29 Feb", today=TODAY) == date(2028, 2, 29)


def test_two_digits_reach_twenty_years_ahead():
    assert typed_date("1 1 46", today=TODAY) == date(2046, 1, 1)
    assert typed_date("1 1 47", today=TODAY) == date(1947, 1, 1)


def test_what_has_happened_was_not_after_today():
    assert typed_date("1 1 40", today=TODAY, past=True) == date(1940, 1, 1)
    assert typed_date("30 November", today=TODAY, past=True) == date(2025, 11, 30)
    assert typed_date("Friday", today=TODAY, past=True) == date(2026, 11, 20)
    assert typed_date("tuesday", today=TODAY, past=True) == TODAY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter a date, like"),
        ("soon", "Enter a date, like"),
        ("24", "Enter a date, like"),
        ("24 11 226", "Enter a date, like"),
        ("next", "Enter a date, like"),
        ("24 11 2026 24 11 2026 " * 4, "Enter a date, like"),
        ("11/24/2026", "no month 24"),
        ("31 11 2026", "November has only 30 days"),
        ("30 feb", "February has only 29 days"),
        ("29 2 2027", "February has only 28 days"),
        ("Monday 24 November 2026", "is a Tuesday"),
        ("1 1 1899", "from 1900"),
        ("1000 weeks", "too far away"),
    ],
)
def test_what_is_no_date_is_told_what_to_type(text, sentence):
    with pytest.raises(NotDate, match=sentence) as refused:
        typed_date(text, today=TODAY)
    assert sentence in refused.value.sentence


@given(DATES, DATES)
def test_a_date_in_full_is_read_back_whatever_the_day(day, today):
    weekday, month = WEEKDAYS.split()[day.weekday()], ENGLISH.split()[day.month - 1]

    for text in (
        f"{day.day} {day.month} {day.year}",
        f"{day:%d%m%Y}",
        day.isoformat(),
        f"{weekday} {day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
    ):
        assert typed_date(text, today=today) == day


@given(DATES)
def test_a_date_in_full_is_read_back_in_welsh(day):
    weekday, month = DYDDIAU.split()[day.weekday()], WELSH.split()[day.month - 1]

    assert typed_date(f"dydd {weekday} {day.day} {month} {day.year}", today=TODAY) == day


@given(st.dates(date(1927, 1, 1), date(2026, 11, 24)))
def test_a_birth_is_read_back_from_two_digits(born):
    read = typed_date(f"{born:%d/%m/%y}", today=TODAY, past=True)

    assert read == born
    assert age_on(read, TODAY) < 100


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 180))
def test_a_day_and_month_near_today_need_no_year(today, days):
    for near in (today + timedelta(days=days), today - timedelta(days=days)):
        if (near.month, near.day) != (2, 29):
            assert typed_date(f"{near:%d %m}", today=today) == near


@given(st.dates(date(2019, 1, 1), date(2028, 1, 1)), st.integers(1, 50))
def test_distances_are_counted_from_today(today, n):
    assert typed_date(f"in {n} days", today=today) == today + timedelta(days=n)
    assert typed_date(f"{n} weeks ago", today=today) == today - timedelta(weeks=n)
    assert typed_date(f"{n} working days", today=today) == working_days_after(today, n)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_date_or_refused(text):
    with suppress(NotDate):
        assert isinstance(typed_date(text, today=TODAY), date)


def test_a_written_date_is_not_taken_for_a_distance():
    assert relative_date("24 11 2026", TODAY, False) is None
