"""Dates and times as people say them."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils import translation

from throughcare.foundation.calendar import LONDON
from throughcare.foundation.ui import dates


def test_a_day_is_said_in_full():
    assert dates.day(date(2026, 11, 24)) == "Tuesday 24 November 2026"
    assert dates.short_day(date(2026, 11, 4)) == "4 Nov 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(14, 30), "2.30pm"),
        (time(10, 0), "10am"),
        (time(0, 5), "12.05am"),
        (time(12, 5), "12.05pm"),
        (time(12, 0), "midday"),
        (time(0, 0), "midnight"),
    ],
)
def test_a_time_is_said_as_on_a_clock(at, said):
    assert dates.clock_time(at) == said


def test_a_moment_drops_this_year_and_says_any_other():
    assert dates.moment(datetime(2026, 11, 24, 14, 30, tzinfo=UTC)) == (
        "Tuesday 24 November, 2.30pm"
    )
    assert dates.moment(datetime(2025, 11, 24, 14, 30, tzinfo=UTC)) == (
        "Monday 24 November 2025, 2.30pm"
    )


def test_a_moment_in_summer_is_said_in_summer_time():
    assert dates.moment(datetime(2026, 7, 1, 13, 30, tzinfo=UTC)) == "Wednesday 1 July, 2.30pm"


def test_the_day_of_a_moment_is_the_day_here_not_the_day_in_greenwich():
    assert dates.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July 2026"


def test_the_hour_that_comes_twice_says_which_of_the_two_it_is():
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    later = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)

    said = [dates.clock_time(moment) for moment in (first, second, later)]

    assert said == ["1.30am BST", "1.30am GMT", "2.30am"]


def test_the_hours_around_the_spring_change_say_nothing_extra():
    before, after = (datetime(2026, 3, 29, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert [dates.clock_time(moment) for moment in (before, after)] == ["12.30am", "2.30am"]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 19), "5 days ago"),
        (date(2026, 11, 3), "3 weeks ago"),
        (date(2026, 8, 20), "3 months ago"),
        (date(2023, 8, 20), "3 years ago"),
        (date(2026, 12, 1), "Tuesday 1 December 2026"),
    ],
)
def test_how_long_ago(when, said):
    assert dates.ago(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 12, 7), "in 13 days"),
        (date(2026, 12, 8), "in 2 weeks"),
        (date(2027, 2, 24), "in 3 months"),
        (date(2029, 11, 24), "in 3 years"),
    ],
)
def test_how_far_ahead(when, said):
    assert dates.ahead(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2026, 11, 24), "due today"),
        (date(2026, 11, 25), "due tomorrow"),
        (date(2026, 11, 30), "due in 4 working days"),
        (date(2026, 11, 23), "1 working day late"),
        (date(2026, 11, 19), "3 working days late"),
        (date(2020, 10, 14), "late since Wednesday 14 October 2020"),
    ],
)
def test_what_is_owed_is_counted_in_working_days(when, said):
    assert dates.due(when) == said


def test_a_weekend_makes_nothing_late_by_a_working_day():
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):  # a Sunday
        assert dates.due(date(2026, 11, 21)) == "late since Saturday 21 November 2026"
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):  # a Friday
        assert dates.due(date(2026, 11, 22)) == "due Sunday 22 November 2026"


def test_an_age_counts_birthdays():
    assert dates.age(date(1988, 11, 24)) == "38"
    assert dates.age(date(1988, 11, 25)) == "37"
    assert dates.age(date(1988, 11, 25), date(2000, 1, 1)) == "11"


@pytest.mark.parametrize(
    "say",
    [
        *[getattr(dates, n) for n in ("day", "short_day", "moment")],
        dates.clock_time,
        dates.ago,
        dates.due,
        dates.age,
    ],
)
def test_nothing_is_said_of_a_date_nobody_knows(say):
    assert say(None) == ""


def test_a_moment_without_a_zone_is_not_guessed_at():
    with pytest.raises(ValueError, match="zone"):
        dates.moment(datetime(2026, 11, 24, 14, 30))  # noqa: DTZ001


def test_days_are_said_in_welsh():
    with translation.override("cy"):
        assert dates.day(date(2026, 11, 24)) == "Dydd Mawrth 24 Tachwedd 2026"
        assert dates.short_day(date(2026, 11, 24)) == "24 Tach 2026"


def test_a_moment_at_midnight_is_a_day_whose_time_nobody_gave():
    with_time = datetime(2026, 11, 23, 0, 1, tzinfo=LONDON)

    assert dates.moment(datetime(2026, 11, 23, tzinfo=LONDON)) == "Monday 23 November"
    assert dates.moment(with_time) == "Monday 23 November, 12.01am"
