"""Working days are counted as a court would count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import (
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)

DAYS = st.dates(date(2019, 1, 1), date(2028, 6, 30))
COUNTS = st.integers(0, 60)
CHRISTMAS_EVE = date(2026, 12, 24)


def test_a_bank_holiday_of_the_pack_is_not_a_working_day():
    assert is_working_day(CHRISTMAS_EVE)
    assert not is_working_day(date(2026, 12, 28))  # Boxing Day fell on a Saturday


def test_a_one_off_bank_holiday_is_not_a_working_day():
    assert not is_working_day(date(2023, 5, 8))  # the Coronation


def test_the_first_working_day_after_christmas_eve_is_four_days_on():
    assert working_days_after(CHRISTMAS_EVE, 1) == date(2026, 12, 29)


def test_other_holidays_can_be_given():
    assert working_days_after(CHRISTMAS_EVE, 1, holidays=()) == date(2026, 12, 25)


def test_the_day_itself_is_not_counted():
    monday = date(2026, 11, 23)

    assert working_days_after(monday, 5) == date(2026, 11, 30)
    assert working_days_between(monday, monday) == 0


def test_late_is_counted_backwards_too():
    due, today = date(2026, 11, 20), date(2026, 11, 24)

    assert working_days_between(due, today) == 2
    assert working_days_between(today, due) == -2


@pytest.mark.parametrize("count", [working_days_after, working_days_before])
def test_a_negative_count_is_refused(count):
    with pytest.raises(ValueError, match="working_days_after"):
        count(CHRISTMAS_EVE, -1)


@given(DAYS, COUNTS)
def test_counting_back_from_the_nth_working_day_gives_n(start, n):
    assert working_days_between(start, working_days_after(start, n)) == n


@given(DAYS, COUNTS.filter(bool))
def test_what_is_due_by_working_days_is_due_on_one(start, n):
    assert is_working_day(working_days_after(start, n))
    assert is_working_day(working_days_before(start, n))


@given(DAYS, COUNTS)
def test_before_undoes_after_from_a_working_day(start, n):
    first = working_days_after(start, 1)

    assert working_days_before(working_days_after(first, n), n) == first


@given(DAYS, st.integers(0, 14), COUNTS)
def test_starting_later_is_never_due_sooner(start, later, n):
    assert working_days_after(start, n) <= working_days_after(start + timedelta(days=later), n)


@given(DAYS, COUNTS)
def test_one_working_day_more_is_always_later(start, n):
    assert working_days_after(start, n) < working_days_after(start, n + 1)


@given(DAYS, DAYS, DAYS)
def test_working_days_between_add_up(first, second, third):
    total = working_days_between(first, second) + working_days_between(second, third)

    assert total == working_days_between(first, third)
