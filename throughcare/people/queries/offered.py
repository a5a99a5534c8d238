"""What is known of how somebody lives, offered to whoever assesses them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.learning import Offered, offered
from throughcare.people.models import (
    Address,
    Characteristic,
    Communication,
    Dependant,
    Person,
    PersonalContact,
)

MAIN = "M"  # code of the list "address-status"


def facts_offered(*, person: Person, today: date) -> list[Offered]:
    """Where they live, whom with, in which language; and the people there are in their life, each
    as a fact "contact"."""
    return [
        *_address(person, today),
        *_characteristics(person, today),
        *_language(person),
        *_people(person),
    ]


def _address(person: Person, today: date) -> Iterator[Offered]:
    now = [
        row
        for row in Address.objects.filter(person=person).order_by("-since", "id")
        if row.until is None or row.until > today
    ]
    row = next((one for one in now if one.status == MAIN), now[0] if now else None)
    if row is None:
        return
    origin = _("Address")
    yield offered(
        "no-fixed-abode",
        row,
        value=row.no_fixed_abode,
        says=_("No fixed abode") if row.no_fixed_abode else _("Has an address"),
        origin=origin,
        on=row.since,
    )
    if row.type_text:
        yield offered(
            "address-kind",
            row,
            value=row.type_text,
            says=row.type_text,
            origin=origin,
            on=row.since,
        )
    says = ", ".join(part for part in (*row.lines.splitlines(), row.postcode) if part)
    if says and not row.no_fixed_abode:
        yield offered("address", row, value=says, says=says, origin=origin, on=row.since)


def _characteristics(person: Person, today: date) -> Iterator[Offered]:
    named = {"marital-status": "relationship-status", "disability": "disability"}
    rows = Characteristic.objects.filter(person=person, kind__in=named).order_by("-since", "id")
    given: set[str] = set()
    for row in rows:
        if (row.until and row.until <= today) or row.kind in given:
            continue
        given.add(row.kind)
        yield offered(
            named[row.kind],
            row,
            value=row.code or row.text,
            says=row.text,
            origin=_("Details"),
            on=row.since,
        )


def _language(person: Person) -> Iterator[Offered]:
    row = Communication.objects.filter(person=person).first()
    if row is None:
        return
    says = row.spoken_text or row.spoken_language
    if says:
        yield offered("language", row, value=says, says=says, origin=_("Details"), on=None)
    if row.needs_interpreter is not None:
        yield offered(
            "interpreter",
            row,
            value=row.needs_interpreter,
            says=_("Needs an interpreter") if row.needs_interpreter else _("Needs no interpreter"),
            origin=_("Details"),
            on=None,
        )


def _people(person: Person) -> Iterator[Offered]:
    rows = Dependant.objects.filter(person=person).order_by("marking", "name", "id")
    children = list(rows)
    if children:
        alike = [child.name for child in children if child.marking == children[0].marking]
        yield offered(
            "children",
            children[0],
            value=True,
            says=", ".join(alike),
            origin=_("Dependants"),
            on=None,
        )
    known: list[Any] = [
        *PersonalContact.objects.filter(person=person, until=None).order_by("name", "id"),
        *children,
    ]
    for row in known:
        says = f"{row.name} ({row.relationship})" if row.relationship else row.name
        yield offered(
            "contact",
            row,
            value=says,
            says=says,
            origin=_("People in their life"),
            on=None,
            link=f"people.{row._meta.model_name}:{row.pk}",
        )
