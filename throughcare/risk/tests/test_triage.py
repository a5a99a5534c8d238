"""By when a concern is looked at, and what is due next of a referral."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.calendar import is_working_day, local_day
from throughcare.foundation.packs import pack
from throughcare.risk.triage import Done, Next, next_step, triage_by

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
RULE = pack().safeguarding_rule


@pytest.mark.parametrize(
    ("recorded", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 28), date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 25), date(2026, 12, 29)),  # Christmas, then a weekend and its Monday
    ],
)
def test_a_concern_is_looked_at_the_same_day_or_the_next_on_which_people_work(recorded, due):
    assert triage_by(recorded, pack().concern_rule) == due


@pytest.mark.parametrize(
    ("done", "next"),
    [
        (Done(True, TUESDAY), Next("phone", date(2026, 11, 24))),
        (Done(True, TUESDAY, phoned_at=TUESDAY), Next("write", date(2026, 11, 26))),
        (
            Done(True, TUESDAY, phoned_at=TUESDAY, written_at=TUESDAY),
            Next("chase", date(2026, 11, 25)),
        ),
        (
            Done(True, TUESDAY, written_at=TUESDAY, chased_at=TUESDAY),
            Next("escalate", date(2026, 11, 27)),
        ),
        (
            Done(True, TUESDAY, written_at=TUESDAY, answered_at=TUESDAY),
            Next("close", date(2026, 11, 24)),
        ),
        (Done(False, TUESDAY), Next("countersign", date(2026, 11, 24))),
    ],
)
def test_what_is_due_next_follows_from_what_was_done(done, next):
    assert next_step(done, RULE) == next


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(decided=moments, refer=st.booleans(), waits=st.lists(st.integers(0, 9), max_size=4))
def test_nothing_is_due_before_it_was_decided_and_a_step_taken_is_never_due_again(
    decided, refer, waits
):
    columns = ("phoned_at", "written_at", "chased_at", "answered_at")
    taken = dict(zip(columns, (decided + timedelta(days=n) for n in waits), strict=False))
    found = next_step(Done(refer, decided, **taken), RULE)

    assert found.by >= local_day(decided)
    if refer and taken:
        assert found.step != "phone"
    if found.step in ("chase", "escalate", "countersign"):
        assert is_working_day(found.by)
    assert (found.step == "countersign") is not refer
