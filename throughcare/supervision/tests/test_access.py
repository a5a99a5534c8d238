"""Who may book and record: a truth table over the cast."""

from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, acting_as, decide
from throughcare.supervision import actions, queries
from throughcare.supervision.access import BOOK_APPOINTMENT, RECORD_OUTCOME
from throughcare.supervision.models import Appointment

# Dan is held by team A in the community; who is not listed may do neither and sees nothing.
ABOUT_DAN = {"amina": True, "owen": True, "ben": True}
EVERYONE = [
    *("amina", "owen", "ben", "cara", "carys", "lena", "sol"),
    *("gwen", "tess", "tom", "fay", "pia", "ada"),
]


@pytest.mark.parametrize("who", EVERYONE)
def test_who_may_book_and_record_for_dan(cast: Any, appointment: Any, who: str) -> None:
    actor = getattr(cast, who)
    may = ABOUT_DAN.get(who, who == "lena")  # Lena reaches the whole region

    assert decide(actor, BOOK_APPOINTMENT, appointment).allowed is may
    assert decide(actor, RECORD_OUTCOME, appointment).allowed is may


@pytest.mark.parametrize("who", EVERYONE)
def test_the_list_and_the_single_appointment_agree(cast: Any, appointment: Any, who: str) -> None:
    actor = getattr(cast, who)

    with acting_as(actor):
        there = Appointment.objects.filter(pk=appointment.pk).exists()
        owed = queries.owed_of(actor=actor, people=[cast.dan.pk], now=NOW)
    assert there is decide(actor, RECORD_OUTCOME, appointment).allowed
    assert (owed == {cast.dan.pk: 1}) is there


def test_who_may_not_is_told_who_may(cast: Any, appointment: Any) -> None:
    with acting_as(cast.cara), pytest.raises(AccessDenied, match="units that hold this person"):
        actions.record_outcome(
            actor=cast.cara, appointment=appointment, version=1, outcome="ATTC", at=NOW
        )


def test_a_partner_records_for_the_people_referred_to_them_alone(
    cast: Any, appointment: Any
) -> None:
    assert "supervision.record_outcome" in cast.pia.powers
    assert not decide(cast.pia, RECORD_OUTCOME, appointment).allowed
