"""When a flag is looked at again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.risk.reviews import next_review

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
months = st.integers(1, 36)


@pytest.mark.parametrize(
    ("today", "n", "then"),
    [
        (date(2026, 11, 24), 6, date(2027, 5, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_so_many_months_on(today, n, then):
    assert next_review(today, n) == then


def test_a_flag_that_is_never_looked_at_again_has_no_day():
    assert next_review(date(2026, 11, 24), None) is None


@given(today=days, n=months)
def test_it_falls_in_the_month_so_many_later_and_never_on_a_later_day_of_it(today, n):
    then = next_review(today, n)

    assert (then.year * 12 + then.month) - (today.year * 12 + today.month) == n
    assert then.day <= today.day


@given(first=days, second=days, n=months)
def test_whatever_was_raised_later_is_never_looked_at_sooner(first, second, n):
    first, second = sorted([first, second])

    assert next_review(first, n) <= next_review(second, n)
