"""What a failure leads to, how much an attendance counts, when to meet next."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.foundation.calendar import Span, local
from throughcare.foundation.packs import pack
from throughcare.supervision.compliance import (
    consequence,
    counted,
    credit_for,
    months_before,
    next_suggested,
    rule_for,
    said_of,
)

TODAY = date(2026, 11, 24)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
months = st.integers(min_value=1, max_value=60)


@settings(deadline=None)
@given(days, months)
def test_so_many_months_before_is_earlier_and_never_in_another_month(day: date, n: int) -> None:
    before = months_before(day, n)

    assert before < day
    assert (day.year - before.year) * 12 + day.month - before.month == n
    assert before.day <= day.day


def test_twelve_months_before_the_last_of_february_is_the_last_of_february() -> None:
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)


@settings(deadline=None)
@given(st.lists(days), days, months)
def test_only_days_in_the_months_count_in_whatever_order_they_come(
    failures: list[date], on: date, n: int
) -> None:
    found = counted(failures, on=on, within_months=n)

    assert found == counted(list(reversed(failures)), on=on, within_months=n)
    assert all(months_before(on, n) < day <= on for day in found)
    assert len(found) + len([d for d in failures if not months_before(on, n) < d <= on]) == len(
        failures
    )


@settings(deadline=None)
@given(st.lists(days), days, months, days)
def test_one_more_failure_never_lowers_the_count(
    failures: list[date], on: date, n: int, more: date
) -> None:
    before = counted(failures, on=on, within_months=n)

    assert len(counted([*failures, more], on=on, within_months=n)) >= len(before)


@settings(deadline=None)
@given(st.lists(days), days, months, days, st.integers(min_value=0, max_value=400))
def test_failures_while_a_breach_is_open_do_not_add_to_the_count(
    failures: list[date], on: date, n: int, since: date, long: int
) -> None:
    breach = Span(since, since + timedelta(days=long))

    found = counted(failures, on=on, within_months=n, breaches=[breach])

    assert found == [d for d in counted(failures, on=on, within_months=n) if not breach.contains(d)]


@pytest.mark.parametrize("regime", ["community", "suspended", "licence"])
@settings(deadline=None)
@given(failures=st.lists(days), on=days)
def test_the_rule_that_holds_never_asks_for_more_failures_than_there_were(
    regime: str, failures: list[date], on: date
) -> None:
    rule = rule_for(pack().outcome_rule, regime=regime, on=on, failures=failures)

    assert rule is not None
    earlier = counted(failures, on=on, within_months=rule.within_months)
    assert rule.from_earlier <= len(earlier)


def outcome_of(code: str, *, failures: list[date], regime: str | None = "community", **more):  # type: ignore[no-untyped-def]
    return consequence(
        pack().contact_outcomes[code],
        rules=pack().outcome_rule,
        regime=regime,
        counts=more.pop("counts", True),
        on=TODAY,
        failures=failures,
        **more,
    )


def test_the_first_failure_calls_for_a_warning_or_a_referral() -> None:
    found = outcome_of("UAAB", failures=[])

    assert (found.nth, found.must_refer) == (1, False)


def test_the_second_failure_in_twelve_months_must_be_referred() -> None:
    found = outcome_of("UAAB", failures=[date(2026, 3, 2), date(2025, 1, 7)])

    assert (found.nth, found.within_months, found.must_refer) == (2, 12, True)
    assert found.earlier == (date(2026, 3, 2),)


def test_a_failure_of_a_year_ago_to_the_day_no_longer_counts() -> None:
    assert outcome_of("UAAB", failures=[date(2025, 11, 24)]).nth == 1
    assert outcome_of("UAAB", failures=[date(2025, 11, 25)]).nth == 2


@pytest.mark.parametrize("code", ["ATTC", "AAME", "AFTA", "RSOF"])
def test_what_is_no_failure_has_no_place_among_them(code: str) -> None:
    found = outcome_of(code, failures=[date(2026, 3, 2)])

    assert (found.nth, found.must_refer) == (None, False)
    assert found.says == said_of(pack().contact_outcomes[code])


def test_how_long_somebody_has_to_give_a_reason_is_said_in_figures() -> None:
    assert outcome_of("AFTA", failures=[]).says.startswith("The person has 5 working days")


def test_an_appointment_that_does_not_count_leads_to_nothing() -> None:
    assert outcome_of("UAAB", failures=[date(2026, 3, 2)], counts=False).nth is None


def test_somebody_under_nothing_we_have_a_rule_for_is_not_threatened_with_one() -> None:
    assert outcome_of("UAAB", failures=[date(2026, 3, 2)], regime=None).nth is None


@pytest.mark.parametrize(
    ("unit", "minutes", "credit"),
    [("days", 30, 1), ("sessions", 120, 1), ("hours", 90, "1.5"), ("hours", 420, 7)],
)
def test_what_an_attendance_adds(unit: str, minutes: int, credit: object) -> None:
    starts_at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    found = credit_for(
        unit=unit, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes)
    )

    assert found == Decimal(str(credit))


@pytest.mark.parametrize("unit", ["", "months", "fortnights"])
def test_what_is_not_counted_by_attendance_adds_nothing(unit: str) -> None:
    starts_at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    assert credit_for(unit=unit, starts_at=starts_at, ends_at=starts_at) is None


moments = st.integers(min_value=0, max_value=3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@settings(deadline=None)
@given(moments, st.none() | moments, moments)
def test_the_next_is_on_the_same_weekday_at_the_same_time_of_the_clock(
    starts_at: datetime, before: datetime | None, now: datetime
) -> None:
    found = next_suggested(starts_at, before=before, not_before=now)

    assert found > max(starts_at, now)
    assert local(found).weekday() == local(starts_at).weekday()
    assert local(found).date() not in pack().bank_holidays
    if local(starts_at).hour > 2:  # the hour the clock skips or shows twice is another's matter
        assert local(found).time() == local(starts_at).time()


def test_who_is_met_every_fortnight_is_met_again_in_a_fortnight() -> None:
    starts_at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    found = next_suggested(starts_at, before=starts_at - timedelta(days=14), not_before=starts_at)

    assert found == starts_at + timedelta(days=14)


def test_christmas_day_is_passed_over() -> None:
    starts_at = datetime(2026, 12, 18, 10, tzinfo=UTC)

    found = next_suggested(starts_at, before=None, not_before=starts_at)

    assert local(found).date() == date(2027, 1, 8)  # 25 December and 1 January are holidays
