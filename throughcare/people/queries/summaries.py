"""People in a line each, for lists, headers and search results; constant queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughcare.foundation.access import Actor
from throughcare.people.models import Holding, Identifier, Name, Person


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


def people_held_by(*, actor: Actor) -> list[Person]:
    """The actor's own caseload: people with an open holding in their name, by name."""
    held = Holding.objects.filter(holder=actor.staff_id, until=None).values("person_id")
    return list(Person.objects.filter(pk__in=held).order_by("sort_key", "id"))


def line_for(*, actor: Actor, ref: UUID) -> PersonLine | None:
    """One person's line for the identity bar; None where they are not to be seen."""
    person = Person.objects.filter(ref=ref).first()
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
    person: Person, numbers: dict[str, str], other_names: list[str], held: list[Holding]
) -> PersonLine:
    by_kind = {row.kind: row for row in held}
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
        holder=community.holder.name if community and community.holder else "",
        team=community.unit.name if community else "",
        custody_holder=custody.holder.name if custody and custody.holder else "",
        beside=tuple(
            f"{row.unit.name}, {row.holder.name}" if row.holder else row.unit.name
            for row in held
            if row.kind in (Holding.Kind.SPECIALIST, Holding.Kind.PROVIDER)
        ),
        is_restricted=person.is_restricted,
        is_fictional=person.is_fictional,
    )


def _where(custody: Holding | None) -> str:
    if custody is None:
        return ""
    unit = custody.unit
    return f"{unit.parent.name}, {unit.name}" if unit.kind == "wing" and unit.parent else unit.name


def _numbers(ids: list[int]) -> dict[int, dict[str, str]]:
    """The first number of each kind that somebody has."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Identifier.objects.filter(person__among=ids, kind__in=["crn", "nomis"]).order_by("id")
    for row in rows:
        found[row.person_id].setdefault(row.kind, row.value)
    return found


def _other_names(people: Sequence[Person]) -> dict[int, list[str]]:
    """The name they go by, then those they went by."""
    found: dict[int, list[str]] = defaultdict(list)
    for person in people:
        if person.preferred_name not in ("", person.given_name):
            found[person.pk].append(person.preferred_name)
    ids = [person.pk for person in people]
    former = Name.objects.filter(person__among=ids).exclude(kind=Name.Kind.CURRENT)
    for name in former.order_by("id"):
        found[name.person_id].append(name.full_name)
    return found


def _holdings(ids: Iterable[int]) -> dict[int, list[Holding]]:
    """Who and what holds each of them now, the longest first."""
    found: dict[int, list[Holding]] = defaultdict(list)
    rows = Holding.objects.filter(person__among=ids, until=None)
    shown = rows.select_related("unit__parent", "holder").only(
        *("person", "kind", "place", "unit__name", "unit__kind", "unit__parent__name"),
        "holder__name",
    )
    for row in shown.order_by("since", "id"):
        found[row.person_id].append(row)
    return found
