"""Saying who may see somebody: by name, or not at all, or only those named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from throughcare.foundation.access import Actor, NotVisible, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.access import EXCLUDE_COLLEAGUE, GRANT_ACCESS, RESTRICT_PERSON
from throughcare.people.actions.place import settle_now
from throughcare.people.models import Exclusion, Grant, Holding, Person, Restriction, runs
from throughcare.people.queries.who_may_see import why_it_stays


class AlreadyRestricted(Exception):
    """The record is restricted already."""


class MustStayNamed(Exception):
    """The name cannot be taken back yet; `reason` is the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@action
def grant_access(
    *,
    actor: Actor,
    person: Person,
    member: Any,
    reason: str,
    at: datetime,
    until: datetime | None = None,
    markings: Iterable[int] = (0,),
    id: UUID | None = None,
) -> Grant:
    """Name a colleague who may see the person, with these markings. Raises AccessDenied.

    `id` is the number the grant gets: the same form sent twice grants once.
    """
    grant = Grant(
        id=id or uuid4(),
        person=person,
        member=member,
        markings=sorted(set(markings)),
        reason=reason,
        since=at,
        until=until,
    )
    require(actor, GRANT_ACCESS, grant)
    if not Grant.objects.filter(pk=grant.pk, person=person).exists():
        grant.save(force_insert=True)
    record(actor, "people.access_granted", about=person, member=member.pk, reason=reason)
    return grant


@action
def exclude_colleague(
    *,
    actor: Actor,
    person: Person,
    member: Any,
    reason: str,
    at: datetime,
    until: datetime | None = None,
    id: UUID | None = None,
) -> Exclusion:
    """Keep a colleague from seeing the person, whatever else would let them.

    `id` is the number the exclusion gets: the same form sent twice excludes once.
    """
    require(actor, EXCLUDE_COLLEAGUE, person)
    exclusion, _ = Exclusion.objects.get_or_create(
        pk=id or uuid4(),
        person=person,
        defaults={"member": member, "reason": reason, "since": at, "until": until},
    )
    record(actor, "people.colleague_excluded", about=person, member=member.pk, reason=reason)
    return exclusion


@action
def end_access(*, actor: Actor, person: Person, grant: Grant, because: str, at: datetime) -> Grant:
    """Take back a name that was given, before its time. One that has ended stays as it ended.

    A restricted record must not be left to nobody, nor to people who can let nobody else in. So
    nobody takes back their own name: another who may name others does, and goes on seeing the
    record. Nor is the name of somebody who holds the restricted case taken back, since it goes
    with the case; nor the last without an end of its own, since the record would be lost on the
    day the others end. It is refused and not asked: whoever has lost sight of a record cannot put
    that right. Raises AccessDenied, NotVisible or MustStayNamed.
    """
    require(actor, GRANT_ACCESS, grant)
    # Two who take back each other's names: the second waits here, and is out of it by then.
    one_visible(Person.objects.select_for_update(no_key=True), pk=person.pk)
    own = Grant.objects.filter(
        runs(at), person=person, member=actor.staff_id, kind=Grant.Kind.NAMED
    )
    if person.is_restricted and not actor.is_system and not own.exists():
        raise NotVisible
    grant = one_visible(Grant.objects.select_related("member"), pk=grant.pk, person=person)
    if grant.until is None or grant.until > at:
        if reason := why_it_stays(person=person, grant=grant, at=at):
            raise MustStayNamed(reason)
        grant.until, grant.ended_because = max(at, grant.since), because
        grant.save(update_fields=["until", "ended_because"])
    record(actor, "people.access_ended", about=person, grant=grant.pk, member=grant.member_id)
    return grant


@action
def end_exclusion(
    *, actor: Actor, person: Person, exclusion: Exclusion, because: str, at: datetime
) -> Exclusion:
    """A colleague who was excluded sees the person again, if anything lets them.

    One that has ended stays as it ended. Raises AccessDenied or NotVisible.
    """
    require(actor, EXCLUDE_COLLEAGUE, person)
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("member")
    exclusion = one_visible(rows, pk=exclusion.pk, person=person)
    if exclusion.until is None or exclusion.until > at:
        exclusion.until, exclusion.ended_because = max(at, exclusion.since), because
        exclusion.save(update_fields=["until", "ended_because"])
    record(
        actor,
        "people.exclusion_ended",
        about=person,
        exclusion=exclusion.pk,
        member=exclusion.member_id,
    )
    return exclusion


@action
def restrict_person(
    *, actor: Actor, person: Person, named: Iterable[Any], reason: str, at: datetime
) -> Restriction:
    """Only the colleagues named, and who holds the case now, may see the person from here on.

    Raises AccessDenied or AlreadyRestricted.
    """
    require(actor, RESTRICT_PERSON, person)
    if person.is_restricted:
        raise AlreadyRestricted(person)
    restriction = Restriction.objects.create(person=person, reason=reason, since=at)
    holders = Holding.objects.filter(~Q(holder=None), person=person, until=None)
    chosen: set[int] = {member.pk for member in named}
    members = chosen | set(holders.values_list("holder_id", flat=True))
    Grant.objects.bulk_create(
        Grant(
            person=person,
            member_id=member,
            markings=[0],
            reason=reason,
            since=at,
            as_holder=member not in chosen,
        )
        for member in sorted(members)
    )
    record(actor, "people.person_restricted", about=person, reason=reason, named=sorted(members))
    settle_now(person)
    return restriction


@action
def lift_restriction(*, actor: Actor, person: Person, at: datetime) -> None:
    """The units that hold the person may see them again. Names granted meanwhile stay."""
    require(actor, RESTRICT_PERSON, person)
    Restriction.objects.filter(person=person, until=None).update(until=at)
    record(actor, "people.restriction_lifted", about=person)
    settle_now(person)
