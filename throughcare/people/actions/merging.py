"""Making one of two people on record who are the same, and two again of what was not."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, Actor, NotVisible, acting_as, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.audit.queries import changes_made
from throughcare.foundation.events import announce
from throughcare.people import reach
from throughcare.people.access import ADD_PERSON, MERGE_PEOPLE
from throughcare.people.actions.answers import keep_answer, likeness_held
from throughcare.people.actions.place import settle_now
from throughcare.people.events import MergeTakenBack, PeopleMerged
from throughcare.people.merging import Meeting, bring_together, reader, reads
from throughcare.people.models import (
    Arrival,
    Holding,
    Identifier,
    Likeness,
    Merge,
    MergedRow,
    Person,
)
from throughcare.people.parting import Parting, part
from throughcare.people.queries.merging import Arriving


class NameThemFirst(Exception):
    """One of the two is restricted, and whoever holds the other's case is not named for it."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class TakeBackTheLaterFirst(Exception):
    """Something else was merged into the same record since."""


@action
def merge(
    *, actor: Actor, kept: Person, other: Person, reason: str, at: datetime, id: UUID | None = None
) -> Merge:
    """Two people on record are one: all that is about `other` is about `kept` from here on.

    The actor must see both and have the power for both. Nobody sees more of either by name than
    they did; limits of either hold. `id` is the number the merge gets: the same form sent twice
    merges once. Raises AccessDenied, NotVisible or NameThemFirst.
    """
    done = Merge.objects.filter(pk=id).first() if id else None
    for one in (kept,) if done else (kept, other):
        require(actor, MERGE_PEOPLE, one_visible(Person.objects.all(), pk=one.pk))
    if done is None:
        # As the program: rows that are not shown to the actor go with their person too.
        with acting_as(SYSTEM):
            both = _locked(kept, other)
            done = _merge(actor, *both, reason=reason, at=at, id=id or uuid4())
            _now_they_are(Likeness.Answer.SAME, *both, by=actor, at=at, note=reason)
            _know_again(actor, at)
    record(actor, "people.merged", about=kept, other=other.pk, merge=done.pk, reason=reason)
    announce(PeopleMerged(person=kept, at=at, by=actor, other=other, merge=done.pk))
    return done


@action
def take_merge_back(
    *,
    actor: Actor,
    merge: Merge,
    because: str,
    at: datetime,
    to_other: Collection[tuple[str, str]] = (),
) -> Person:
    """They are two after all. Every row goes back to whose it was; gives the other.

    What came since in messages for the other goes to them, with all that hangs on what is theirs.
    `to_other` are rows colleagues wrote since (table and key) that are about the other as well;
    whatever else came since stays. One that was taken back already stays as it is. Raises
    AccessDenied, NotVisible or TakeBackTheLaterFirst.
    """
    merge = one_visible(Merge.objects.select_related("person"), pk=merge.pk)
    kept = merge.person
    require(actor, MERGE_PEOPLE, kept)
    with acting_as(SYSTEM):
        other = _take_back(actor, merge, because=because, at=at, to_other=to_other)
        _now_they_are(Likeness.Answer.DIFFERENT, kept, other, by=actor, at=at, note=because)
        _know_again(actor, at)
    record(actor, "people.merge_taken_back", about=kept, other=other.pk, merge=merge.pk)
    announce(MergeTakenBack(person=kept, at=at, by=actor, other=other, merge=merge.pk))
    return other


@action
def remember_arrival(
    *, actor: Actor, arriving: Arriving, message: UUID, brought: Iterable[tuple[str, str]] = ()
) -> None:
    """A message about the other of two who were merged was taken: note what it did.

    `brought` are rows of it (table and key) that the audit does not know.
    """
    require(actor, ADD_PERSON, arriving.person)
    made = changes_made(person=arriving.person.pk, after=arriving.since)
    rows = {(one.table, one.row) for one in made if one.operation == "insert"} | set(brought)
    changes = [asdict(one) for one in made if one.operation == "update"]
    last, first = arriving.merges[0], arriving.merges[-1]
    for merge in arriving.merges:
        MergedRow.objects.bulk_create(
            [
                MergedRow(merge=merge, table=table, row=row, side=MergedRow.Side.OTHER)
                for table, row in sorted(rows)
            ],
            ignore_conflicts=True,
        )
        # Who somebody is stands in their own row: put right where it was changed, and written to
        # whose it is, which after several merges are not one after the other.
        own = {"restores": merge == last, "writes": merge == first}
        Arrival.objects.create(
            merge=merge, message=message, changes=[{**one, **own} for one in changes]
        )
    record(actor, "people.came_for_the_other", about=arriving.person, message=message)


