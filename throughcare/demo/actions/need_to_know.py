"""Who may see somebody by name, and who may not: decided by the manager, as in life."""

from datetime import time, timedelta

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.demo.content import CastPerson
from throughcare.demo.notes import MANAGERS
from throughcare.foundation.access import Actor, acting_as
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.people import actions as people

_A_WHILE_AGO, _NAMED_FOR = timedelta(days=20), timedelta(days=60)


def decide_who_sees(someone: Someone, area: Area) -> None:
    """Exclude, name and restrict as the cast says, as the manager of the team that holds them."""
    cast = someone.life.cast
    if cast and (cast.excluded or cast.granted_to or cast.restricted_to):
        # Every such decision changes who reaches whom: the manager's own reach is asked anew.
        manager = area.actor_now(MANAGERS[someone.life.unit])
        with acting_as(manager):
            _decide(someone, cast, manager, area)


def _decide(someone: Someone, cast: CastPerson, manager: Actor, area: Area) -> None:
    at = area.at - _A_WHILE_AGO
    if cast.excluded:
        people.exclude_colleague(
            actor=manager,
            person=someone.person,
            member=area.members[cast.excluded],
            reason=cast.excluded_because,
            at=at,
        )
    if cast.granted_to:
        people.grant_access(
            actor=manager,
            person=someone.person,
            member=area.members[cast.granted_to],
            reason="Covers for the case holder while she is on a course.",
            at=at,
            until=moment_at(local_day(area.at + _NAMED_FOR), time.min),
        )
    if cast.restricted_to:
        people.restrict_person(
            actor=manager,
            person=someone.person,
            named=[area.members[key] for key in cast.restricted_to],
            reason=cast.restricted_because,
            at=at,
        )
