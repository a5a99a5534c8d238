"""Signals raise concerns: from the record, by themselves, once, and for those who may know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.calculations import actions as calculations
from throughcare.calculations.models import Due
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, require
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.record import actions as record
from throughcare.risk import queries as risk
from throughcare.risk.models import Concern
from throughcare.signals.access import LOOK
from throughcare.signals.actions import look_for_signals
from throughcare.supervision import actions as supervision

DAY = timedelta(days=1)
CT = pack().markings["ct"].number


@pytest.fixture
def write(cast):
    """Writes a note about Dan so many days ago, as Amina unless told otherwise."""

    def written(note_type, days=1, who="amina", marking=0, person=None):
        actor = getattr(cast, who)
        with acting_as(actor):
            return record.write_note(
                actor=actor,
                person=person or cast.dan,
                note_type=note_type,
                text="As said.",
                happened_at=NOW - days * DAY,
                at=NOW,
                marking=marking,
            )

    return written


@pytest.fixture
def meet(cast):
    """Books an appointment with Dan so many days ago, and records what came of it."""

    def met(days, outcome, marking=0, who="amina"):
        actor, at = getattr(cast, who), NOW - days * DAY
        with acting_as(actor):
            booked = supervision.book_appointment(
                actor=actor, person=cast.dan, type="COAP", starts_at=at, at=at, marking=marking
            )
            supervision.record_outcome(
                actor=actor,
                appointment=booked,
                version=1,
                outcome=outcome,
                enforcement="EA02",
                note="",
                at=NOW,
            )

    return met


def raised(signal, person=None):
    with acting_as(SYSTEM):
        rows = Concern.objects.filter(signal=signal).order_by("recorded_at")
        return list(rows.filter(person=person) if person else rows)


def due():
    with acting_as(SYSTEM):
        return Due.objects.exists()


def test_a_run_of_missed_appointments_says_which_and_is_told_once(cast, meet):
    meet(22, "ATTC")
    calculations.work_off(at=NOW)
    for days in (20, 10, 3):
        meet(days, "UAAB")
    assert due()
    calculations.work_off(at=NOW)
    calculations.recalculate({cast.dan.pk}, at=NOW)

    [one] = raised("missed-appointments")
    assert (one.kind, one.marking, one.author_text) == ("contact", 0, "Throughcare")
    with acting_as(cast.amina):
        page = risk.concern_page(actor=cast.amina, person=cast.dan, id=one.pk, today=NOW.date())
        assert page.line.signal == "A run of missed appointments"
        assert len(page.sources) == 3
        assert {source.page for source in page.sources} == {"record:entry"}
        [line] = risk.inbox(actor=cast.amina, which="mine", today=NOW.date()).lines
        assert line.concern.id == one.pk


def test_an_absence_with_a_reason_neither_counts_nor_breaks_the_run(cast, meet):
    for days, outcome in ((20, "UAAB"), (15, "AACL"), (10, "UAAB"), (3, "UAAB")):
        meet(days, outcome)
    calculations.work_off(at=NOW)

    assert len(raised("missed-appointments")) == 1


@pytest.mark.parametrize(("note_type", "n"), [("drug-test-positive", 3), ("arrest", 1)])
def test_notes_of_a_type_raise_one_as_soon_as_there_are_enough(cast, write, note_type, n):
    signal = {"drug-test-positive": "positive-tests", "arrest": "new-arrest"}[note_type]
    for days in range(1, n):
        write(note_type, days)
        calculations.work_off(at=NOW)
        assert raised(signal) == []
    write(note_type, n)
    calculations.work_off(at=NOW)

    assert len(raised(signal)) == 1


def test_a_colleague_who_writes_that_there_is_no_fixed_abode_has_it_looked_at(cast):
    calculations.work_off(at=NOW)
    with acting_as(cast.amina):
        people.write_circumstance(
            actor=cast.amina,
            person=cast.dan,
            what="address",
            facts={"no_fixed_abode": True},
            id="11111111-1111-1111-1111-111111111111",
            at=NOW,
        )
    assert due()
    calculations.work_off(at=NOW)

    [one] = raised("home-lost")
    assert one.made_from == ["people.address:11111111-1111-1111-1111-111111111111"]


def test_silence_is_noticed_on_the_day_it_becomes_too_long_and_in_custody_never(cast, write):
    write("contact", 10)
    last = NOW  # he came onto the record today
    calculations.recalculate({cast.dan.pk, cast.erin.pk}, at=last + 31 * DAY)
    assert raised("no-contact") == []

    for days in (32, 33):
        calculations.recalculate({cast.dan.pk, cast.erin.pk}, at=last + days * DAY)

    assert [one.person_id for one in raised("no-contact")] == [cast.dan.pk]


def test_silence_begins_anew_with_a_release(cast):
    later = NOW + 400 * DAY
    with acting_as(SYSTEM):
        inside = people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="custody",
            unit=cast.unit("MWI-A"),
            on=NOW.date(),
            at=NOW,
        )
        people.end_holding(actor=SYSTEM, person=cast.dan, holding=inside, on=later.date(), at=later)
    calculations.recalculate({cast.dan.pk}, at=later + 31 * DAY)
    assert raised("no-contact") == []

    calculations.recalculate({cast.dan.pk}, at=later + 32 * DAY)
    assert len(raised("no-contact")) == 1


def test_what_no_signal_counts_makes_nobody_due(cast, write):
    calculations.work_off(at=NOW)
    write("other")

    assert not due()


def test_what_is_marked_raises_one_only_those_who_may_read_it_see(cast, client, write):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("carys"),
            on=NOW.date(),
            at=NOW,
        )
    write("contact")
    write("drug-test-positive", 2)
    write("drug-test-positive", 3)
    write("drug-test-positive", 4, who="carys", marking=CT)
    calculations.work_off(at=NOW)

    [one] = raised("positive-tests")
    assert one.marking == CT
    assert len(one.made_from) == 3
    for who, sees in (("amina", False), ("ben", False), ("carys", True)):
        actor = getattr(cast, who)
        with acting_as(actor):
            found = risk.concerns_of(actor=actor, person=cast.dan, today=NOW.date()).open
            assert bool(found) is sees
            assert risk.how_many_to_look_at(actor=actor, today=NOW.date()) == sees
        client.force_login(cast.member(who))
        assert ("again and again" in client.get(f"/people/{cast.dan.ref}/risk").text) is sees
    # The third ordinary test is raised for everybody, as if nothing had been raised before.
    write("drug-test-positive", 1)
    calculations.work_off(at=NOW)
    with acting_as(cast.amina):
        page = risk.concerns_of(actor=cast.amina, person=cast.dan, today=NOW.date())
        [mine] = page.open
        sources = risk.concern_page(
            actor=cast.amina, person=cast.dan, id=mine.id, today=NOW.date()
        ).sources
    assert len(sources) == 3
    assert not any(source.marking for source in sources)


def test_an_entry_raised_since_is_left_out_of_what_a_concern_was_made_from(cast, write):
    entry = write("arrest")
    calculations.work_off(at=NOW)
    [one] = raised("new-arrest")
    with acting_as(cast.lena):
        record.raise_marking(
            actor=cast.lena, entry=entry, marking=CT, reason="He names a handler.", at=NOW
        )

    with acting_as(cast.amina):
        page = risk.concern_page(actor=cast.amina, person=cast.dan, id=one.pk, today=NOW.date())
        assert page.sources == []
        assert str(entry.pk) not in repr(page.line)


def test_only_the_program_looks(cast):
    with pytest.raises(AccessDenied):
        require(cast.lena, LOOK)


def test_many_people_take_as_many_queries_as_one(cast, write):
    def asked(numbers):
        with acting_as(SYSTEM), CaptureQueriesContext(connection) as taken:
            look_for_signals(people=numbers, at=NOW)
        return len(taken)

    write("contact")
    one = asked([cast.dan.pk])
    assert asked([cast.dan.pk, cast.erin.pk]) == one
