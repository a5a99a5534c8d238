"""Whom the numbers in a message belong to. Asked by the program alone, which sees everybody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from throughcare.people.models import Identifier, Name, Person


@dataclass(frozen=True)
class Known:
    """Somebody on the record, with what a message has to agree with."""

    person: Person
    names: frozenset[tuple[str, str]]
    """Given and family name of every name they go or went by, as names are compared."""
    births: frozenset[date]
    """Their date of birth, and those they have used with other names."""


def people_known_by(
    numbers: Collection[tuple[str, str]], *, also: Collection[int] = ()
) -> list[Known]:
    """Everybody who has one of these numbers (kind and canonical value), or is one of `also`."""
    values = {value for _kind, value in numbers}
    rows = Identifier.objects.filter(value__in=values).values_list("person_id", "kind", "value")
    ids = {person for person, kind, value in rows if (kind, value) in numbers} | set(also)
    if not ids:
        return []
    names: dict[int, set[tuple[str, str]]] = defaultdict(set)
    births: dict[int, set[date]] = defaultdict(set)
    for name in Name.objects.filter(person__in=ids):
        names[name.person_id].add((name.given_key, name.family_key))
        if name.born_on:
            births[name.person_id].add(name.born_on)
    people = list(Person.objects.filter(pk__in=ids).order_by("id"))
    for person in people:
        if person.born_on:
            births[person.pk].add(person.born_on)
    return [
        Known(person, frozenset(names[person.pk]), frozenset(births[person.pk]))
        for person in people
    ]
