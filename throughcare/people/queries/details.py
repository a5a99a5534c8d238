"""Everything about who somebody is and how to reach them, for one long page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model

from throughcare.foundation.access import Actor, NotVisible, decide, one_visible
from throughcare.foundation.packs import pack
from throughcare.people.access import CHANGE_PERSON, EXPORT_RECORD, MERGE_PEOPLE
from throughcare.people.models import (
    CIRCUMSTANCES,
    Address,
    Adjustment,
    Characteristic,
    Communication,
    Dependant,
    Holding,
    Identifier,
    Name,
    Person,
    PersonalContact,
    Reachable,
)
from throughcare.people.queries.likenesses import perhaps_one
from throughcare.people.queries.merging import Merged, merges_of
from throughcare.people.queries.summaries import PersonLine


@dataclass(frozen=True)
class Details:
    """One person's identity and circumstances, what holds now before what ended."""

    person: Person
    names: list[Name]
    identifiers: list[Identifier]
    characteristics: dict[str, list[Characteristic]]
    """By kind of list; the newest first."""
    communication: Communication | None
    adjustments: list[Adjustment]
    addresses: list[Address]
    former_addresses: list[Address]
    reachable: list[Reachable]
    contacts: list[PersonalContact]
    dependants: list[Dependant]
    holdings: list[Holding]
    former_holdings: list[Holding]
    lists: list[tuple[str, str]]
    """Official lists and their titles, in the order they are shown."""
    merges: list[Merged]
    """Everybody who was found to be this person."""
    alike: list[PersonLine]
    """Who may be the same person, for whoever may say so."""
    can_change: bool
    can_export: bool
    can_merge: bool
    can_answer_requests: bool


def details_of(*, actor: Actor, person: Person, today: date) -> Details:
    """What the actor may read of a person's identity and circumstances."""
    characteristics = defaultdict(list)
    for one in Characteristic.objects.filter(person=person).order_by("kind", "-since", "id"):
        characteristics[one.kind].append(one)
    addresses = list(Address.objects.filter(person=person).order_by("-since", "id"))
    holdings = list(
        Holding.objects.filter(person=person)
        .select_related("unit__parent", "holder")
        .order_by("-since", "kind")
    )
    return Details(
        person=person,
        names=list(Name.objects.filter(person=person).order_by("kind", "id")),
        identifiers=list(Identifier.objects.filter(person=person).order_by("kind", "id")),
        characteristics=dict(characteristics),
        communication=Communication.objects.filter(person=person).first(),
        adjustments=list(Adjustment.objects.filter(person=person).order_by("-since", "id")),
        addresses=[one for one in addresses if one.until is None or one.until > today],
        former_addresses=[one for one in addresses if one.until and one.until <= today],
        reachable=list(Reachable.objects.filter(person=person).order_by("kind", "id")),
        contacts=list(PersonalContact.objects.filter(person=person).order_by("name", "id")),
        dependants=list(Dependant.objects.filter(person=person).order_by("name", "id")),
        holdings=[one for one in holdings if one.is_open],
        former_holdings=[one for one in holdings if not one.is_open],
        lists=[(one, pack().code_list(one).rule.title) for one in CHARACTERISTIC_LISTS],
        merges=merges_of(actor=actor, person=person),
        can_merge=decide(actor, MERGE_PEOPLE, person).allowed,
        alike=perhaps_one(actor=actor, person=person),
        can_change=decide(actor, CHANGE_PERSON, person).allowed,
        can_export=decide(actor, EXPORT_RECORD, person).allowed,
        can_answer_requests="disclosure.answer_request" in actor.powers,
    )


CHARACTERISTIC_LISTS = (
    "ethnicity",
    "religion",
    "nationality",
    "disability",
    "gender-identity",
    "sexual-orientation",
    "marital-status",
)
"""Official lists an answer about somebody can be chosen from."""


def circumstance(*, actor: Actor, person: Person, what: str, id: UUID) -> Model:
    """One thing written down about how somebody lives. Raises NotVisible."""
    if what not in CIRCUMSTANCES:
        raise NotVisible
    return one_visible(CIRCUMSTANCES[what]._default_manager.all(), pk=id, person=person)


def as_typed(row: Model) -> dict[str, Any]:
    """The row's own columns, as a form shows them again."""
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
