"""What rules are given of who somebody is and where: of many people at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.people.models import Holding, Person


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


def everybody() -> list[int]:
    """The numbers of all on the record, but those merged into another."""
    return list(Person.objects.filter(merged_into=None).order_by("id").values_list("id", flat=True))


@kept
def _people(*, people: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(id__among=people, merged_into=None)


@kept
def _open_holdings(*, people: list[int]) -> QuerySet[Holding]:
    return Holding.objects.filter(person__among=people, until=None).order_by("since", "id")
