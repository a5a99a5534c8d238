"""Under what somebody stood on a day, and when a breach was open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.foundation.calendar import Span
from throughcare.sentences import facts as told
from throughcare.sentences import queries
from throughcare.sentences.models import Conviction
from throughcare.sentences.tests.facts_of_dan import NOW_ON, ORDER, OVER, RAR, learn, sentence_dan

TODAY = NOW.date()
DAY = timedelta(days=1)
SUSPENDED = replace(ORDER, key="ndelius:sentence:9", kind="suspended", conviction=OVER)
PRISON = replace(ORDER, kind="custodial", title="Determinate sentence")


def standing(cast, day=TODAY, conviction=None):
    with acting_as(cast.amina):
        return queries.legal_standing(
            actor=cast.amina, person=cast.dan, day=day, conviction=conviction
        )


def convicted(cast, key=NOW_ON, is_active=True):
    learn(
        "conviction", cast.dan, told.ConvictionFacts(key=key, number=key[-1], is_active=is_active)
    )
    with acting_as(cast.amina):
        return Conviction.objects.get(person=cast.dan, source_key=key).pk


def breach(cast, **said):
    facts = told.BreachFacts(key="ndelius:nsi:1", conviction=NOW_ON, title="Breach", **said)
    learn("breach", cast.dan, facts)


@pytest.mark.parametrize(
    ("kind", "regime"),
    [("community", "community"), ("suspended", "suspended"), ("custodial", None), ("other", None)],
)
def test_the_kind_of_the_order_says_it_not_its_title(cast, kind, regime):
    convicted(cast)
    learn("order", cast.dan, replace(ORDER, kind=kind, title="As suspended as it may sound"))

    assert standing(cast).regime == regime


def test_who_was_released_from_a_sentence_is_on_licence_from_that_day(cast):
    convicted(cast)
    learn("order", cast.dan, replace(PRISON, released_on=TODAY))

    assert standing(cast, TODAY - DAY).regime is None
    assert standing(cast, TODAY).regime == "licence"


def test_an_order_that_begins_later_or_is_over_is_none(cast):
    convicted(cast)
    learn("order", cast.dan, replace(ORDER, started_on=TODAY, ended_on=TODAY + 9 * DAY))

    days = (TODAY - DAY, TODAY, TODAY + 8 * DAY, TODAY + 9 * DAY)
    assert [standing(cast, day).regime for day in days] == [None, "community", "community", None]


def test_of_two_orders_the_one_the_appointment_counts_toward_says_it(cast):
    community, suspended = convicted(cast), convicted(cast, OVER)
    learn("order", cast.dan, ORDER)
    learn("order", cast.dan, SUSPENDED)

    assert standing(cast, conviction=community).regime == "community"
    assert standing(cast, conviction=suspended).regime == "suspended"
    assert standing(cast).regime == "suspended"


def test_where_no_order_is_known_its_terms_say_it(cast):
    convicted(cast)
    assert standing(cast).regime is None

    condition = told.LicenceConditionFacts(key="c", conviction=NOW_ON, title="Alcohol")
    learn("licence_condition", cast.dan, condition)
    assert standing(cast).regime == "licence"

    learn("requirement", cast.dan, RAR)
    assert standing(cast).regime == "community"


def test_a_breach_is_open_from_when_it_was_referred_until_it_ended(cast):
    convicted(cast)
    breach(
        cast,
        is_pending=False,
        referred_on=date(2026, 3, 1),
        started_on=date(2026, 3, 9),
        ended_on=date(2026, 6, 1),
    )

    assert standing(cast).breaches == (Span(date(2026, 3, 1), date(2026, 6, 1)),)


def test_a_pending_breach_goes_on(cast):
    convicted(cast)
    breach(cast, is_pending=True, started_on=date(2026, 3, 9))

    assert standing(cast).breaches == (Span(date(2026, 3, 9)),)


def test_a_pending_breach_nobody_dates_was_open_all_along(cast):
    sentence_dan(cast.dan)

    assert standing(cast).breaches == (Span(date.min),)


def test_a_breach_that_is_over_and_undated_says_nothing_of_any_day(cast):
    convicted(cast)
    breach(cast, is_pending=False)

    assert standing(cast).breaches == ()


def test_who_may_not_know_the_person_learns_of_nothing(cast):
    sentence_dan(cast.dan)

    with acting_as(cast.cara):
        found = queries.legal_standing(actor=cast.cara, person=cast.dan, day=TODAY)

    assert found == queries.LegalStanding(None, ())