def _merge(
    actor: Actor, kept: Person, other: Person, *, reason: str, at: datetime, id: UUID
) -> Merge:
    both = (kept, other)
    holders = Holding.objects.filter(person__in=both, until=None).exclude(holder=None)
    _are_named(kept, other, at=at)
    last = Merge.objects.filter(person__in=both).aggregate(last=Max("number"))["last"]
    numbers = Identifier.objects.filter(person=other).order_by("kind", "id")
    merge = Merge.objects.create(
        id=id,
        person=kept,
        other=other,
        number=(last or 0) + 1,
        other_name=other.full_name,
        other_numbers=", ".join(f"{one.kind.upper()} {one.value}" for one in numbers),
        reason=reason,
        at=at,
        by_id=actor.staff_id,
        told=sorted(set(holders.values_list("holder_id", flat=True)) - {actor.staff_id}),
    )
    because = str(_("Two records of the same person were made one"))
    bring_together(Meeting(merge, kept, other, at, because))
    settle_now(kept)
    return merge


def _are_named(kept: Person, other: Person, *, at: datetime) -> None:
    """Whoever will hold the case must see both already, if one is restricted. Raises."""
    if not (kept.is_restricted or other.is_restricted):
        return
    names = []
    open_now = Holding.objects.filter(person__in=(kept, other), until=None).exclude(holder=None)
    taken = set(open_now.filter(person=kept).values_list("kind", flat=True))
    for holding in open_now.select_related("holder", "person"):
        gives_way = (
            holding.person_id == other.pk and holding.is_one_at_a_time and holding.kind in taken
        )
        opposite = other if holding.person_id == kept.pk else kept
        holder = holding.holder
        if holder and not gives_way and not reads(reader(holder.pk, at=at), opposite, 0):
            names.append(holder.name)
    if names:
        raise NameThemFirst(sorted(set(names)))


def _take_back(
    actor: Actor,
    merge: Merge,
    *,
    because: str,
    at: datetime,
    to_other: Collection[tuple[str, str]],
) -> Person:
    kept, other = _locked(merge.person, merge.other, apart=False)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.taken_back_at:
        return other
    if Merge.objects.filter(person=kept, number__gt=merge.number, taken_back_at=None).exists():
        raise TakeBackTheLaterFirst(merge)
    part(Parting(merge, kept, other, at, frozenset(to_other)))
    merge.taken_back_at, merge.taken_back_by_id = at, actor.staff_id
    merge.taken_back_because = because
    merge.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    settle_now(kept)
    return other


def _now_they_are(
    answer: str, kept: Person, other: Person, *, by: Actor, at: datetime, note: str
) -> None:
    """Nobody is asked any more, and the program does not decide otherwise by itself."""
    keep_answer(likeness_held(kept, other, at=at), answer, by=by, at=at, note=note)


def _locked(kept: Person, other: Person, *, apart: bool = True) -> tuple[Person, Person]:
    """Both as they are now; nobody writes about either until this is done. Raises NotVisible."""
    people = Person.objects.select_for_update().order_by("pk").in_bulk([kept.pk, other.pk])
    # After the people, as everybody does who writes about somebody and so changes who sees them.
    reach.hold_still()
    if len(people) < 2 or (apart and any(one.merged_into_id for one in people.values())):
        raise NotVisible
    return people[kept.pk], people[other.pk]


def _know_again(actor: Actor, at: datetime) -> None:
    """The actor's own transaction goes on from here: their reach is known before it does."""
    if actor.staff_id is not None:
        reach.renew(staff_id=actor.staff_id, at=at)
