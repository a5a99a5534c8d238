"""Taking over the people who came in the sample messages, so that somebody here holds them."""

from typing import Any

from django.apps import apps

from throughcare.demo.actions.area import Area
from throughcare.foundation.access import SYSTEM
from throughcare.foundation.calendar import local_day
from throughcare.people import actions as people

TEAM, HOLDER, OTHERS = "MARWYR1", "pso", "aisha"
TO_THE_HOLDER = frozenset({"X320741", "X000001", "X778160"})
"""Those whose messages tell most: the cases of the first sign-in."""


def hand_over_imported(area: Area) -> None:
    """Each becomes a case of Wyreford Team 1, as on a transfer from another area.

    Whoever is restricted where the message comes from stays as they are: nobody here sees them.
    """
    for person in _imported(area):
        numbers = set(
            _model("Identifier").objects.filter(person=person).values_list("value", flat=True)
        )
        people.hold(
            actor=SYSTEM,
            person=person,
            kind="community",
            unit=area.units[TEAM],
            holder=area.members[OTHERS if TO_THE_HOLDER.isdisjoint(numbers) else HOLDER],
            on=local_day(area.at),
            at=area.at,
            reason="Transferred in",
        )


def _imported(area: Area) -> list[Any]:
    """People a message told us of whom no team of the area holds yet."""
    came = _model("Name").objects.exclude(source=None).values("person")
    held = _model("Holding").objects.filter(until=None, unit=area.units[TEAM]).values("person")
    everybody = _model("Person").objects.filter(pk__in=came, is_restricted=False)
    return list(everybody.exclude(pk__in=held).order_by("pk"))


def _model(name: str) -> Any:
    return apps.get_model("people", name)
