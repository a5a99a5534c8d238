"""Saying who may see somebody: by name, or not at all, or only those named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.access import EXCLUDE_COLLEAGUE, GRANT_ACCESS, RESTRICT_PERSON
from throughcare.people.actions.place import settle_now
from throughcare.people.models import Exclusion, Grant, Holding, Person, Restriction


class AlreadyRestricted(Exception):
    """The record is restricted already."""


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
    members: set[int] = {member.pk for member in named}
    members |= set(holders.values_list("holder_id", flat=True))
    Grant.objects.bulk_create(
        Grant(person=person, member_id=member, markings=[0], reason=reason, since=at)
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
