"""The clock on the wall, the two nights it is changed included."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import day_span, local, local_day, moment_at

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_summer_is_an_hour_ahead():
    assert moment_at(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert local(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)).time() == time(0, 30)


def test_late_on_a_summer_evening_it_is_tomorrow_already():
    assert local_day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_an_hour_that_does_not_exist_is_shown_an_hour_on():
    assert local(moment_at(SPRING, time(1, 30))).time() == time(2, 30)


def test_an_hour_that_comes_twice_is_the_first():
    first = moment_at(AUTUMN, time(1, 30))

    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_at(AUTUMN, time(1, 30, fold=1)) == first + timedelta(hours=1)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 7, 1), 24)])
def test_a_day_is_as_long_as_it_is(day, hours):
    assert day_span(day).length == timedelta(hours=hours)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 7, 1, 9))  # noqa: DTZ001


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_shown_names_the_moment_it_came_from(moment):
    shown = local(moment)

    assert moment_at(shown.date(), shown.timetz().replace(tzinfo=None)) == moment
    assert day_span(local_day(moment)).contains(moment)


@given(st.dates(date(1990, 1, 1), date(2037, 1, 1)))
def test_days_follow_each_other_without_a_gap(day):
    assert day_span(day).until == day_span(day + timedelta(days=1)).since
