"""What was merged, whose numbers a message names, and what a merge or its taking back will do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughcare.foundation.audit.queries import last_change
from throughcare.people.models import Identifier, Merge, MergedRow, Person


@dataclass(frozen=True)
class Arriving:
    """A message that is about the other of two who were merged, before it is taken."""

    person: Person
    merges: list[UUID]
    """Those in which it would be the other's, the newest first."""
    since: int
    """How far the audit had got."""


def arriving(
    *,
    person: Person,
    numbers: Collection[tuple[str, str]],
    rows: Iterable[tuple[str, Any]] = (),
) -> Arriving | None:
    """What a message with these numbers is about; None if it is the person who was kept.

    `rows` are further rows that name somebody, by table and key. A number both had says nothing;
    one only the kept one had says that it is about them. Asked as the program.
    """
    merges = list(Merge.objects.filter(person=person, taken_back_at=None).order_by("-number"))
    named = _named_by(person, merges, numbers) | set(rows)
    noted = MergedRow.objects.filter(
        merge__in=[one.pk for one in merges], row__in=[str(key) for _table, key in named]
    )
    theirs: dict[tuple[str, str], set[UUID]] = {(table, str(key)): set() for table, key in named}
    for one in noted:
        if one.side == MergedRow.Side.OTHER and (one.table, one.row) in theirs:
            theirs[one.table, one.row].add(one.merge)
    common = set.intersection(*theirs.values()) if theirs else set()
    found = [one.pk for one in merges if one.pk in common]
    return Arriving(person, found, since=last_change()) if found else None


def _named_by(
    person: Person, merges: list[Merge], numbers: Collection[tuple[str, str]]
) -> set[tuple[str, Any]]:
    """Rows of identifiers with these numbers, without those that both people had."""
    table = Identifier._meta.db_table
    values = [value for _kind, value in numbers]
    both = [person.pk, *(one.other_id for one in merges)]
    rows = Identifier.objects.filter(value__in=values, person__in=both)
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for pk, owner, kind, value in rows.values_list("pk", "person_id", "kind", "value"):
        if (kind, value) in numbers:
            found.setdefault((kind, value), []).append((pk, owner))
    return {(table, owners[0][0]) for owners in found.values() if len(owners) == 1}
