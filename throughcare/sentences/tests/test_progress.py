"""The sum behind "at this pace done 11 January"."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from throughcare.sentences.progress import A_LIFETIME, Standing, day_done, progress

START = date(2026, 7, 27)
NOW = date(2026, 11, 24)

amounts = st.decimals(min_value="0.25", max_value=5000, places=2)
parts = st.fractions(min_value=0, max_value=1).map(
    lambda part: Decimal(part.numerator) / part.denominator
)
days = st.integers(min_value=1, max_value=3650)


def done(amount, used, *, started_on=START, counted_on=NOW):
    return day_done(
        amount=Decimal(amount), used=Decimal(used), started_on=started_on, counted_on=counted_on
    )


def of(amount, used, *, ends_on=None, started_on=START):
    return progress(
        amount=amount, used=used, started_on=started_on, ends_on=ends_on, counted_on=NOW
    )


def test_fourteen_of_thirty_days_in_seventeen_weeks_is_thirty_in_thirty_seven():
    assert done(30, 14) == START + timedelta(days=258)


def test_half_done_in_half_the_time_is_just_in_time():
    assert done(20, 10, started_on=NOW - timedelta(days=50)) == NOW + timedelta(days=50)


def test_nothing_done_has_no_pace():
    assert done(30, 0) is None


def test_the_first_day_has_no_pace():
    assert done(30, 1, started_on=NOW) is None


def test_an_unknown_start_has_no_pace():
    assert done(30, 1, started_on=None) is None


def test_a_pace_nobody_lives_to_see_the_end_of_is_no_pace():
    assert done(5000, "0.01", started_on=NOW - timedelta(days=400)) is None


def test_what_is_not_counted_says_so():
    assert of(None, Decimal(3)).standing is Standing.NOT_COUNTED
    assert of(Decimal(3), None).standing is Standing.NOT_COUNTED
    assert of(Decimal(0), Decimal(0)).standing is Standing.NOT_COUNTED


def test_more_than_was_ordered_is_done():
    assert of(Decimal(30), Decimal(31)).standing is Standing.DONE


def test_not_begun_by_the_last_day_is_late():
    assert of(Decimal(30), Decimal(0), ends_on=NOW).is_late
    assert not of(Decimal(30), Decimal(0), ends_on=NOW + timedelta(days=1)).is_late


def test_under_way_after_the_last_day_is_late_even_without_a_pace():
    assert of(Decimal(30), Decimal(3), ends_on=NOW - timedelta(days=1), started_on=None).is_late


@given(amount=amounts, part=parts, gone_by=days)
@example(amount=Decimal("0.25"), part=Decimal(1), gone_by=1)
def test_it_is_never_done_before_today_nor_before_it_began(amount, part, gone_by):
    used = amount * part
    assume(0 < used <= amount)

    day = done(amount, used, started_on=NOW - timedelta(days=gone_by))

    assert day is None or day >= NOW


@given(amount=amounts, gone_by=days, low=parts, high=parts)
def test_whoever_has_done_more_is_done_no_later(amount, gone_by, low, high):
    low, high = sorted([low * amount, high * amount])
    assume(low > 0)
    began = NOW - timedelta(days=gone_by)

    slow, fast = done(amount, low, started_on=began), done(amount, high, started_on=began)

    assert slow is None or (fast is not None and fast <= slow)


@given(amount=amounts, part=parts, gone_by=days, times=st.integers(2, 60))
def test_counting_in_minutes_or_in_hours_makes_no_difference(amount, part, gone_by, times):
    used = (amount * part).quantize(Decimal("0.01"))
    assume(used > 0)
    began = NOW - timedelta(days=gone_by)

    assert done(amount, used, started_on=began) == done(
        amount * times, used * times, started_on=began
    )


@given(amount=amounts, part=parts, gone_by=days)
def test_by_that_day_the_whole_amount_is_done_and_not_by_the_day_before(amount, part, gone_by):
    used = (amount * part).quantize(Decimal("0.01"))
    assume(0 < used < amount)
    began = NOW - timedelta(days=gone_by)

    day = done(amount, used, started_on=began)

    assume(day is not None)
    a_day = used / gone_by
    assert a_day * (day - began).days >= amount * (1 - Decimal("1e-20"))
    assert day == NOW or a_day * (day - began).days < amount + a_day


@given(amount=amounts, part=parts, gone_by=days, room=st.integers(-400, A_LIFETIME))
def test_late_is_exactly_when_the_day_is_past_the_end(amount, part, gone_by, room):
    used = (amount * part).quantize(Decimal("0.01"))
    assume(0 < used < amount)
    found = progress(
        amount=amount,
        used=used,
        started_on=NOW - timedelta(days=gone_by),
        ends_on=NOW + timedelta(days=room),
        counted_on=NOW,
    )

    assert found.left == amount - used
    assert found.is_late is ((found.done_on or NOW) > NOW + timedelta(days=room))
