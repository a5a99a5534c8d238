"""Taking over the people who came in the sample messages, so that somebody here holds them."""

from typing import Any

from django.apps import apps

from throughcare.demo.actions.area import Area
from throughcare.foundation.access import SYSTEM
from throughcare.foundation.calendar import local_day
from throughcare.people import actions as people

TEAM, HOLDER, OTHERS = "MARWYR1", "pso", "aisha"
TO_THE_HOLDER = frozenset({"X320741", "X000001", "X778160"})
"""Those whose messages tell most: they become cases of the first sign-in."""
_WINGS = ("STK-A", "STK-B")


def hand_over_imported(area: Area) -> None:
    """Transfer them in: whom nDelius knows, to Wyreford Team 1; who is in a prison, to ours.

    Whoever is restricted where the message comes from stays as they are: nobody here sees them.
    """
    ours = [unit.pk for unit in area.units.values()]
    held = apps.get_model("people.Holding").objects.filter(until=None)
    here = set(held.filter(unit__in=ours).values_list("person", "kind"))
    in_prison = set(held.filter(kind="custody").values_list("person", flat=True))
    for place, person in enumerate(_imported()):
        numbers = _crns(person)
        if numbers and (person.pk, "community") not in here:
            key = OTHERS if TO_THE_HOLDER.isdisjoint(numbers) else HOLDER
            _transfer(area, person, "community", TEAM, holder=area.members[key])
        if person.pk in in_prison and (person.pk, "custody") not in here:
            _transfer(area, person, "custody", _WINGS[place % len(_WINGS)])


def _imported() -> list[Any]:
    """People a message told us of."""
    came = apps.get_model("people.Name").objects.exclude(source=None).values("person")
    everybody = apps.get_model("people.Person").objects.filter(pk__in=came, is_restricted=False)
    return list(everybody.order_by("pk"))


def _crns(person: Any) -> set[str]:
    numbers = apps.get_model("people.Identifier").objects.filter(person=person, kind="crn")
    return set(numbers.values_list("value", flat=True))


def _transfer(area: Area, person: Any, kind: str, unit: str, *, holder: Any = None) -> None:
    people.hold(
        actor=SYSTEM,
        person=person,
        kind=kind,
        unit=area.units[unit],
        holder=holder,
        on=local_day(area.at),
        at=area.at,
        reason="Transferred in",
    )
