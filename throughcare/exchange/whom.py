"""Finding the person a message is about, or putting somebody new on the record."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughcare.exchange.facts import Who
from throughcare.exchange.identity import (
    Numbers,
    Unclear,
    disagreement,
    identity_in,
    what_is_missing,
)
from throughcare.exchange.models import Reference
from throughcare.exchange.queries import references_with, whose
from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.people import actions as people
from throughcare.people.queries.matching import Known, people_known_by
from throughcare.people.queries.merging import Arriving, arriving


def learn_who(
    *,
    actor: Actor,
    who: Who,
    numbers: Numbers,
    is_fictional: bool,
    source: UUID,
    at: datetime,
) -> tuple[Any, bool, Arriving | None]:
    """The person, and whether the message said anything new of who they are. Raises Unclear.

    The third says so if it is about another, who was found to be this person.
    """
    if who.is_deleted:
        raise Unclear(_("The other system has deleted this record: should it stay here?"))
    known, theirs = _known(who, numbers), None
    facts = identity_in(who, numbers)
    if known is None:
        person = people.learn_person(
            actor=actor, facts=facts, source=source, at=at, is_fictional=is_fictional
        )
        changed = True
    else:
        person = known.person
        if known.was_merged:
            own = references_with(numbers.own, person=person.pk)
            theirs = arriving(person=person, numbers=numbers.pairs(), rows=own)
        changed = people.learn_identity(
            actor=actor, person=person, facts=facts, source=source, at=at
        )
    changed |= _learn_references(person, numbers.own, source=source)
    return person, changed, theirs


def _known(who: Who, numbers: Numbers) -> Known | None:
    """The one person on record whom the message is about; None if it tells of somebody new."""
    found = people_known_by(numbers.pairs())
    if not numbers.said:
        found = people_known_by((), also=whose(numbers.own))
    if len(found) > 1:
        raise Unclear(_("Its numbers belong to more than one person."))
    if found:
        why = disagreement(who, found[0].names, found[0].births)
        if why:
            raise Unclear(why, perhaps=found[0].person)
        return found[0]
    if not numbers.said:
        raise Unclear(_("It says whom it is about only by a number we have not met before."))
    missing = what_is_missing(who, numbers)
    if missing:
        reason = _(
            "Nobody with its number is known, and it says too little to add them: no %(what)s."
        )
        raise Unclear(reason % {"what": ", ".join(missing)})
    return None


def _learn_references(person: Any, own: Collection[tuple[str, str]], *, source: UUID) -> bool:
    known = set(_references_of(person=person.pk, values=[value for _kind, value in own]))
    new = [
        Reference(person=person, kind=kind, value=value, source=source)
        for kind, value in sorted(own)
        if (kind, value) not in known
    ]
    Reference.objects.bulk_create(new)
    return bool(new)


@kept
def _references_of(*, person: int, values: list[str]) -> QuerySet[Reference, tuple[str, str]]:
    rows = Reference.objects.filter(person=person, value__among=values)
    return rows.values_list("kind", "value")
