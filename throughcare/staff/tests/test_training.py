"""When something is held, to the day; in Python and in the database alike."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.staff import queries
from throughcare.staff.models import Competence
from throughcare.staff.training import Standing, Term

BESIDE = st.integers(-1, 1)
DAYS = st.dates(date(2023, 12, 28), date(2028, 3, 4))  # two leap days among them


@st.composite
def terms(draw):
    since = draw(DAYS)
    later = st.none() | (st.integers(0, 2) | st.integers(0, 500)).map(
        lambda n: since + timedelta(days=n)
    )
    until = draw(later.filter(lambda day: day != since))
    return Term(since, until, draw(later))


@st.composite
def terms_and_a_day(draw, most=1):
    """Terms, and a day on which one of them turns, or the day before or after it, or any."""
    several = draw(st.lists(terms(), min_size=1, max_size=most))
    turns = [day for one in several for day in (one.since, one.until, one.ended_on) if day]
    beside = st.builds(lambda day, n: day + timedelta(days=n), st.sampled_from(turns), BESIDE)
    return several, draw(beside | DAYS)


@given(terms_and_a_day())
def test_a_term_is_held_on_exactly_the_days_from_its_first_to_before_its_end(drawn):
    [term], on = drawn
    ends = [day for day in (term.until, term.ended_on) if day]

    assert term.is_held(on) is (term.since <= on and all(on < day for day in ends))
    if term.last_until and term.last_until > term.since:
        assert term.is_held(term.last_until - timedelta(days=1))
        assert not term.is_held(term.last_until)


@given(terms_and_a_day())
def test_a_term_was_held_before_a_day_if_it_was_held_on_some_day_before_it(drawn):
    [term], on = drawn
    began = (on - term.since).days
    assert term.was_held(on) is any(
        term.is_held(term.since + timedelta(days=n)) for n in range(max(began, 0))
    )


@given(terms_and_a_day(), st.integers(1, 366))
def test_how_it_stands_agrees_with_whether_it_is_held(drawn, soon_days):
    [term], on = drawn
    standing = term.standing(on, soon_days=soon_days)

    assert (standing in (Standing.HELD, Standing.SOON)) is term.is_held(on)
    if standing is Standing.SOON:
        assert not term.is_held(on + timedelta(days=soon_days))


@pytest.mark.parametrize(
    ("awarded_on", "runs_out"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2023, 3, 1), date(2024, 3, 1)),
    ],
)
def test_twelve_months_from_a_leap_day_end_on_the_last_of_february(awarded_on, runs_out):
    assert pack().competences["restraint"].runs_out(awarded_on) == runs_out


def test_the_database_and_python_agree_on_every_day(cast):
    pia = cast.member("pia").pk

    @given(terms_and_a_day(most=3))
    def agree(drawn):
        several, on = drawn
        with acting_as(SYSTEM), transaction.atomic():
            for term in several:
                _enter(pia, term)
            held = queries.holds_competence(member_id=pia, competence="erg", on=on)
            assert held is any(term.is_held(on) for term in several)
            assert (pia in queries.holders_of(competence="erg", on=on)) is held
            assert queries.competences_held(member_id=pia, on=on) == ({"erg"} if held else set())
            lapsed = not held and any(term.was_held(on) for term in several)
            found = queries.competences_lapsed(member_id=pia, on=on)
            assert found == ({"erg"} if lapsed else set())
            transaction.set_rollback(True)

    agree()


def _enter(member_id, term):
    Competence.objects.create(
        member_id=member_id,
        kind="erg",
        awarded_on=term.since,
        expires_on=term.until,
        evidence="Certificate seen",
        recorded_at=NOW,
        ended_on=term.ended_on,
        ended_because="Not needed" if term.ended_on else "",
    )
