"""What binds people now, what is over, and the next legal date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.sentences import facts as told
from throughcare.sentences import queries
from throughcare.sentences.tests.facts_of_dan import NOW_ON, ORDER, RAR, learn, sentence_dan

TODAY = NOW.date()


def binds(cast, today=TODAY):
    with acting_as(cast.amina):
        return queries.what_binds(actor=cast.amina, person=cast.dan, today=today)


def page(cast, today=TODAY):
    with acting_as(cast.amina):
        return queries.sentence_page(actor=cast.amina, person=cast.dan, today=today)


def test_what_is_in_force_binds_and_what_is_over_does_not(cast):
    sentence_dan(cast.dan)

    found = binds(cast)

    assert [(one.title, one.says) for one in found.orders] == [
        ("Community order", "18 months from 1 May 2026, ends 31 October 2027")
    ]
    assert [one.title for one in found.requirements] == ["Rehabilitation activity"]
    assert found.conditions == ()  # the licence was on the sentence that is over
    assert [(one.says, one.calls) for one in found.breaches] == [
        ("Breach initiated, 10 November 2026", "Pending")
    ]


def test_nobody_sentenced_is_bound_by_nothing(cast):
    assert not binds(cast)
    assert not page(cast)


def test_the_next_date_is_the_first_one_that_holds(cast):
    sentence_dan(cast.dan)

    found = binds(cast).next_date

    # Not 1 March: that one was calculated, and another set by hand in its place.
    assert (found.title, found.on, found.days) == ("Conditional release", date(2027, 3, 8), 104)
    assert found.is_override


@pytest.mark.parametrize(
    ("today", "on"),
    [
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 3, 9), date(2027, 10, 31)),
        (date(2027, 11, 1), date(2028, 3, 1)),
        (date(2028, 3, 2), None),
    ],
)
def test_as_time_goes_by_the_next_date_is_another(cast, today, on):
    sentence_dan(cast.dan)

    found = binds(cast, today).next_date

    assert (found.on if found else None) == on


def test_a_requirement_that_does_not_say_when_it_began_began_with_its_order(cast):
    learn("order", cast.dan, ORDER)
    learn("requirement", cast.dan, replace(RAR, started_on=None))

    [found] = binds(cast).requirements

    assert "at this pace done" in found.says


def test_an_order_past_its_last_day_that_nobody_ended_still_binds_and_calls(cast):
    learn("order", cast.dan, replace(ORDER, ends_on=TODAY - timedelta(days=1)))

    [found] = binds(cast).orders

    assert found.says.endswith("was to end 23 November 2026")
    assert found.calls == "Past its end"


def test_a_term_without_a_day_is_over_when_its_source_says_so(cast):
    for key, active in (("1", True), ("2", False), ("3", None)):
        facts = told.SupervisionTermFacts(
            key=f"ndelius:pss:{key}", title=f"Term {key}", is_active=active
        )
        learn("supervision_term", cast.dan, facts)

    assert set(binds(cast).conditions) == {"Term 1", "Term 3"}


def test_the_page_keeps_what_is_over_apart_and_readable(cast):
    sentence_dan(cast.dan)

    found = page(cast)

    assert [case.title for case in found.in_force] == ["Community order"]
    assert [case.title for case in found.over] == ["Determinate sentence"]
    [case] = found.in_force
    assert {line.title: line.has_ended for line in case.requirements} == {
        "Rehabilitation activity": False,
        "Curfew": True,
    }
    assert [offence.title for offence in case.offences] == ["Arson", "Criminal damage"]
    assert all(line.has_ended for line in found.over[0].conditions)


def test_a_conviction_whose_terms_have_all_ended_is_over(cast):
    sentence_dan(cast.dan)
    learn("order", cast.dan, replace(ORDER, ended_on=TODAY), at=NOW + timedelta(days=1))
    learn("requirement", cast.dan, replace(RAR, ended_on=TODAY), at=NOW + timedelta(days=1))
    assert len(page(cast).in_force) == 1  # the breach is still pending

    decided = told.BreachFacts(
        key="ndelius:nsi:1",
        conviction=NOW_ON,
        title="Breach request",
        is_pending=False,
        outcome="Proven",
    )
    learn("breach", cast.dan, decided, at=NOW + timedelta(days=1))

    assert page(cast).in_force == []


def test_terms_that_hang_on_no_conviction_have_a_place_of_their_own(cast):
    learn("requirement", cast.dan, replace(RAR, conviction=None))

    [case] = page(cast).in_force

    assert case.conviction is None
    assert [line.title for line in case.requirements] == ["Rehabilitation activity"]


def test_dates_to_come_stand_first_then_what_is_past(cast):
    sentence_dan(cast.dan)

    found = page(cast, date(2027, 6, 1))

    assert [(line.kind, line.is_past, line.is_set_aside) for line in found.dates] == [
        ("SLED", False, False),
        ("CRD", True, False),
        ("CRD", True, True),
    ]


def test_every_line_says_where_it_comes_from(cast):
    sentence_dan(cast.dan)

    [case] = page(cast).in_force

    for line in [*case.orders, *case.requirements, *case.breaches]:
        assert (line.provenance.system, line.provenance.at) == ("nDelius", NOW)


def test_the_caseload_reads_the_same_in_brief(cast):
    sentence_dan(cast.dan)
    sentence_dan(cast.erin)
    learn("requirement", cast.dan, replace(RAR, key="ndelius:requirement:9", ends_on=TODAY))

    with acting_as(cast.amina):
        found = queries.bindings_of(
            actor=cast.amina, people=[cast.dan.pk, cast.erin.pk], today=TODAY
        )

    assert set(found) == {cast.dan.pk}
    brief = found[cast.dan.pk]
    assert brief.order.startswith("Community order, 18 months")
    assert "after its end" in brief.requirement  # what calls for somebody has the one place
    assert brief.next_date == binds(cast).next_date
    assert brief.is_breach_pending


def test_only_what_is_counted_can_be_credited(cast):
    sentence_dan(cast.dan)
    learn(
        "requirement",
        cast.dan,
        told.RequirementFacts(key="ndelius:requirement:8", title="Residence", is_active=True),
    )

    with acting_as(cast.amina):
        found = queries.open_requirements(actor=cast.amina, person=cast.dan, today=TODAY)

    assert [(one.title, one.unit, one.used) for one in found] == [
        ("Rehabilitation activity", "days", 14)
    ]


def test_no_page_asks_more_of_the_database_the_more_there_is(cast):
    actor, people = cast.lena, [cast.dan.pk, cast.erin.pk]

    def looks():
        counts = []
        for ask in (
            lambda: queries.sentence_page(actor=actor, person=cast.dan, today=TODAY),
            lambda: queries.what_binds(actor=actor, person=cast.dan, today=TODAY),
            lambda: queries.bindings_of(actor=actor, people=people, today=TODAY),
        ):
            with acting_as(actor), CaptureQueriesContext(connection) as asked:
                ask()
            counts.append(len([one for one in asked if "set_config" not in one["sql"]]))
        return counts

    sentence_dan(cast.dan)
    few = looks()
    sentence_dan(cast.erin)
    for i in range(12):
        learn("order", cast.dan, replace(ORDER, key=f"ndelius:sentence:{i}-9"))
        learn("requirement", cast.dan, replace(RAR, key=f"ndelius:requirement:{i}-9"))
        conviction = told.ConvictionFacts(key=f"ndelius:conviction:{i}-9", is_active=True)
        learn("conviction", cast.dan, conviction)

    assert looks() == few == [11, 7, 5]


def test_a_system_the_pack_does_not_know_is_named_as_it_names_itself(cast):
    learn("requirement", cast.dan, replace(RAR, conviction=None, key="xyz:requirement:1"))

    [case] = page(cast).in_force

    assert case.requirements[0].provenance.system == "xyz"
