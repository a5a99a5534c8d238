"""Pages about appointments, as somebody signed in uses them."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.sentences.models import Requirement
from throughcare.supervision import actions
from throughcare.supervision.models import Appointment, Recording


@pytest.fixture
def amina(client: Client, cast: Any) -> Client:
    client.force_login(cast.member("amina"))
    return client


def address(cast: Any, page: str, appointment: Any = None, person: Any = None) -> str:
    named = {"id": appointment.pk} if appointment else {}
    return reverse(f"supervision:{page}", kwargs={"ref": (person or cast.dan).ref, **named})


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_says_what_is_owed_what_is_to_come_and_what_was(
    amina: Client, cast: Any, book: Any
) -> None:
    owed, past = book(), book(starts_at=NOW - timedelta(days=7))
    book(starts_at=NOW + timedelta(days=7), place="Room 2")
    with acting_as(cast.amina):
        actions.record_outcome(
            actor=cast.amina, appointment=past, version=1, outcome="ATTC", at=NOW
        )

    page = text_of(amina.get(address(cast, "appointments")))

    assert page.index("Waiting for an outcome") < page.index("To come") < page.index("Past")
    assert address(cast, "outcome", owed) in page
    assert "Tuesday 1 December, 9.30am" in page
    assert "Room 2" in page
    assert "Attended and complied" in page


def test_an_empty_list_says_what_would_make_it_fill(amina: Client, cast: Any) -> None:
    page = text_of(amina.get(address(cast, "appointments")))

    assert "Nothing is booked." in page


def test_the_past_is_read_a_page_at_a_time(amina: Client, cast: Any, book: Any) -> None:
    for days in range(30):
        one = book(starts_at=NOW - timedelta(days=days, hours=1))
        with acting_as(cast.amina):
            actions.record_outcome(
                actor=cast.amina, appointment=one, version=1, outcome="ATTC", at=NOW
            )

    first = text_of(amina.get(address(cast, "appointments")))
    (older,) = re.findall(r'href="(\?after=[^"]+)"', first)
    second = text_of(amina.get(address(cast, "appointments") + older))

    shown = [set(re.findall(r"appointments/([0-9a-f-]{36})", page)) for page in (first, second)]
    assert [len(page) for page in shown] == [25, 5]
    assert not shown[0] & shown[1]
    assert 'href="?after=' not in second


@pytest.mark.parametrize("after", ["nonsense", "2026-11-24T09:30_x", "'; drop table", "%00"])
def test_a_place_that_is_none_shows_the_newest(amina: Client, cast: Any, after: str) -> None:
    assert amina.get(address(cast, "appointments"), {"after": after}).status_code == 200


def booking(**typed: str) -> dict[str, str]:
    return {
        "type": "COAP",
        "starts_at_day": "1 12 26",
        "starts_at_time": "230pm",
        "place": "Room 2",
        "once": str(uuid4()),
        **typed,
    }


def test_a_time_is_typed_as_people_type_it(amina: Client, cast: Any) -> None:
    answer = amina.post(address(cast, "book"), booking())

    assert answer.status_code == 302
    with acting_as(cast.amina):
        booked = Appointment.objects.get()
    assert booked.starts_at.isoformat() == "2026-12-01T14:30:00+00:00"
    assert booked.ends_at - booked.starts_at == timedelta(minutes=30)


def test_summer_time_is_the_clocks_on_the_wall(amina: Client, cast: Any) -> None:
    amina.post(address(cast, "book"), booking(starts_at_day="1 6 27"))

    with acting_as(cast.amina):
        assert Appointment.objects.get().starts_at.isoformat() == "2027-06-01T13:30:00+00:00"


def test_what_is_booked_for_the_past_goes_on_to_its_outcome(amina: Client, cast: Any) -> None:
    answer = amina.post(address(cast, "book"), booking(starts_at_day="yesterday"))

    with acting_as(cast.amina):
        assert answer.headers["Location"] == address(cast, "outcome", Appointment.objects.get())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_at_day": ""}, "Enter the date as well"),
        ({"starts_at_day": "30 2 27"}, "date"),
        ({"starts_at_time": "25:00"}, "There is no such time"),
        ({"starts_at_time": "2"}, "am or pm"),
        ({"type": "TEA"}, "Choose one of the answers offered"),
        ({"type": ""}, "Choose what kind of appointment it is"),
        ({"place": ""}, "Enter where it is"),
        ({"minutes": "-3"}, "must be 5 or more"),
        ({"minutes": "a while"}, "in figures"),
        ({"with_whom": "999999"}, "Choose one of the answers offered"),
        ({"requirement": str(uuid4())}, ""),
    ],
)
def test_what_cannot_be_booked_is_said_and_nothing_typed_is_lost(
    amina: Client, cast: Any, typed: dict[str, str], said: str
) -> None:
    answer = amina.post(address(cast, "book"), booking(description="About his flat", **typed))

    if said:
        assert said in text_of(answer)
        assert "About his flat" in text_of(answer)
        with acting_as(cast.amina):
            assert not Appointment.objects.exists()


def test_the_same_booking_sent_twice_is_one(amina: Client, cast: Any) -> None:
    typed = booking()

    amina.post(address(cast, "book"), typed)
    amina.post(address(cast, "book"), typed)

    with acting_as(cast.amina):
        assert Appointment.objects.count() == 1


def outcome(appointment: Any, **typed: str) -> dict[str, str]:
    return {
        "happened": "attended-complied",
        "complied_as": "ATTC",
        "credit": "1",
        "version": str(appointment.version),
        "once": str(uuid4()),
        **typed,
    }


def test_what_each_answer_leads_to_is_said_before_anything_is_saved(
    amina: Client, cast: Any, appointment: Any, book: Any
) -> None:
    earlier = book(starts_at=NOW - timedelta(days=60))
    with acting_as(cast.amina):
        actions.record_outcome(
            actor=cast.amina,
            appointment=earlier,
            version=1,
            outcome="UAAB",
            enforcement="EA02",
            at=NOW,
        )

    page = text_of(amina.get(address(cast, "outcome", appointment)))

    assert "This will be the second failure to comply in 12 months" in page
    assert "the law requires you to refer it" in page
    assert "Friday 25 September 2026" in page


def test_credit_and_the_next_appointment_are_there_to_be_saved_with_one_button(
    amina: Client, cast: Any, appointment: Any
) -> None:
    page = text_of(amina.get(address(cast, "outcome", appointment)))
    assert 'value="1/12/2026"' in page
    assert 'value="8.30am"' in page

    answer = amina.post(
        address(cast, "outcome", appointment),
        outcome(appointment, note="Good.", next_at_day="1/12/2026", next_at_time="8.30am"),
    )

    assert answer.status_code == 302
    with acting_as(cast.amina):
        assert Requirement.objects.get().used == Decimal(5)
        assert Appointment.objects.filter(latest=None).count() == 1
        assert Recording.objects.get().outcome == "ATTC"


def test_left_empty_no_next_appointment_is_booked(
    amina: Client, cast: Any, appointment: Any
) -> None:
    amina.post(address(cast, "outcome", appointment), outcome(appointment))

    with acting_as(cast.amina):
        assert Appointment.objects.count() == 1


def test_an_appointment_booked_already_is_shown_instead_of_a_suggestion(
    amina: Client, cast: Any, appointment: Any, book: Any
) -> None:
    book(starts_at=NOW + timedelta(days=2))

    page = text_of(amina.get(address(cast, "outcome", appointment)))

    assert "Already booked: Thursday 26 November, 9.30am" in page
    assert 'value="1/12/2026"' not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"happened": ""}, "Choose whether it happened"),
        ({"happened": "absent"}, "Choose what happened"),
        ({"happened": "absent", "absent_as": "accepted"}, "Choose what happened"),
        ({"happened": "absent", "absent_as": "UAAB"}, "Choose what you do about it"),
        ({"happened": "attended-failed", "failed_as": "AFTC"}, "Choose what you do about it"),
        ({"happened": "absent", "absent_as": "ATTC"}, "Choose one of the answers offered"),
        ({"happened": "rescheduled", "moved_as": "RSOF"}, "Enter when it will be instead"),
        ({"credit": "-1"}, "must be 0 or more"),
        ({"credit": "lots"}, "in figures"),
        ({"next_at_day": "yesterday", "next_at_time": "10am"}, "already past"),
        ({"version": "x"}, "no longer knows what it was changing"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_the_note_stays(
    amina: Client, cast: Any, appointment: Any, typed: dict[str, str], said: str
) -> None:
    answer = amina.post(
        address(cast, "outcome", appointment), outcome(appointment, note="Kept text", **typed)
    )

    assert said in text_of(answer)
    assert "Kept text" in text_of(answer)
    with acting_as(cast.amina):
        assert not Recording.objects.exists()


def test_what_was_asked_under_another_answer_is_not_asked(
    amina: Client, cast: Any, appointment: Any
) -> None:
    answer = amina.post(
        address(cast, "outcome", appointment),
        outcome(appointment, absent_as="UAAB", failed_as="AFTC", absent_enforcement="EA02"),
    )

    assert answer.status_code == 302
    with acting_as(cast.amina):
        assert Recording.objects.get().outcome == "ATTC"


def test_an_acceptable_reason_needs_nothing_done_about_it(
    amina: Client, cast: Any, appointment: Any
) -> None:
    typed = outcome(
        appointment, happened="absent", absent_as="accepted", absent_reason="AAME", credit=""
    )

    assert amina.post(address(cast, "outcome", appointment), typed).status_code == 302
    with acting_as(cast.amina):
        assert Recording.objects.get().acceptable is True


def test_the_second_of_two_sees_both_and_can_save_a_correction(
    amina: Client, cast: Any, appointment: Any
) -> None:
    with acting_as(cast.ben):
        actions.record_outcome(
            actor=cast.ben, appointment=appointment, version=1, outcome="ATTC", note="His", at=NOW
        )

    answer = amina.post(
        address(cast, "outcome", appointment),
        {**outcome(appointment), "version": "1", "note": "Hers"},
    )

    page = text_of(answer)
    assert "Ben Adeyemi</bdi> recorded an outcome while you were writing" in page
    assert "His" in page
    assert "Hers" in page
    assert address(cast, "correct", appointment) in page
    with acting_as(cast.amina):
        assert Recording.objects.count() == 1


def test_a_correction_says_why_and_shows_both(amina: Client, cast: Any, appointment: Any) -> None:
    amina.post(address(cast, "outcome", appointment), outcome(appointment, note="Came"))
    typed = outcome(appointment, happened="absent", absent_as="accepted", absent_reason="AAME")
    typed["version"] = "2"

    refused = amina.post(address(cast, "correct", appointment), typed)
    answer = amina.post(address(cast, "correct", appointment), {**typed, "why": "It was Tom"})

    assert "Write why what was recorded is not right" in text_of(refused)
    page = text_of(amina.get(answer.headers["Location"]))
    assert page.index("Acceptable absence: medical") < page.index("Attended and complied")
    assert "It was Tom" in page
    assert "corrected since" in page


def test_asking_for_the_outcome_of_what_is_recorded_leads_to_correcting_it(
    amina: Client, cast: Any, appointment: Any
) -> None:
    amina.post(address(cast, "outcome", appointment), outcome(appointment))

    answer = amina.get(address(cast, "outcome", appointment))

    assert answer.headers["Location"] == address(cast, "correct", appointment)


def test_what_is_still_to_come_can_only_be_rescheduled(amina: Client, cast: Any, book: Any) -> None:
    later = book(starts_at=NOW + timedelta(days=1))

    answer = amina.post(address(cast, "outcome", later), outcome(later))

    assert "It is still to come" in text_of(answer)


def test_an_appointment_is_moved_and_cancelled(amina: Client, cast: Any, book: Any) -> None:
    first, second = book(starts_at=NOW + timedelta(days=1)), book(starts_at=NOW + timedelta(days=2))

    amina.post(
        address(cast, "reschedule", first),
        {
            "starts_at_day": "3 12 26",
            "starts_at_time": "10:00",
            "outcome": "RSOF",
            "place": "Room 3",
            "version": "1",
            "once": str(uuid4()),
        },
    )
    amina.post(address(cast, "cancel", second), {"why": "Booked twice", "version": "1"})

    page = text_of(amina.get(address(cast, "appointments")))
    assert "Now Thursday 3 December, 10am" in page
    assert "Cancelled" in page
    assert "Room 3" in page


def test_what_changed_meanwhile_is_neither_moved_nor_cancelled(
    amina: Client, cast: Any, book: Any
) -> None:
    later = book(starts_at=NOW + timedelta(days=1))

    answer = amina.post(address(cast, "cancel", later), {"why": "Because", "version": "7"})

    assert "Somebody has changed this appointment meanwhile" in text_of(answer)
    assert "Because" in text_of(answer)


@pytest.mark.parametrize("page", ["appointment", "outcome", "correct", "reschedule", "cancel"])
def test_an_appointment_of_somebody_out_of_reach_is_not_there(
    client: Client, cast: Any, appointment: Any, page: str
) -> None:
    client.force_login(cast.member("cara"))

    hidden = client.get(address(cast, page, appointment))
    under_another = client.get(address(cast, page, appointment, person=cast.erin))

    assert (hidden.status_code, under_another.status_code) == (404, 404)
    assert b"Dan Rees" not in hidden.content + under_another.content


def test_text_that_would_act_on_the_page_is_shown_as_text(
    amina: Client, cast: Any, appointment: Any
) -> None:
    amina.post(
        address(cast, "outcome", appointment),
        outcome(appointment, note="<script>alert(1)</script>{{ 7*7 }}"),
    )

    page = amina.get(address(cast, "appointment", appointment)).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
