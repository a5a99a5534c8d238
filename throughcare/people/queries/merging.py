"""What was merged, who is told, and whose numbers a message names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from throughcare.foundation.access import SYSTEM, Actor, acting_as, decide, one_visible
from throughcare.foundation.audit.queries import Stretch, last_change
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import pack
from throughcare.people.access import MERGE_PEOPLE
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


def stretches(person: Person) -> list[Stretch]:
    """Looks at what is this person's now, or was while they were merged into another.

    Asked as the program.
    """
    found = []
    for one in Merge.objects.filter(Q(person=person, taken_back_at=None) | Q(other=person)):
        if one.other_id == person.pk:
            found.append(Stretch(one.person_id, one.at, one.taken_back_at))
        else:
            found.append(Stretch(one.other_id))
    return found


@dataclass(frozen=True)
class Merged:
    """A merge on the record it led to."""

    merge: Merge
    may_take_back: bool


def merges_of(*, actor: Actor, person: Person) -> list[Merged]:
    """Everybody found to be this person, the newest first."""
    standing = Merge.objects.filter(person=person, taken_back_at=None).select_related("by")
    may = decide(actor, MERGE_PEOPLE, person).allowed
    return [
        Merged(one, may_take_back=may and place == 0)
        for place, one in enumerate(standing.order_by("-number"))
    ]


def merge_of(*, actor: Actor, person: Person, id: UUID) -> Merge:
    """One merge on this person's record, whether it still stands or not. Raises NotVisible."""
    return one_visible(Merge.objects.select_related("person", "by"), pk=id, person=person)


@dataclass(frozen=True)
class ToldOfMerge:
    """A colleague held one of two people who were merged lately."""

    merge: Merge
    who: str
    ref: UUID | None
    """The number of the one that was kept; None where they are not the colleague's to see."""


def told_of_merges(*, actor: Actor, at: datetime) -> list[ToldOfMerge]:
    """Merges of people whose case the actor held, for as many days as the pack says.

    Whoever sees the record no more is told of the one they held, and nothing of the other.
    """
    since = at - timedelta(days=pack().merge_rule.told_days)
    with acting_as(SYSTEM):
        found = _told(staff=[actor.staff_id or 0], since=since)
    if not found:
        return []
    people = Person.objects.filter(pk__in=[one.person_id for one in found])
    refs = dict(people.values_list("pk", "ref"))
    return [
        ToldOfMerge(one, who=one.by.name if one.by else SYSTEM.name, ref=refs.get(one.person_id))
        for one in found
    ]


@kept
def _told(*, staff: list[int], since: datetime) -> QuerySet[Merge]:
    rows = Merge.objects.filter(taken_back_at=None, at__gt=since, told__contains=staff)
    return rows.select_related("by").order_by("-at", "id")
