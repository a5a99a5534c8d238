"""What managers are asked to look at: an emergency to review, a request to answer, a hold."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.disclosure import actions as disclosure
from throughcare.foundation.access import acting_as
from throughcare.foundation.calendar import local_day
from throughcare.people import actions as people
from throughcare.people.reach import actor_for
from throughcare.retention import actions as retention

_A_DAY, _A_YEAR = timedelta(days=1), timedelta(days=365)


def leave_to_oversee(everybody: Iterable[Someone], area: Area) -> None:
    """One of each, as the colleagues do it who sign in."""
    cast = {one.life.cast.key: one for one in everybody if one.life.cast}
    _open_in_emergency(cast["leanne"], area)
    _ask_for_their_record(cast["bethan"], area)
    _hold(cast["marcus"], area)


def _open_in_emergency(someone: Someone, area: Area) -> None:
    """The prison's supervising officer, who has nothing to do with her, yesterday."""
    at, number = area.at - _A_DAY, someone.identity.identifiers[0].text
    officer = actor_for(staff_id=area.members["so"].pk, at=at)
    with acting_as(officer):
        people.open_in_emergency(
            actor=officer,
            number=number,
            born_on=someone.person.born_on,
            reason="Came to visit, collapsed at the gate. Paramedics ask whom to ring.",
            at=at,
            id=uuid4(),
        )


def _ask_for_their_record(someone: Someone, area: Area) -> None:
    manager = area.actor_now("manager")
    with acting_as(manager):
        disclosure.open_request(
            actor=manager,
            person=someone.person,
            received_on=local_day(area.at - 4 * _A_DAY),
            on_behalf="",
            asked_for="Everything since the order began.",
            at=area.at - 3 * _A_DAY,
            id=uuid4(),
        )


def _hold(someone: Someone, area: Area) -> None:
    records = area.actor_now("records")
    with acting_as(records):
        retention.place_hold(
            actor=records,
            person=someone.person,
            kind="investigation",
            reason="The ombudsman’s letter of last week.",
            review_on=local_day(area.at + _A_YEAR),
            at=area.at - 6 * _A_DAY,
            id=uuid4(),
        )
