"""Whom the numbers in a message belong to. Asked by the program alone, which sees everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Shelf
from throughcare.foundation.learning.foresight import ANYBODY
from throughcare.people.facts import IdentifierFacts
from throughcare.people.models import Holding, Identifier, Merge, Name, Person


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
    found = []
    for person in as_they_are_now(numbers_lead_to(numbers) | set(also)):
        known = NAMES.at(person.pk)
        births = {name.born_on for name in known} | {person.born_on}
        names = frozenset((name.given_key, name.family_key) for name in known)
        # Somebody who has just been put on the record has not been asked about.
        was_merged = getattr(person, "was_merged", False)
        found.append(Known(person, names, frozenset(day for day in births if day), was_merged))
    return found


def numbers_lead_to(numbers: Collection[tuple[str, str]]) -> set[int]:
    """The people, by their own number, who have one of these."""
    return {
        person
        for kind, value in numbers
        for person, of_kind, _value in WITH_NUMBER.at(ANYBODY, value, expected_as=IdentifierFacts)
        if of_kind == kind
    }


def as_they_are_now(ids: Collection[int]) -> list[Any]:
    """The people with these numbers of ours; whoever was found to be another is that one."""
    now: dict[int, Any] = {}
    for id in ids:
        person = next(iter(PEOPLE.at(id)), None)
        while person and person.merged_into_id:
            person = next(iter(PEOPLE.at(person.merged_into_id)), None)
        if person:
            now[person.pk] = person
    return [now[id] for id in sorted(now)]


@kept
def _with_numbers(*, values: list[str]) -> QuerySet[Identifier, tuple[int, str, str]]:
    rows = Identifier.objects.filter(value__among=values)
    return rows.values_list("person_id", "kind", "value")


@kept
def _names(*, people: list[int]) -> QuerySet[Name]:
    return Name.objects.filter(person__among=people)


@kept
def _people(*, ids: list[int]) -> QuerySet[Any]:
    merges = Merge.objects.filter(person=OuterRef("pk"), taken_back_at=None)
    return Person.objects.filter(pk__among=ids).annotate(was_merged=Exists(merges))


@kept
def _holdings(*, people: list[int]) -> QuerySet[Holding]:
    return Holding.objects.filter(person__among=people).select_related("unit")


WITH_NUMBER = Shelf(
    lambda _people, values: _with_numbers(values=values), lambda row: (ANYBODY, row[2])
)
NAMES = Shelf(lambda people, _keys: _names(people=people), lambda name: (name.person_id, ""))
PEOPLE = Shelf(lambda people, _keys: _people(ids=people), lambda person: (person.pk, ""))
HOLDINGS = Shelf(lambda people, _keys: _holdings(people=people), lambda row: (row.person_id, ""))
