"""Taking in what messages say about who somebody is and how they live.

The same message again changes nothing. A message that is silent on something takes nothing away,
and a row a colleague has changed here since (it has no source any more) stays as they left it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.access.rows import SourcedRow
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.actions.scope import write_waiting
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Shelf, record_learnt
from throughcare.people import facts as told
from throughcare.people import identifiers, names
from throughcare.people.access import ADD_PERSON
from throughcare.people.actions.access import restrict_person
from throughcare.people.actions.identity import add_person
from throughcare.people.events import CircumstanceChanged, IdentityFilled
from throughcare.people.models import (
    CIRCUMSTANCES,
    Address,
    Adjustment,
    Characteristic,
    Communication,
    Dependant,
    Identifier,
    Name,
    Person,
    PersonalContact,
    Reachable,
)
from throughcare.people.queries.matching import NAMES, WITH_NUMBER

_ROWS: dict[type, type[SourcedRow]] = {
    told.CharacteristicFacts: Characteristic,
    told.AdjustmentFacts: Adjustment,
    told.AddressFacts: Address,
    told.ReachableFacts: Reachable,
    told.PersonalContactFacts: PersonalContact,
    told.DependantFacts: Dependant,
    told.CommunicationFacts: Communication,
}
# A person has one of these rows, whatever messages call it.
_ONE_A_PERSON = {Communication}
# Filled from a message where the record has nothing; a difference is a question for a person.
_FILLED = ("title", "middle_names", "preferred_name", "born_on", "died_on", "sex")


@action
def learn_person(
    *,
    actor: Actor,
    facts: told.IdentityFacts,
    source: UUID | None,
    at: datetime,
    is_fictional: bool = False,
) -> Person:
    """Put somebody on the record whom a message tells of, with every name and number it gives."""
    require(actor, ADD_PERSON)
    person = add_person(
        actor=actor,
        given_name=facts.given_name,
        middle_names=facts.middle_names,
        family_name=facts.family_name,
        title=facts.title,
        preferred_name=facts.preferred_name,
        born_on=facts.born_on,
        sex=facts.sex,
        is_fictional=is_fictional,
        source=source,
        at=at,
    )
    learn_identity(actor=actor, person=person, facts=facts, source=source, at=at)
    record_learnt(actor, "people.person_learnt", about=person)
    return person


@action
def learn_identity(
    *,
    actor: Actor,
    person: Person,
    facts: told.IdentityFacts,
    source: UUID | None,
    at: datetime,
) -> bool:
    """Learn names, numbers and what else says who somebody is. True if that changed anything.

    A date of birth we have is never changed: whoever calls this has seen that the two agree.
    """
    require(actor, ADD_PERSON, person)
    changed = _fill(person, facts)
    if changed:
        announce(IdentityFilled(person=person, at=at, by=actor))
    changed |= _learn_names(person, facts, source=source)
    changed |= _learn_numbers(person, facts.identifiers, source=source)
    if facts.is_restricted and not person.is_restricted:
        # Whom the other system shows it to, or hides it from, the message does not say: until a
        # manager names colleagues here, the holder alone sees the record.
        reason = str(_("Restricted in the system the record comes from"))
        restrict_person(actor=actor, person=person, named=[], reason=reason, at=at)
        changed = True
    record_learnt(actor, "people.identity_learnt", about=person, changed=changed)
    return changed


@action
def learn_circumstances(
    *,
    actor: Actor,
    person: Person,
    facts: Iterable[told.Fact],
    source: UUID | None,
    at: datetime,
) -> bool:
    """Learn addresses, contacts, characteristics and the like. True if that changed anything."""
    require(actor, ADD_PERSON, person)
    by_row: dict[type[SourcedRow], dict[str, Any]] = defaultdict(dict)
    for fact in facts:
        by_row[_ROWS[type(fact)]].setdefault(fact.key, fact)
    changed = [
        row for row, by_key in by_row.items() if _learn_rows(row, person, by_key, source=source)
    ]
    names_of_rows = [row._meta.model_name for row in changed]
    record_learnt(actor, "people.circumstances_learnt", about=person, changed=names_of_rows)
    for what, row in CIRCUMSTANCES.items():
        if row in changed:
            announce(CircumstanceChanged(person=person, at=at, by=actor, what=what))
    return bool(changed)


def _learn_rows(
    kind: type[SourcedRow], person: Person, by_key: dict[str, Any], *, source: UUID | None
) -> bool:
    """Keep these facts as rows of that kind."""
    known = _rows_of(kind).at(person.pk)
    if kind in _ONE_A_PERSON:
        rows = {key: row for row in known for key in by_key}
    else:
        rows = {row.source_key or "": row for row in known}
    new, news = [], []
    for key, fact in by_key.items():
        row = rows.get(key)
        if row is None:
            new.append(kind(person=person, source=source, source_key=key, **_said(fact)))
        elif row.source is not None and _take(row, _said(fact), source=source):
            news.append(row)
    if kind in _ONE_A_PERSON:
        new = new[:1]
    for row in new:
        write_later(row)
        _rows_of(kind).add(row)
    for row in news:
        row.save()
    return bool(new or news)


@cache
def _rows_of(kind: type[SourcedRow]) -> Shelf[Any]:
    @kept
    def rows(*, people: list[int]) -> QuerySet[Any]:
        return kind._default_manager.select_for_update().filter(person__among=people)

    return Shelf(lambda people, _keys: rows(people=people), lambda row: (row.person_id, ""))


def _said(fact: Any) -> dict[str, Any]:
    """What the message does say: a field left as its default was not spoken of."""
    return {
        field.name: getattr(fact, field.name)
        for field in fields(fact)
        if field.name != "key" and getattr(fact, field.name) != field.default
    }


def _take(row: Any, said: dict[str, Any], *, source: UUID | None) -> bool:
    news = {name: value for name, value in said.items() if getattr(row, name) != value}
    if not news:
        return False
    if row._state.adding:
        write_waiting(type(row))
    for name, value in news.items():
        setattr(row, name, value)
    row.source = source
    row.version += 1
    return True


def _fill(person: Person, facts: told.IdentityFacts) -> bool:
    filled = [name for name in _FILLED if getattr(facts, name) and not getattr(person, name)]
    for name in filled:
        setattr(person, name, getattr(facts, name))
    if filled:
        person.version += 1
        person.save(update_fields=[*filled, "version"])
    return bool(filled)


def _learn_names(person: Person, facts: told.IdentityFacts, *, source: UUID | None) -> bool:
    known = NAMES.at(person.pk)
    keys = {(name.given_key, name.family_key) for name in known}
    new: list[told.NameFacts] = []
    changed = False
    if facts.is_described:
        now = told.NameFacts(
            kind="current",
            given_name=facts.given_name,
            middle_names=facts.middle_names,
            family_name=facts.family_name,
        )
        if _keys(now) not in keys and now.given_name and now.family_name:
            _rename(person, known, now)
            new.append(now)
        else:
            changed = _write_properly(person, known, now)
    new += facts.names
    for name in new:
        if _keys(name) in keys or not (name.given_name or name.family_name):
            continue
        keys.add(_keys(name))
        given_key, family_key = _keys(name)
        row = Name(
            person=person,
            kind=name.kind,
            given_name=name.given_name,
            middle_names=name.middle_names,
            family_name=name.family_name,
            born_on=name.born_on,
            given_key=given_key,
            family_key=family_key,
            source=source,
        )
        write_later(row)
        NAMES.add(row)
        changed = True
    return changed


@kept
def _numbers_of(*, people: list[int]) -> QuerySet[Identifier, tuple[int, str, str]]:
    rows = Identifier.objects.filter(person__among=people)
    return rows.values_list("person_id", "kind", "value")


_NUMBERS = Shelf(lambda people, _keys: _numbers_of(people=people), lambda row: (row[0], ""))


def _keys(name: told.NameFacts) -> tuple[str, str]:
    return names.key(name.given_name), names.key(name.family_name)


def _rename(person: Person, known: list[Name], now: told.NameFacts) -> None:
    """Somebody goes by a name we had not heard: the one they had becomes a former one."""
    for name in known:
        if name.kind == Name.Kind.CURRENT:
            write_waiting(Name)
            name.kind = Name.Kind.FORMER
            name.save(update_fields=["kind"])
    person.middle_names = now.middle_names or person.middle_names
    _call(person, given=now.given_name, family=now.family_name)


def _write_properly(person: Person, known: list[Name], now: told.NameFacts) -> bool:
    """The same name in capitals, as prisons write it, gives way to how it is written elsewhere."""
    is_shouted = f"{person.given_name}{person.family_name}".isupper()
    if not is_shouted or f"{now.given_name}{now.family_name}".isupper():
        return False
    for name in known:
        if name.kind == Name.Kind.CURRENT and (name.given_key, name.family_key) == _keys(now):
            write_waiting(Name)
            name.given_name, name.family_name = now.given_name, now.family_name
            name.save(update_fields=["given_name", "family_name"])
            _call(person, given=now.given_name, family=now.family_name)
            return True
    return False


def _call(person: Person, *, given: str, family: str) -> None:
    person.given_name, person.family_name = given, family
    person.sort_key = names.sort_key(family=family, given=given)
    person.version += 1
    person.save(update_fields=["given_name", "middle_names", "family_name", "sort_key", "version"])


def _learn_numbers(
    person: Person, numbers: Iterable[told.IdentifierFacts], *, source: UUID | None
) -> bool:
    known = {(kind, value) for _person, kind, value in _NUMBERS.at(person.pk)}
    before = len(known)
    for number in numbers:
        read = identifiers.read(number.kind, number.text)
        value = read.value if read else number.text.strip()
        if not value or (number.kind, value) in known:
            continue
        known.add((number.kind, value))
        row = Identifier(
            person=person,
            kind=number.kind,
            value=value,
            as_given=number.text,
            is_valid=bool(read and read.is_valid),
            source=source,
        )
        write_later(row)
        for shelf in (_NUMBERS, WITH_NUMBER):
            shelf.add((person.pk, number.kind, value))
    return len(known) > before
