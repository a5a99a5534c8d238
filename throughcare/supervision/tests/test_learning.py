"""Appointments as messages tell of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.record.models import Entry
from throughcare.supervision import actions
from throughcare.supervision.facts import AppointmentFacts
from throughcare.supervision.models import Appointment, Recording

TOLD = AppointmentFacts(
    key="ndelius:contact:1325",
    type_text="Phone call",
    starts_at=NOW - timedelta(days=3),
    with_name="Terry Jones",
    counts=True,
)


def learn(cast: Any, facts: AppointmentFacts, *, at: Any = NOW) -> bool:
    with acting_as(SYSTEM):
        return actions.learn_appointment(
            actor=SYSTEM, person=cast.dan, facts=facts, source=None, at=at
        )


def said(cast: Any) -> list[tuple[str, str, bool | None, bool]]:
    with acting_as(cast.amina):
        rows = Recording.objects.order_by("number")
        return [(r.outcome_text, r.happened, r.acceptable, r.is_failure) for r in rows]


def test_the_same_message_again_changes_nothing(cast: Any) -> None:
    told = replace(TOLD, outcome_text="Came", attended=True, complied=True)

    assert learn(cast, told) is True
    assert learn(cast, told, at=NOW + timedelta(days=1)) is False
    with acting_as(cast.amina):
        assert Appointment.objects.count() == Recording.objects.count() == 1
        assert Entry.objects.filter(kind="appointment-outcome").count() == 1


def test_what_the_other_system_changes_changes_here(cast: Any) -> None:
    learn(cast, TOLD)

    assert learn(cast, replace(TOLD, place="Room 4"), at=NOW + timedelta(hours=1)) is True
    with acting_as(cast.amina):
        assert Appointment.objects.get().place == "Room 4"


def test_an_older_message_undoes_nothing(cast: Any) -> None:
    learn(cast, replace(TOLD, place="Room 4"))

    assert learn(cast, replace(TOLD, attended=False), at=NOW - timedelta(days=1)) is False
    assert said(cast) == []


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"outcome": "ATTC"}, ("Attended and complied", "attended-complied", True, False)),
        ({"outcome": "UAAB"}, ("Unacceptable absence", "absent", False, True)),
        (
            {"attended": True, "complied": False, "outcome_text": "Was rude"},
            ("Was rude", "attended-failed", False, True),
        ),
        ({"attended": False}, ("Did not attend", "absent", None, False)),
        (
            {"attended": False, "acceptable": True, "outcome_text": "Ill"},
            ("Ill", "absent", True, False),
        ),
        ({"was_rescheduled": True}, ("Rescheduled", "rescheduled", True, False)),
        ({"outcome_text": "Something else"}, ("Something else", "", None, False)),
    ],
)
def test_an_outcome_is_kept_as_far_as_it_is_told(cast: Any, told: Any, kept: Any) -> None:
    learn(cast, replace(TOLD, **told))

    assert said(cast) == [kept]


def test_a_changed_outcome_keeps_the_former_readable(cast: Any) -> None:
    learn(cast, replace(TOLD, outcome="AFTA"))
    learn(cast, replace(TOLD, outcome="AAME"), at=NOW + timedelta(days=2))

    assert [outcome for outcome, *_ in said(cast)] == [
        "Failed to attend, reason not known yet",
        "Acceptable absence: medical",
    ]


def test_what_a_colleague_recorded_here_is_not_said_twice(cast: Any) -> None:
    learn(cast, TOLD)
    with acting_as(cast.amina):
        appointment = Appointment.objects.select_related("person", "latest").get()
        actions.record_outcome(
            actor=cast.amina, appointment=appointment, version=1, outcome="ATTC", at=NOW
        )

    assert learn(cast, replace(TOLD, outcome="ATTC"), at=NOW + timedelta(days=1)) is False
    assert len(said(cast)) == 1


def test_a_colleague_the_message_names_is_known_by_their_code(cast: Any) -> None:
    learn(cast, TOLD)

    with acting_as(cast.amina):
        appointment = Appointment.objects.get()
        assert (appointment.with_whom, appointment.with_words) == (None, "Terry Jones")


def test_an_end_before_the_beginning_is_left_out(cast: Any) -> None:
    learn(cast, replace(TOLD, ends_at=TOLD.starts_at - timedelta(hours=1)))

    with acting_as(cast.amina):
        assert Appointment.objects.get().ends_at is None


def test_what_is_marked_sensitive_is_hidden_with_its_outcome_and_its_entry(cast: Any) -> None:
    learn(cast, replace(TOLD, outcome="ATTC", note="Told us about a third party", marking=4))

    for hidden_from in (cast.amina, cast.cara):
        with acting_as(hidden_from):
            assert not Appointment.objects.exists()
            assert not Recording.objects.exists()
            assert not Entry.objects.filter(kind="appointment-outcome").exists()
    with acting_as(cast.ben):
        assert Recording.objects.count() == Appointment.objects.count() == 1


def test_only_the_program_and_colleagues_of_the_person_learn(cast: Any) -> None:
    with acting_as(cast.cara), pytest.raises(AccessDenied):
        actions.learn_appointment(actor=cast.cara, person=cast.dan, facts=TOLD, source=None, at=NOW)
