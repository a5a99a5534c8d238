"""Booking, moving, recording and correcting."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.record.models import Entry
from throughcare.sentences.models import Requirement
from throughcare.supervision import actions
from throughcare.supervision.models import Appointment, Recording

TOMORROW = NOW + timedelta(days=1)


def record(cast: Any, appointment: Appointment, **said: Any) -> Recording:
    actor = said.pop("actor", cast.amina)
    given = {"version": appointment.version, "outcome": "ATTC", "at": NOW, **said}
    with acting_as(actor):
        return actions.record_outcome(actor=actor, appointment=appointment, **given)


def fresh(cast: Any, appointment: Appointment) -> Appointment:
    with acting_as(cast.amina):
        return Appointment.objects.select_related(
            "latest", "person", "requirement", "rescheduled_to"
        ).get(pk=appointment.pk)


def used(cast: Any) -> Decimal | None:
    with acting_as(cast.amina):
        return Requirement.objects.get().used


def entries(cast: Any, kind: str) -> list[Entry]:
    with acting_as(cast.amina):
        return list(Entry.objects.filter(kind=kind).order_by("recorded_at", "original"))


def test_an_appointment_is_as_long_as_its_kind_usually_is(book: Any, cast: Any) -> None:
    appointment = book(type="CHVS", starts_at=TOMORROW)

    assert appointment.ends_at - appointment.starts_at == timedelta(minutes=60)
    assert appointment.type_text == "Home visit"
    assert [entry.title for entry in entries(cast, "appointment-booked")] == [
        "Home visit, Wednesday 25 November 2026, 9.30am"
    ]


def test_a_kind_the_pack_does_not_have_cannot_be_booked(book: Any) -> None:
    with pytest.raises(actions.UnknownType):
        book(type="TEA")


def test_a_requirement_of_somebody_else_cannot_be_counted_toward(
    cast: Any, requirement: Any
) -> None:
    with acting_as(cast.cara), pytest.raises(ValueError, match="another person"):
        actions.book_appointment(
            actor=cast.cara,
            person=cast.erin,
            type="COAP",
            starts_at=TOMORROW,
            requirement=requirement,
            at=NOW,
        )


def test_the_same_form_sent_twice_books_once(book: Any, cast: Any) -> None:
    id = uuid4()

    first, second = book(id=id), book(id=id)

    assert first.pk == second.pk == id
    assert len(entries(cast, "appointment-booked")) == 1


def test_what_came_of_it_credits_the_requirement_and_becomes_an_entry(
    cast: Any, appointment: Any
) -> None:
    record(cast, appointment, note="On time and open.", credit=Decimal(1))

    assert used(cast) == 5
    (entry,) = entries(cast, "appointment-outcome")
    assert entry.title == "Office appointment: Attended and complied"
    assert entry.text == "On time and open."
    assert entry.happened_at == appointment.starts_at
    assert entry.author_text == "Amina Khan"


def test_an_outcome_that_credits_nothing_credits_nothing_whatever_is_sent(
    cast: Any, appointment: Any
) -> None:
    record(cast, appointment, outcome="AAME", credit=Decimal(1))

    assert used(cast) == 4


def test_an_outcome_is_recorded_once(cast: Any, appointment: Any) -> None:
    record(cast, appointment)

    with pytest.raises(actions.AlreadyRecorded):
        record(cast, fresh(cast, appointment), outcome="UAAB", enforcement="EA02")


def test_the_same_form_sent_twice_records_and_credits_once(cast: Any, appointment: Any) -> None:
    sent = {"id": uuid4(), "credit": Decimal(1), "next_at": TOMORROW, "next_id": uuid4()}

    first = record(cast, appointment, **sent)
    second = record(cast, fresh(cast, appointment), **sent)

    assert first.pk == second.pk
    assert used(cast) == 5
    with acting_as(cast.amina):
        assert Appointment.objects.count() == 2


def test_of_two_who_record_at_once_the_second_is_told(cast: Any, appointment: Any) -> None:
    seen_by_both = appointment.version
    stale = fresh(cast, appointment)
    record(cast, appointment, version=seen_by_both)

    with pytest.raises(ChangedMeanwhile):
        record(cast, stale, version=seen_by_both, credit=Decimal(1))
    assert used(cast) == 4


def test_nothing_can_have_come_of_what_is_still_to_come(cast: Any, book: Any) -> None:
    with pytest.raises(actions.NotYetDue):
        record(cast, book(starts_at=TOMORROW))


@pytest.mark.parametrize("outcome", ["UAAB", "AFTC", "AFTA"])
def test_a_failure_is_recorded_with_what_is_done_about_it(
    cast: Any, appointment: Any, outcome: str
) -> None:
    with pytest.raises(actions.NeedsEnforcement):
        record(cast, appointment, outcome=outcome)

    record(cast, appointment, outcome=outcome, enforcement="EA02")
    assert [entry.title for entry in entries(cast, "enforcement")] == ["First warning letter sent"]


def test_a_reason_not_known_yet_may_be_given_for_five_working_days(
    cast: Any, appointment: Any
) -> None:
    recording = record(cast, appointment, outcome="AFTA", enforcement="EA12")

    assert recording.acceptable is None
    assert f"{recording.reply_by}" == "2026-12-01"  # Tuesday after a Tuesday: a weekend between


def test_an_outcome_nobody_knows_is_refused(cast: Any, appointment: Any) -> None:
    with pytest.raises(actions.UnknownOutcome):
        record(cast, appointment, outcome="NOPE")


def test_the_next_appointment_is_like_this_one_at_its_own_time(cast: Any, book: Any) -> None:
    appointment = book(place="Room 2", with_whom=cast.member("amina"))

    record(cast, appointment, next_at=NOW + timedelta(days=7))

    with acting_as(cast.amina):
        following = Appointment.objects.order_by("starts_at").last()
    assert following is not None
    assert following.starts_at == NOW + timedelta(days=7)
    assert (following.place, following.type, following.with_whom_id) == (
        "Room 2",
        "COAP",
        appointment.with_whom_id,
    )


def test_what_was_rescheduled_needs_a_new_date(cast: Any, appointment: Any) -> None:
    with pytest.raises(actions.NeedsNewDate):
        record(cast, appointment, outcome="RSOF")


def test_what_was_rescheduled_leads_to_what_took_its_place(cast: Any, appointment: Any) -> None:
    record(cast, appointment, outcome="RSOF", next_at=TOMORROW, note="He has work.")

    moved = fresh(cast, appointment)
    assert moved.rescheduled_to is not None
    assert moved.rescheduled_to.starts_at == TOMORROW
    (entry,) = entries(cast, "appointment-moved")
    assert entry.title.endswith("moved to Wednesday 25 November 2026, 9.30am")
    assert entry.text == "He has work."


def test_an_appointment_to_come_can_be_moved(cast: Any, book: Any) -> None:
    appointment = book(starts_at=TOMORROW, place="Room 2")

    with acting_as(cast.amina):
        instead = actions.reschedule(
            actor=cast.amina,
            appointment=appointment,
            version=1,
            outcome="RSSR",
            starts_at=TOMORROW + timedelta(hours=2),
            at=NOW,
        )

    assert instead.place == "Room 2"
    assert fresh(cast, appointment).state(NOW) == Appointment.State.RECORDED


def test_what_is_over_can_neither_be_moved_nor_cancelled(cast: Any, appointment: Any) -> None:
    with acting_as(cast.amina):
        with pytest.raises(actions.AlreadyOver):
            actions.reschedule(
                actor=cast.amina,
                appointment=appointment,
                version=1,
                outcome="RSSR",
                starts_at=TOMORROW,
                at=NOW,
            )
        with pytest.raises(actions.AlreadyOver):
            actions.cancel_appointment(
                actor=cast.amina, appointment=appointment, version=1, why="Typed twice", at=NOW
            )


def test_moving_needs_an_outcome_that_says_so(cast: Any, book: Any) -> None:
    appointment = book(starts_at=TOMORROW)

    with acting_as(cast.amina), pytest.raises(actions.UnknownOutcome):
        actions.reschedule(
            actor=cast.amina,
            appointment=appointment,
            version=1,
            outcome="UAAB",
            starts_at=TOMORROW,
            at=NOW,
        )


def test_a_cancelled_appointment_is_closed_for_good(cast: Any, book: Any) -> None:
    appointment = book(starts_at=TOMORROW)
    with acting_as(cast.amina):
        actions.cancel_appointment(
            actor=cast.amina, appointment=appointment, version=1, why="Typed twice", at=NOW
        )

    with pytest.raises(AccessDenied, match="cancelled"):
        record(cast, fresh(cast, appointment), at=TOMORROW + timedelta(hours=1))


def test_a_correction_keeps_what_was_said_and_takes_its_credit_back(
    cast: Any, appointment: Any
) -> None:
    record(cast, appointment, credit=Decimal(1), note="Came.")
    was = fresh(cast, appointment)

    with acting_as(cast.amina):
        actions.correct_outcome(
            actor=cast.amina,
            appointment=was,
            version=was.version,
            outcome="UAAB",
            enforcement="NFA",
            note="It was his brother who came.",
            why="Mistaken for his brother",
            at=NOW + timedelta(minutes=5),
        )
        said = list(Recording.objects.order_by("number").values_list("outcome", flat=True))

    assert said == ["ATTC", "UAAB"]
    assert used(cast) == 4
    now = fresh(cast, appointment)
    assert now.latest is not None
    assert now.latest.outcome == "UAAB"
    before, after = entries(cast, "appointment-outcome")
    assert after.supersedes_id == before.pk


def test_what_others_counted_meanwhile_stays_when_a_credit_is_taken_back(
    cast: Any, appointment: Any, requirement: Any
) -> None:
    record(cast, appointment, credit=Decimal(1))
    with acting_as(cast.amina):
        Requirement.objects.update(used=Decimal("0.5"))
    was = fresh(cast, appointment)

    with acting_as(cast.amina):
        actions.correct_outcome(
            actor=cast.amina,
            appointment=was,
            version=was.version,
            outcome="AAME",
            why="He was ill",
            at=NOW,
        )

    assert used(cast) == 0


def test_nothing_recorded_leaves_nothing_to_correct(cast: Any, appointment: Any) -> None:
    with acting_as(cast.amina), pytest.raises(actions.NothingToCorrect):
        actions.correct_outcome(
            actor=cast.amina, appointment=appointment, version=1, outcome="ATTC", why="x", at=NOW
        )


def test_a_failure_counts_only_where_the_appointment_counts(cast: Any, book: Any) -> None:
    counting, not_counting = book(), book(type="COSR")

    first = record(cast, counting, outcome="UAAB", enforcement="EA02")
    second = record(cast, not_counting, outcome="UAAB", enforcement="NFA")

    assert (first.is_failure, second.is_failure) == (True, False)


def test_text_that_looks_like_something_else_is_kept_as_it_was_typed(
    cast: Any, appointment: Any
) -> None:
    typed = "'; drop table people_person; -- {{ 7*7 }} <script>alert(1)</script> \u202egnp.exe"

    record(cast, appointment, note=typed)

    assert entries(cast, "appointment-outcome")[0].text == typed


def test_a_time_that_comes_twice_is_kept_apart(cast: Any, book: Any) -> None:
    first = book(starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = book(starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))

    assert second.starts_at - first.starts_at == timedelta(hours=1)
    # Both are put on the record in the same moment, so neither comes first.
    assert sorted(entry.title for entry in entries(cast, "appointment-booked")) == [
        "Office appointment, Sunday 25 October 2026, 1.30am BST",
        "Office appointment, Sunday 25 October 2026, 1.30am GMT",
    ]
