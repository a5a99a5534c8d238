"""Putting someone on the record, with the names and numbers they are known by."""

from datetime import date, datetime
from uuid import UUID

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.foundation.learning.foresight import somebody_new
from throughcare.people import identifiers, names
from throughcare.people.access import ADD_PERSON, CHANGE_PERSON
from throughcare.people.events import PersonAdded
from throughcare.people.models import Identifier, Name, Person
from throughcare.people.queries.matching import NAMES, PEOPLE


@action
def add_person(
    *,
    actor: Actor,
    given_name: str,
    family_name: str,
    at: datetime,
    middle_names: str = "",
    title: str = "",
    preferred_name: str = "",
    born_on: date | None = None,
    birth_is_estimated: bool = False,
    sex: str = "",
    is_fictional: bool = False,
    source: UUID | None = None,
) -> Person:
    """Put someone on the record who is not there yet. Raises AccessDenied."""
    require(actor, ADD_PERSON)
    person = Person(
        title=title,
        given_name=given_name,
        middle_names=middle_names,
        family_name=family_name,
        preferred_name=preferred_name,
        sort_key=names.sort_key(family=family_name, given=given_name),
        born_on=born_on,
        birth_is_estimated=birth_is_estimated,
        sex=sex,
        is_fictional=is_fictional,
    )
    write_later(person)
    somebody_new(person.pk)
    name = _name(person, Name.Kind.CURRENT, given_name, middle_names, family_name, source=source)
    write_later(name)
    PEOPLE.add(person)
    NAMES.add(name)
    record(actor, "people.person_added", about=person)
    announce(PersonAdded(person=person, at=at, by=actor))
    return person


@action
def add_name(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    given_name: str,
    family_name: str,
    middle_names: str = "",
    born_on: date | None = None,
    source: UUID | None = None,
) -> Name:
    """Add a former or other name. Adding one that is there already changes nothing."""
    require(actor, CHANGE_PERSON, person)
    name = _name(
        person, kind, given_name, middle_names, family_name, born_on=born_on, source=source
    )
    same = ("kind", "given_name", "middle_names", "family_name")
    known = Name.objects.filter(person=person, **{field: getattr(name, field) for field in same})
    if there := known.first():
        name = there
    else:
        name.save()
    record(actor, "people.name_added", about=person, kind=kind)
    return name


@action
def add_identifier(
    *, actor: Actor, person: Person, kind: str, text: str, source: UUID | None = None
) -> Identifier:
    """Add a number another system knows the person by. One that is there already stays as it is.

    What does not have the shape of its kind is kept as it came, marked as not valid.
    """
    require(actor, CHANGE_PERSON, person)
    read = identifiers.read(kind, text)
    identifier, _ = Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        value=read.value if read else text.strip(),
        defaults={"as_given": text, "is_valid": bool(read and read.is_valid), "source": source},
    )
    record(actor, "people.identifier_added", about=person, kind=kind)
    return identifier


def _name(
    person: Person,
    kind: str,
    given_name: str,
    middle_names: str,
    family_name: str,
    *,
    born_on: date | None = None,
    source: UUID | None = None,
) -> Name:
    return Name(
        person=person,
        kind=kind,
        given_name=given_name,
        middle_names=middle_names,
        family_name=family_name,
        born_on=born_on,
        given_key=names.key(given_name),
        family_key=names.key(family_name),
        source=source,
    )
