"""What followed what was recorded, and within which time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from throughcare.moments.chronology import events, lasted
from throughcare.record.queries import Line

T = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def line(title, recorded_at, *, by="", system="", happened_at=None):
    return Line(
        id=uuid4(),
        kind="note",
        kind_title="Note",
        title=title,
        text="",
        author=by,
        happened_at=happened_at or recorded_at,
        recorded_at=recorded_at,
        marking="",
        is_important=False,
        system=system,
        page=None,
        can_correct=False,
    )


def test_a_message_is_followed_by_who_opened_the_record_and_what_was_done():
    arrived = line("Arrest", T, system="nDelius", happened_at=T - 30 * HOUR)
    note = line("Telephone call", T + 5 * HOUR, by="Amina Khan")

    (event, _) = events(
        [note, arrived], also=[], looks=[(T + 2 * HOUR, 7, "Amina Khan")], incident=T + 9 * HOUR
    )

    assert (event.title, event.system, event.by) == ("Arrest", "nDelius", "")
    assert event.learnt_after == "1 day 6 hours"
    assert (event.first_opened.by, event.first_opened.within) == ("Amina Khan", "2 hours")
    assert (event.next_recorded.what, event.next_recorded.seconds) == ("Telephone call", 18_000)
    assert event.next_recorded.before_the_incident


def test_whoever_wrote_it_does_not_count_as_having_read_it():
    note = line("Note", T, by="Amina Khan")
    looks = [(T + HOUR, 7, "Amina Khan"), (T + 3 * HOUR, 8, "Ben Adeyemi")]

    (event,) = events([note], also=[], looks=looks, incident=T + 9 * HOUR)

    assert event.first_opened.by == "Ben Adeyemi"
    assert event.next_recorded is None


def test_what_only_followed_after_the_incident_says_so():
    arrived = line("Arrest", T, system="nDelius")
    late = line("Telephone call", T + 9 * HOUR, by="Amina Khan")

    (event,) = events(
        [arrived], also=[late], looks=[(T + 8 * HOUR, 7, "Amina Khan")], incident=T + HOUR
    )

    assert not event.first_opened.before_the_incident
    assert not event.next_recorded.before_the_incident


def test_what_a_system_writes_is_no_colleagues_answer():
    arrived = line("Arrest", T, system="nDelius")
    more = line("Contact", T + HOUR, by="Somebody elsewhere", system="nDelius")

    (event, _) = events([arrived, more], also=[], looks=[], incident=T + 9 * HOUR)

    assert event.next_recorded is None


@pytest.mark.parametrize(
    ("span", "says"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=2, minutes=10), "2 hours 10 minutes"),
        (timedelta(days=3, hours=4, minutes=5), "3 days 4 hours"),
        (timedelta(days=1), "1 day"),
    ],
)
def test_a_time_between_is_said_in_words(span, says):
    assert lasted(span) == says
