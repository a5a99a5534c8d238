"""How old somebody is, those born on 29 February included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import age_on, birthday_in

LEAP = date(2008, 2, 29)
DATES = st.dates(date(1900, 1, 1), date(2150, 1, 1))


def test_a_year_is_reached_on_the_birthday_and_not_before():
    born = date(1990, 11, 24)

    assert age_on(born, date(2026, 11, 23)) == 35
    assert age_on(born, date(2026, 11, 24)) == 36


def test_someone_born_on_29_february_comes_of_age_on_1_march():
    assert age_on(LEAP, date(2026, 2, 28)) == 17
    assert age_on(LEAP, date(2026, 3, 1)) == 18


def test_someone_born_on_29_february_has_a_birthday_of_their_own_in_leap_years():
    assert birthday_in(LEAP, 2028) == date(2028, 2, 29)
    assert age_on(LEAP, date(2028, 2, 29)) == 20


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before the birth"):
        age_on(LEAP, date(2008, 2, 28))


@given(DATES, DATES)
def test_age_grows_by_one_on_each_birthday_and_on_no_other_day(born, day):
    if day <= born:
        return
    grown = age_on(born, day) - age_on(born, day - timedelta(days=1))

    assert grown == (day == birthday_in(born, day.year))
