"""Hearings at court: learnt, told on the timeline, and shown with what is to come first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.record.models import Entry
from throughcare.sentences.facts import ApplicationFacts, ChargeFacts, HearingFacts
from throughcare.sentences.models import Hearing
from throughcare.sentences.tests.facts_of_dan import learn, sentence_dan

THEFT = ChargeFacts(code="TH68010", title="Theft from a shop", wording="On 1/1/26 stole a hat")
LISTED = HearingFacts(
    key="libra:case:160:hearing:1",
    kind="First hearing",
    court="Ashwell Magistrates' Court",
    room="2",
    case_number="1600032981",
    days=(datetime(2026, 12, 3, 9, 30, tzinfo=UTC),),
    offences=(THEFT,),
)
DECIDED = replace(
    LISTED,
    offences=(
        replace(THEFT, plea="Guilty", plea_on=date(2026, 12, 3), results=("Community order",)),
    ),
)


def entries(person):
    with acting_as(SYSTEM):
        rows = Entry.objects.filter(person=person, kind="court-hearing").order_by("recorded_at")
        return [(row.title, row.text) for row in rows]


def test_a_hearing_that_is_moved_and_decided_stays_one_hearing(cast):
    learn("hearing", cast.dan, LISTED)
    moved = replace(LISTED, days=(datetime(2026, 12, 10, 9, 30, tzinfo=UTC),))
    learn("hearing", cast.dan, moved, at=NOW + timedelta(days=1))
    learn("hearing", cast.dan, DECIDED, at=NOW + timedelta(days=30))

    with acting_as(SYSTEM):
        row = Hearing.objects.get()
    assert row.days == ["2026-12-03T09:30:00+00:00"]
    assert row.offences[0]["plea_on"] == "2026-12-03"
    first, second, last = entries(cast.dan)
    assert first[0] == "Listed for 3 December 2026. First hearing: Ashwell Magistrates' Court"
    assert second[0].startswith("Listed for 10 December 2026")
    assert last == (
        "First hearing: Ashwell Magistrates' Court",
        "Theft from a shop: plea: Guilty; Community order",
    )


def test_a_hearing_to_come_has_not_happened_on_the_timeline(cast):
    learn("hearing", cast.dan, LISTED)

    with acting_as(SYSTEM):
        assert Entry.objects.get(kind="court-hearing").happened_at == NOW


def test_what_one_system_does_not_say_stays_as_another_said_it(cast):
    learn("hearing", cast.dan, LISTED)
    bare = HearingFacts(key=LISTED.key, days=LISTED.days, is_report_awaited=True)
    learn("hearing", cast.dan, bare, at=NOW + timedelta(days=1))

    with acting_as(SYSTEM):
        row = Hearing.objects.get()
    assert (row.court, len(row.offences), row.is_report_awaited) == (LISTED.court, 1, True)


def test_a_hearing_on_several_days_is_to_come_until_its_last_day(cast, client):
    days = tuple(datetime(2026, 11, day, 10, tzinfo=UTC) for day in (23, 24))
    learn("hearing", cast.dan, replace(LISTED, days=days))
    client.force_login(cast.member("amina"))

    text = client.get(f"/people/{cast.dan.ref}/sentence").text

    assert "No hearing is listed" not in text
    assert "Monday 23 November, 10am; Tuesday 24 November, 10am" in text


def test_what_is_to_come_stands_before_what_has_been(cast, client):
    sentence_dan(cast.dan)
    been = replace(DECIDED, key="libra:2", kind="Trial", days=(datetime(2026, 3, 1, tzinfo=UTC),))
    learn("hearing", cast.dan, been)
    bail = ApplicationFacts(title="Vary bail", status="Granted", received_on=date(2026, 11, 20))
    learn("hearing", cast.dan, replace(LISTED, applications=(bail,), is_youth=True))
    client.force_login(cast.member("amina"))

    text = client.get(f"/people/{cast.dan.ref}/sentence").text

    assert text.index("First hearing: Ashwell") < text.index("Trial: Ashwell")
    for said in ("Vary bail", "Granted", "Plea: <bdi>Guilty", "Listed as a youth", "1600032981"):
        assert said in text


def test_a_hearing_without_a_day_is_shown_and_not_called_coming(cast, client):
    learn("hearing", cast.dan, replace(LISTED, days=()))
    client.force_login(cast.member("amina"))

    text = client.get(f"/people/{cast.dan.ref}/sentence").text

    assert "No hearing is listed that we know of." in text
    assert "No day is given" in text
