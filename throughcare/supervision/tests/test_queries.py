"""Questions about appointments."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.supervision import actions, queries

DAY = timedelta(days=1)


@pytest.fixture
def recorded(cast: Any, book: Any) -> Any:
    """Books an appointment so many days ago and records what came of it."""

    def made(days: int, outcome: str, **said: Any) -> Any:
        appointment = book(starts_at=NOW - days * DAY, **said)
        with acting_as(cast.amina):
            actions.record_outcome(
                actor=cast.amina,
                appointment=appointment,
                version=1,
                outcome=outcome,
                enforcement="EA02",
                next_at=NOW + DAY if outcome.startswith("RS") else None,
                at=NOW,
            )
        return appointment

    return made


def test_contacts_of_many_take_the_same_two_queries(cast: Any, book: Any, recorded: Any) -> None:
    book(starts_at=NOW + 3 * DAY)
    book(starts_at=NOW + 2 * DAY)
    recorded(9, "ATTC")
    recorded(5, "UAAB")
    book(starts_at=NOW - DAY)

    amina, dan_alone, several = cast.amina, [cast.dan.pk], [cast.dan.pk, cast.erin.pk, 999]
    with acting_as(amina):
        with CaptureQueriesContext(connection) as few:
            found = queries.contact_days(actor=amina, people=dan_alone, now=NOW)
            owed = queries.owed_of(actor=amina, people=dan_alone, now=NOW)
        with CaptureQueriesContext(connection) as more:
            queries.contact_days(actor=amina, people=several, now=NOW)
            queries.owed_of(actor=amina, people=several, now=NOW)

    assert found[cast.dan.pk] == queries.ContactDays(
        next_at=NOW + 2 * DAY, next_type="Office appointment", last_seen_at=NOW - 9 * DAY
    )
    assert owed == {cast.dan.pk: 1}
    assert len(few) == len(more) == 2


def test_nobody_out_of_reach_is_told_of(cast: Any, book: Any) -> None:
    book()

    with acting_as(cast.cara):
        found = queries.next_and_last(actor=cast.cara, person=cast.dan.pk, now=NOW)
        days = queries.contact_days(actor=cast.cara, people=[cast.dan.pk], now=NOW)
        owed = queries.without_outcome(actor=cast.cara, now=NOW, people=[cast.dan.pk])

    assert found == queries.NextAndLast()
    assert days == {cast.dan.pk: queries.ContactDays()}
    assert owed == []


def test_what_is_owed_by_me_is_what_i_was_to_keep(cast: Any, book: Any) -> None:
    mine = book(with_whom=cast.member("amina"))
    book(with_whom=cast.member("owen"))
    book()

    with acting_as(cast.amina):
        owed = queries.without_outcome(actor=cast.amina, now=NOW)

    assert [line.id for line in owed] == [mine.pk]


def test_the_page_asks_no_more_for_more_rows(cast: Any, book: Any, recorded: Any) -> None:
    def asked() -> int:
        amina, dan = cast.amina, cast.dan
        with acting_as(amina), CaptureQueriesContext(connection) as found:
            queries.appointments_page(actor=amina, person=dan, now=NOW)
        return len(found)

    recorded(1, "ATTC")
    book()
    before = asked()
    for days in range(2, 12):
        recorded(days, "ATTC")
        book(starts_at=NOW + days * DAY)
        book(starts_at=NOW - days * DAY)

    assert asked() == before


def test_asking_for_an_outcome_takes_no_more_queries_for_a_longer_past(
    cast: Any, appointment: Any, recorded: Any
) -> None:
    def asked() -> int:
        amina, dan = cast.amina, cast.dan
        with acting_as(amina):
            found = queries.appointment_for(actor=amina, person=dan, id=appointment.pk)
            with CaptureQueriesContext(connection) as counted:
                queries.outcome_form(actor=amina, appointment=found, now=NOW)
        return len(counted)

    recorded(1, "UAAB")
    before = asked()
    for days in range(2, 9):
        recorded(days, "UAAB")

    assert asked() == before


def test_contacts_are_sorted_by_what_came_of_them(cast: Any, book: Any, recorded: Any) -> None:
    recorded(40, "ATTC")
    recorded(9, "ATTC")
    recorded(8, "AFTC")
    recorded(7, "AAME")
    recorded(6, "UAAB")
    recorded(5, "AFTA")
    recorded(4, "RSOF")
    book(starts_at=NOW - 3 * DAY)
    book(starts_at=NOW + 30 * DAY)

    with acting_as(cast.amina):
        found = queries.contacts_between(
            actor=cast.amina,
            person=cast.dan,
            since=date(2026, 11, 1),
            until=date(2026, 11, 24),
            now=NOW,
        )

    sizes = (found.complied, found.failed, found.accepted, found.unaccepted, found.undecided)
    assert [len(one) for one in sizes] == [1, 1, 1, 1, 1]
    assert found.offered == 5
    assert len(found.owed) == 1
    assert len(found.coming) == 2  # the one booked, and what took the place of the one moved


def test_a_failure_while_a_breach_is_open_is_not_counted_with_others(
    cast: Any, appointment: Any, recorded: Any
) -> None:
    from throughcare.foundation.access import SYSTEM
    from throughcare.sentences import actions as sentences
    from throughcare.sentences.facts import BreachFacts

    recorded(9, "UAAB")
    with acting_as(SYSTEM):
        sentences.learn_breach(
            actor=SYSTEM,
            person=cast.dan,
            facts=BreachFacts(key="test:breach:1", is_pending=True, title="Breach"),
            source=None,
            at=NOW,
        )

    with acting_as(cast.amina):
        found = queries.appointment_for(actor=cast.amina, person=cast.dan, id=appointment.pk)
        page = queries.outcome_form(actor=cast.amina, appointment=found, now=NOW)
    (absence,) = [one for one in page.outcomes if one.code == "UAAB"]
    assert absence.consequence.nth == 1
