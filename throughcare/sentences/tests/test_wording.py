"""What binds somebody, in a sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from throughcare.sentences import wording
from throughcare.sentences.models import Order, Requirement
from throughcare.sentences.progress import progress

TODAY = date(2026, 11, 24)


def requirement(**more):
    given = {
        "title": "Rehabilitation activity",
        "amount": Decimal(30),
        "unit": "days",
        "used": Decimal("14.00"),
        "started_on": date(2026, 7, 27),
        "ends_on": date(2027, 6, 30),
    }
    return Requirement(**(given | more))


def says(**more):
    row = requirement(**more)
    found = progress(
        amount=row.amount,
        used=row.used,
        started_on=row.started_on,
        ends_on=row.ends_on,
        counted_on=TODAY,
    )
    return wording.requirement_says(row, found, TODAY)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "14 of 30 days, ends 30 June 2027; at this pace done 11 April 2027"),
        (
            {"ends_on": date(2027, 3, 3)},
            "14 of 30 days, ends 3 March 2027; at this pace done 11 April 2027, after its end",
        ),
        ({"used": Decimal(0)}, "30 days, none done yet, ends 30 June 2027"),
        ({"used": Decimal(30)}, "all of 30 days done, ends 30 June 2027"),
        ({"used": None}, "30 days, ends 30 June 2027"),
        ({"used": Decimal("7.5"), "started_on": None}, "7.5 of 30 days, ends 30 June 2027"),
        ({"amount": None, "used": None}, "ends 30 June 2027"),
        ({"amount": Decimal(1), "used": None, "unit": "hours"}, "1 hour, ends 30 June 2027"),
        ({"unit": "Sesiynau", "used": None}, "30 Sesiynau, ends 30 June 2027"),
        ({"ends_on": date(2026, 11, 1), "used": None}, "30 days, was to end 1 November 2026"),
        ({"ends_on": None, "used": None, "amount": None}, ""),
        (
            {"ended_on": date(2026, 11, 1), "end_reason": "Revoked"},
            "14 of 30 days, ended 1 November 2026: Revoked",
        ),
        ({"ended_on": date(2026, 12, 1), "used": None}, "30 days, ends 1 December 2026"),
    ],
)
def test_a_requirement_in_a_sentence(more, sentence):
    assert says(**more) == sentence


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"length": Decimal(18), "length_unit": "months", "started_on": date(2026, 5, 1)},
            "18 months from 1 May 2026",
        ),
        (
            {
                "length": Decimal(2),
                "length_unit": "years",
                "second_length": Decimal(1),
                "second_length_unit": "months",
            },
            "2 years, 1 month",
        ),
        ({"length": Decimal(0), "length_unit": "months"}, ""),
        ({"length_text": "3 years, 6 months, 2 weeks"}, "3 years, 6 months, 2 weeks"),
        ({"started_on": date(2026, 5, 1)}, "since 1 May 2026"),
        (
            {"released_on": date(2026, 6, 1), "ends_on": date(2027, 6, 1)},
            "released 1 June 2026, ends 1 June 2027",
        ),
    ],
)
def test_an_order_in_a_sentence(more, sentence):
    assert wording.order_says(Order(title="Order", **more), TODAY) == sentence


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (requirement(), ""),
        (requirement(ends_on=date(2026, 11, 1)), "Past its end"),
        (requirement(ends_on=date(2027, 1, 1)), "Behind"),
        (requirement(ends_on=date(2026, 11, 1), ended_on=date(2026, 11, 2)), ""),
    ],
)
def test_what_calls_for_somebody_says_why(row, word):
    found = progress(
        amount=row.amount,
        used=row.used,
        started_on=row.started_on,
        ends_on=row.ends_on,
        counted_on=TODAY,
    )

    assert wording.calls_for(row, TODAY, found) == word


def test_the_last_day_still_binds():
    row = requirement(ends_on=TODAY)

    assert not wording.is_overdue(row, TODAY)
    assert not row.has_ended(TODAY)


def test_dates_speak_the_language_of_the_page():
    with translation.override("cy"):
        assert "Mehefin" in says()
