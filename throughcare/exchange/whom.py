"""Finding the person a message is about, or putting somebody new on the record."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.exchange.facts import Who, name_of
from throughcare.exchange.identity import (
    Numbers,
    Unclear,
    disagreement,
    identity_in,
    what_is_missing,
)
from throughcare.exchange.models import Reference
from throughcare.exchange.queries import OWN_NUMBERS, references_with, whose
from throughcare.exchange.reading import Reading
from throughcare.foundation.access import Actor
from throughcare.foundation.actions import write_later
from throughcare.foundation.learning.foresight import ANYBODY, expect, expect_people
from throughcare.people import actions as people
from throughcare.people.facts import IdentifierFacts
from throughcare.people.queries.matching import (
    Known,
    as_they_are_now,
    numbers_lead_to,
    people_known_by,
)
from throughcare.people.queries.merging import Arriving, arriving
from throughcare.sentences.facts import ConvictionFacts


def expect_all(readings: Iterable[Reading]) -> None:
    """Say beforehand what will be asked about the people of these messages, and of their facts."""
    readings = list(readings)
    for one in readings:
        expect(IdentifierFacts, ((ANYBODY, value) for _kind, value in one.numbers.pairs()))
        expect(Reference, ((ANYBODY, value) for _kind, value in one.numbers.own))
    meant = [(one, _perhaps(one.numbers)) for one in readings]
    expect_people(person for _one, found in meant for person in found)
    for one, found in meant:
        for person in as_they_are_now(found):
            expect_people({person.pk})
            for facts in one.facts.values():
                _expect_facts(person.pk, facts)


def _perhaps(numbers: Numbers) -> set[int]:
    return numbers_lead_to(numbers.pairs()) if numbers.said else whose(numbers.own)


def _expect_facts(person: int, facts: list[Any]) -> None:
    expect(type(facts[0]), ((person, name_of(one)) for one in facts))
    hang_on = {getattr(one, "conviction", None) for one in facts} - {None}
    expect(ConvictionFacts, ((person, str(key)) for key in hang_on))


def whom_it_is_about(who: Who, numbers: Numbers) -> Known | None:
    """The one person on record whom the message is about; None if it tells of somebody new.

    Raises Unclear. Writes nothing.
    """
    if who.is_deleted:
        raise Unclear(_("The other system has deleted this record: should it stay here?"))
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


def learn_who(
    *,
    actor: Actor,
    known: Known | None,
    who: Who,
    numbers: Numbers,
    is_fictional: bool,
    source: UUID,
    at: datetime,
) -> tuple[Any, bool, Arriving | None]:
    """The person, and whether the message said anything new of who they are.

    The third says so if it is about another, who was found to be this person.
    """
    facts, theirs = identity_in(who, numbers), None
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


def _learn_references(person: Any, own: Collection[tuple[str, str]], *, source: UUID) -> bool:
    new = [(kind, value) for kind, value in sorted(own) if person.pk not in whose({(kind, value)})]
    for kind, value in new:
        write_later(Reference(person=person, kind=kind, value=value, source=source))
        OWN_NUMBERS.add((person.pk, kind, value))
    return bool(new)
