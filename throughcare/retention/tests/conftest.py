"""Erin, whom nobody holds any more and whose time is over; Rhys, who manages records."""

from datetime import date
from typing import Any

import pytest

from tests.databases import NOW
from tests.world import PASSWORD, SINCE
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Holding
from throughcare.people.reach import actor_for
from throughcare.staff import actions as staff

LONG_AGO = date(2018, 3, 1)


def records_manager(cast: Any) -> Any:
    """A colleague who answers for records."""
    with acting_as(SYSTEM):
        member = staff.add_member(
            actor=SYSTEM, name="Rhys Vaughan-Cole", email="rhys@example.invalid", password=PASSWORD
        )
        staff.post(
            actor=SYSTEM,
            member=member,
            unit=cast.unit("EW"),
            role="records-manager",
            since=SINCE,
        )
    return member


def let_go(person: Any, *, on: date = LONG_AGO) -> None:
    """Nobody has held the person since that day."""
    with acting_as(SYSTEM):
        Holding.objects.filter(person=person).update(since=on, until=on)


@pytest.fixture
def rhys(cast: Any) -> Any:
    return actor_for(staff_id=records_manager(cast).pk, at=NOW)
