"""Times as people type them."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import NotTime, typed_time

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    "text", ["230pm", "2.30 pm", "2:30PM", "2.30 p.m.", "14:30", "1430", "14.30", "2.30yp", "14h30"]
)
def test_these_are_all_half_past_two_in_the_afternoon(text):
    assert typed_time(text) == time(14, 30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("9am", time(9)),
        ("9yb", time(9)),
        ("9.15", time(9, 15)),
        ("12", time(12)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("noon", time(12)),
        ("hanner nos", time(0)),
        ("02:30", time(2, 30)),
        ("5 y prynhawn", time(17)),
    ],
)
def test_what_people_type(text, meant):
    assert typed_time(text) == meant


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter a time"),
        ("soon", "Enter a time"),
        ("9" * 100, "Enter a time"),
        ("25:00", "no such time"),
        ("14:60", "no such time"),
        ("13pm", "24-hour clock"),
        ("0am", "24-hour clock"),
    ],
)
def test_what_is_no_time_is_told_what_to_type(text, sentence):
    with pytest.raises(NotTime, match=sentence):
        typed_time(text)


@pytest.mark.parametrize("text", ["2", "2.30", "230", "6"])
def test_what_could_be_night_or_afternoon_is_asked_about(text):
    with pytest.raises(NotTime, match="am or pm"):
        typed_time(text)


@given(TIMES)
def test_a_time_is_read_back_from_either_clock(at):
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"

    assert typed_time(f"{at:%H:%M}") == at
    assert typed_time(f"{at:%H%M}") == at
    assert typed_time(f"{hour}.{at:%M}{half}") == at


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_time_or_refused(text):
    with suppress(NotTime):
        assert isinstance(typed_time(text), time)
