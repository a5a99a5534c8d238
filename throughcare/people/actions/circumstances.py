"""Writing down and changing how somebody lives, is reached and is spoken with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.people.access import CHANGE_PERSON
from throughcare.people.events import CircumstanceChanged
from throughcare.people.models import CIRCUMSTANCES, Person, is_one_a_person


@action
def write_circumstance(
    *, actor: Actor, person: Person, what: str, facts: Mapping[str, Any], id: UUID, at: datetime
) -> Model:
    """Write down something new about how somebody lives. The same form sent twice writes once.

    Raises AccessDenied; ChangedMeanwhile where a person has only one and a colleague was quicker.
    """
    require(actor, CHANGE_PERSON, person)
    kind = CIRCUMSTANCES[what]
    named = {"person": person} if is_one_a_person(kind) else {"person": person, "pk": id}
    row, is_new = kind._default_manager.get_or_create(**named, defaults={**facts, "pk": id})
    if row.pk != id:
        raise ChangedMeanwhile(row)
    record(actor, "people.circumstance_written", about=person, what=what, row=id)
    if is_new:
        announce(CircumstanceChanged(person=person, at=at, by=actor, what=what))
    return row


@action
def change_circumstance(
    *,
    actor: Actor,
    person: Person,
    what: str,
    id: UUID,
    facts: Mapping[str, Any],
    version: int,
    at: datetime,
) -> Model:
    """Change what was written down. Raises AccessDenied, NotVisible or ChangedMeanwhile."""
    require(actor, CHANGE_PERSON, person)
    row = one_visible(CIRCUMSTANCES[what]._default_manager.all(), pk=id, person=person)
    for field, value in facts.items():
        setattr(row, field, value)
    # From here on it is what a colleague says: a later message leaves it as it stands.
    row.source = None
    save_version(row, version=version, fields=[*facts, "source"])
    record(actor, "people.circumstance_changed", about=person, what=what, row=id)
    announce(CircumstanceChanged(person=person, at=at, by=actor, what=what))
    return row
