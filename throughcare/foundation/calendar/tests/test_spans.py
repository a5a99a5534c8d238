"""A span holds its first day and not its last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import LONDON, EndsBeforeItBegins, Span

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


@st.composite
def spans(draw):
    since = draw(st.dates(date(2020, 1, 1), date(2020, 3, 1)))
    days = draw(st.none() | st.integers(0, 40))
    return Span(since, None if days is None else since + timedelta(days=days))


def test_the_end_is_not_part_of_it():
    span = Span(MONDAY, FRIDAY)

    assert span.contains(MONDAY)
    assert not span.contains(FRIDAY)
    assert span.length == timedelta(days=4)


def test_without_an_end_it_goes_on():
    span = Span(MONDAY)

    assert span.is_open
    assert span.length is None
    assert span.contains(date.max)
    assert not span.contains(date(2026, 11, 22))


def test_spans_that_only_touch_do_not_overlap():
    assert not Span(MONDAY, TUESDAY).overlaps(Span(TUESDAY, FRIDAY))


def test_it_cannot_end_before_it_begins():
    with pytest.raises(EndsBeforeItBegins):
        Span(FRIDAY, MONDAY)


def test_the_night_the_clock_goes_back_is_an_hour_longer():
    evening = datetime(2026, 10, 24, 22, tzinfo=LONDON)
    morning = datetime(2026, 10, 25, 6, tzinfo=LONDON)

    assert Span(evening, morning).length == timedelta(hours=9)


def test_both_passes_of_the_repeated_hour_are_told_apart():
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)

    assert Span(first, second).contains(datetime(2026, 10, 25, 1, 0, tzinfo=UTC))


@given(spans(), spans())
def test_overlapping_goes_both_ways_and_means_a_shared_day(one, other):
    shared = [
        day
        for n in range(120)
        if one.contains(day := date(2020, 1, 1) + timedelta(days=n)) and other.contains(day)
    ]

    assert one.overlaps(other) is other.overlaps(one) is bool(shared)


@given(spans(), spans())
def test_what_two_spans_share_lies_in_both(one, other):
    shared = one.shared_with(other)

    if shared is not None:
        assert one.contains(shared.since)
        assert other.contains(shared.since)
        assert shared.length != timedelta(0)
