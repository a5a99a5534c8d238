"""People in a line each, for lists, headers and search results; constant queries for any number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.people.models import Holding, Identifier, Name, Person
from throughcare.people.queries.opening import person_at


@dataclass(frozen=True)
class PersonLine:
    """Who somebody is, in one line: enough to be sure it is them."""

    id: int
    ref: UUID
    name: str
    other_names: str
    born_on: date | None
    birth_is_estimated: bool
    died_on: date | None
    crn: str
    nomis: str
    where: str
    """The wing or prison they are in; empty in the community."""
    place: str
    holder: str
    """Who holds the case in the community, and for which team."""
    team: str
    custody_holder: str
    beside: tuple[str, ...]
    """Specialist teams and providers that hold the person beside the case holder."""
    is_restricted: bool
    is_fictional: bool


class _Held(NamedTuple):
    """Who and what holds somebody now."""

    kind: str
    place: str
    unit: str
    unit_kind: str
    above: str | None
    """The unit that this one is part of."""
    holder: str | None


def people_held_by(*, actor: Actor) -> list[Person]:
    """The actor's own caseload: people with an open holding in their name, by name."""
    return _held_by(staff=actor.staff_id)


@kept
def _held_by(*, staff: int | None) -> QuerySet[Person]:
    held = Holding.objects.filter(holder=staff, until=None).values("person_id")
    return Person.objects.filter(pk__in=held).order_by("sort_key", "id")


def line_for(*, actor: Actor, ref: UUID) -> PersonLine | None:
    """One person's line for the identity bar; None where they are not to be seen."""
    person = person_at(ref)
    return lines_of([person])[0] if person else None


def lines_of(people: Sequence[Person]) -> list[PersonLine]:
    """These people in a line each, in the order given."""
    ids = [person.pk for person in people]
    numbers = _numbers(ids)
    names = _other_names(people)
    holdings = _holdings(ids)
    return [
        _line(person, numbers[person.pk], names[person.pk], holdings[person.pk])
        for person in people
    ]


def _line(
    person: Person, numbers: dict[str, str], other_names: list[str], held: list[_Held]
) -> PersonLine:
    by_kind = {one.kind: one for one in held}
    community = by_kind.get(Holding.Kind.COMMUNITY)
    custody = by_kind.get(Holding.Kind.CUSTODY)
    return PersonLine(
        id=person.pk,
        ref=person.ref,
        name=person.full_name,
        other_names=", ".join(other_names),
        born_on=person.born_on,
        birth_is_estimated=person.birth_is_estimated,
        died_on=person.died_on,
        crn=numbers.get("crn", ""),
        nomis=numbers.get("nomis", ""),
        where=_where(custody),
        place=custody.place if custody else "",
        holder=(community and community.holder) or "",
        team=community.unit if community else "",
        custody_holder=(custody and custody.holder) or "",
        beside=tuple(
            f"{one.unit}, {one.holder}" if one.holder else one.unit
            for one in held
            if one.kind in (Holding.Kind.SPECIALIST, Holding.Kind.PROVIDER)
        ),
        is_restricted=person.is_restricted,
        is_fictional=person.is_fictional,
    )


def _where(custody: _Held | None) -> str:
    if custody is None:
        return ""
    on_a_wing = custody.unit_kind == "wing" and custody.above
    return f"{custody.above}, {custody.unit}" if on_a_wing else custody.unit


def _numbers(ids: list[int]) -> dict[int, dict[str, str]]:
    """The first number of each kind that somebody has."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for person, kind, value in _numbers_shown(people=ids):
        found[person].setdefault(kind, value)
    return found


@kept
def _numbers_shown(*, people: list[int]) -> QuerySet[Identifier, tuple[int, str, str]]:
    rows = Identifier.objects.filter(person__among=people, kind__in=["crn", "nomis"])
    return rows.order_by("id").values_list("person", "kind", "value")


def _other_names(people: Sequence[Person]) -> dict[int, list[str]]:
    """The name they go by, then those they went by."""
    found: dict[int, list[str]] = defaultdict(list)
    for person in people:
        if person.preferred_name not in ("", person.given_name):
            found[person.pk].append(person.preferred_name)
    for name in _not_current(people=[person.pk for person in people]):
        found[name.person_id].append(name.full_name)
    return found


@kept
def _not_current(*, people: list[int]) -> QuerySet[Name]:
    names = Name.objects.filter(person__among=people)
    return names.exclude(kind=Name.Kind.CURRENT).order_by("id")


def _holdings(ids: list[int]) -> dict[int, list[_Held]]:
    """Who and what holds each of them now, the longest first."""
    found: dict[int, list[_Held]] = defaultdict(list)
    for person, *held in _open_holdings(people=ids):
        found[person].append(_Held(*held))
    return found


@kept
def _open_holdings(*, people: list[int]) -> QuerySet[Holding, Any]:
    rows = Holding.objects.filter(person__among=people, until=None).order_by("since", "id")
    return rows.values_list(
        *("person", "kind", "place", "unit__name", "unit__kind", "unit__parent__name"),
        "holder__name",
    )
