"""Ages, months and handover at leap days and year ends, against a second way of counting."""

from calendar import isleap, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughcare.rules import evaluate, rules
from throughcare.rules.months import months_after, months_between

quick = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LEAP_DAYS = [date(year, 2, 29) for year in range(1928, 2061, 4)]
ODD_DAYS = [
    *LEAP_DAYS,
    *(date(year, month, day) for year in range(1999, 2031) for month, day in ((1, 1), (12, 31))),
    *(date(year, 2, 28) for year in range(1999, 2031)),
    *(date(year, 3, 1) for year in range(1999, 2031)),
]
days = st.dates(date(1930, 1, 1), date(2060, 12, 31)) | st.sampled_from(ODD_DAYS)


def age_by_counting(born: date, on: date) -> int:
    """How many birthdays there have been; of a leap day on 1 March in other years."""
    birthdays = (
        date(year, 3, 1)
        if (born.month, born.day) == (2, 29) and not isleap(year)
        else date(year, born.month, born.day)
        for year in range(born.year + 1, on.year + 1)
    )
    return sum(birthday <= on for birthday in birthdays)


def months_back_by_days(day: date, months: int) -> date:
    """A day at a time to the end of the month before, so many times; then to the day, if it is."""
    month_end = day
    for _ in range(months):
        month_end = month_end.replace(day=1) - timedelta(days=1)
    return month_end.replace(day=min(day.day, monthrange(month_end.year, month_end.month)[1]))


@quick
@given(days, days)
def test_an_age_is_the_birthdays_there_have_been(one, other):
    born, on = sorted((one, other))

    assert months_between(born, on) // 12 == age_by_counting(born, on)


@quick
@given(days, st.integers(0, 60))
def test_months_back_are_calendar_months(day, months):
    assert months_after(day, -months) == months_back_by_days(day, months)


@quick
@given(days, st.integers(0, 600))
def test_whole_months_are_those_that_do_not_go_beyond_the_day(since, more):
    until = since + timedelta(days=more)
    months = months_between(since, until)

    assert months >= 0
    assert months_after(since, months) <= until or since.day > 28
    assert until < months_after(since, months + 1) + timedelta(days=since.day > 28 and 3)


@quick
@given(days, days)
def test_a_predictor_works_the_ages_out_from_days(born, other):
    """OGRS4 is given days, and comes to what it comes to of ages counted otherwise."""
    born, on = sorted((born, other))
    age = age_by_counting(born, on)
    if not 18 <= age <= 109:
        return
    case = {
        "sex": "M", "age_at_first_sanction": 17, "total_sanctions": 3, "violent_sanctions": 1,
        "actuarial_category": "Other offences",
    }  # fmt: skip
    told = {"date_of_birth": born, "date_last_sanction": on, "date_start_followup": on}
    aged = {"age_at_start_of_followup": age, "age_at_last_sanction": age, "offence_free_months": 0}

    rule = rules().versions["predictor.ogrs4"].rules[-1]
    by_days, by_ages = (
        rule.answer({**case, **more}, rules().version, receipt=False).result
        for more in ({**told, "assessment_date": on}, aged)
    )
    assert by_days["p_arp_static"] == pytest.approx(by_ages["p_arp_static"], abs=1e-12)


def handover_by_hand(
    *, start: date, release: date, parole: bool, indeterminate: bool, early: bool
) -> date | None:
    if early:
        return months_back_by_days(release, 15)
    if indeterminate:
        return months_back_by_days(release, 12)
    ten_months_on = start
    for _ in range(10):
        ten_months_on = ten_months_on.replace(day=1) + timedelta(days=32)
    last = monthrange(ten_months_on.year, ten_months_on.month)[1]
    if ten_months_on.replace(day=min(start.day, last)) >= release:
        return None
    if parole:
        return months_back_by_days(release, 12)
    return months_back_by_days(release, 8) - timedelta(days=14)


@settings(quick, max_examples=300)
@given(days, days | st.integers(280, 320), st.booleans(), st.booleans(), st.booleans())
def test_handover_falls_on_the_day_counted_by_hand(start, release, parole, indeterminate, early):
    if isinstance(release, int):  # about ten months, where a sentence is a short one
        release = start + timedelta(days=release)
    case = {
        "sentence_start": start,
        "earliest_release_date": release,
        "has_parole_eligibility_date": parole,
        "indeterminate": indeterminate,
        "early_allocation": early,
    }

    result = evaluate("responsibility.handover", case, on=date(2026, 11, 24), receipt=False).result

    by_hand = handover_by_hand(
        start=start, release=release, parole=parole, indeterminate=indeterminate, early=early
    )
    assert result["handover_date"] == (by_hand.isoformat() if by_hand else None)


@quick
@given(st.sampled_from(LEAP_DAYS), st.sampled_from([-1, 0, 1]), st.sampled_from([1, 5]))
def test_a_release_counts_as_within_so_many_years_until_that_very_day(released, off, years):
    anniversary = months_after(released, 12 * years)
    case = {
        "arp": 0,
        "csrp": 0,
        "lifer_ipp": True,
        "latest_release_date": released,
        "as_of_date": anniversary + timedelta(days=off),
    }
    within, beyond = {1: ("B", "D"), 5: ("D", "E")}[years]

    tier = evaluate("tier.v3", case, on=date(2026, 11, 24), receipt=False).result["tier"]

    assert anniversary == date(released.year + years, 2, 28)
    assert tier == (beyond if off > 0 else within)
