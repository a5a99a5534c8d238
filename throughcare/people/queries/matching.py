"""Whom the numbers in a message belong to. Asked by the program alone, which sees everybody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.people.models import Identifier, Merge, Name, Person


@dataclass(frozen=True)
class Known:
    """Somebody on the record, with what a message has to agree with."""

    person: Person
    names: frozenset[tuple[str, str]]
    """Given and family name of every name they go or went by, as names are compared."""
    births: frozenset[date]
    """Their date of birth, and those they have used with other names."""
    was_merged: bool
    """Another person on record was found to be this one."""


def people_known_by(
    numbers: Collection[tuple[str, str]], *, also: Collection[int] = ()
) -> list[Known]:
    """Everybody who has one of these numbers (kind and canonical value), or is one of `also`."""
    values = {value for _kind, value in numbers}
    rows = _with_numbers(values=list(values))
    ids = {person for person, kind, value in rows if (kind, value) in numbers} | set(also)
    if not ids:
        return []
    people = _as_they_are_now(_people(ids=list(ids)))
    names: dict[int, set[tuple[str, str]]] = defaultdict(set)
    births: dict[int, set[date]] = defaultdict(set)
    for person, given_key, family_key, born_on in _names(people=[one.pk for one in people]):
        names[person].add((given_key, family_key))
        if born_on:
            births[person].add(born_on)
    for person in people:
        if person.born_on:
            births[person.pk].add(person.born_on)
    return [
        Known(
            person,
            frozenset(names[person.pk]),
            frozenset(births[person.pk]),
            was_merged=person.was_merged,
        )
        for person in people
    ]


def _as_they_are_now(people: list[Any]) -> list[Any]:
    """These people; whoever was found to be another is that one."""
    while gone := {one.merged_into_id for one in people if one.merged_into_id}:
        stay = {one.pk for one in people if not one.merged_into_id}
        people = _people(ids=list(stay | gone))
    return people


@kept
def _with_numbers(*, values: list[str]) -> QuerySet[Identifier, tuple[int, str, str]]:
    rows = Identifier.objects.filter(value__among=values)
    return rows.values_list("person_id", "kind", "value")


@kept
def _names(*, people: list[int]) -> QuerySet[Name, Any]:
    rows = Name.objects.filter(person__among=people)
    return rows.values_list("person_id", "given_key", "family_key", "born_on")


@kept
def _people(*, ids: list[int]) -> QuerySet[Any]:
    merges = Merge.objects.filter(person=OuterRef("pk"), taken_back_at=None)
    rows = Person.objects.filter(pk__among=ids).annotate(was_merged=Exists(merges))
    return rows.order_by("id")
