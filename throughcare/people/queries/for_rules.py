"""What rules are given of who somebody is and where: of many people at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.people.models import Address, Holding, Person


@dataclass(frozen=True)
class PersonForRules:
    """One person: born when, of which sex, and held how since when now."""

    person: Person
    born_on: date | None
    sex: str
    holdings: tuple[Holding, ...]

    @property
    def in_custody_since(self) -> date | None:
        return next((h.since for h in self.holdings if h.kind == Holding.Kind.CUSTODY), None)

    @property
    def is_held(self) -> bool:
        """In custody or with a team in the community."""
        kinds = {Holding.Kind.CUSTODY, Holding.Kind.COMMUNITY}
        return any(holding.kind in kinds for holding in self.holdings)


def people_for_rules(people: Iterable[int]) -> dict[int, PersonForRules]:
    """By number; two queries for any number of them. Who was merged into another is left out."""
    ids = list(people)
    holdings: dict[int, list[Holding]] = defaultdict(list)
    for holding in _open_holdings(people=ids):
        holdings[holding.person_id].append(holding)
    return {
        row.pk: PersonForRules(row, row.born_on, row.sex, tuple(holdings[row.pk]))
        for row in _people(people=ids)
    }


def last_custody_of(people: Iterable[int]) -> dict[int, Holding]:
    """By person, the last time in custody that is over; one query for any number of them."""
    return {row.person_id: row for row in _custody_over(people=list(people))}


@kept
def _custody_over(*, people: list[int]) -> QuerySet[Holding]:
    rows = Holding.objects.filter(person__among=people, kind="custody", until__isnull=False)
    return rows.order_by("person", "-until", "-id").distinct("person")


@dataclass(frozen=True)
class AddressForRules:
    """One address, without where it is. `is_ours`: a colleague wrote it down, or changed it."""

    id: UUID
    marking: int
    status: str
    since: date | None
    until: date | None
    no_fixed_abode: bool
    is_ours: bool


def addresses_for_rules(people: Iterable[int]) -> dict[int, list[AddressForRules]]:
    """By person, every address there is or was; one query for any number of them."""
    found: dict[int, list[AddressForRules]] = defaultdict(list)
    for row in _addresses(people=list(people)):
        found[row.person_id].append(
            AddressForRules(
                id=row.pk,
                marking=row.marking,
                status=row.status,
                since=row.since,
                until=row.until,
                no_fixed_abode=row.no_fixed_abode,
                is_ours=row.source is None,
            )
        )
    return found


@kept
def _addresses(*, people: list[int]) -> QuerySet[Address]:
    return Address.objects.filter(person__among=people).order_by("id")


def everybody() -> list[int]:
    """The numbers of all on the record, but those merged into another."""
    return list(Person.objects.filter(merged_into=None).order_by("id").values_list("id", flat=True))


@kept
def _people(*, people: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(id__among=people, merged_into=None)


@kept
def _open_holdings(*, people: list[int]) -> QuerySet[Holding]:
    return Holding.objects.filter(person__among=people, until=None).order_by("since", "id")
