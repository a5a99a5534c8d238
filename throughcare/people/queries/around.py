"""Who and what is around somebody, in brief: for the first page about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.people.models import Adjustment, Communication, PersonalContact

FEW = 5


@dataclass(frozen=True)
class Around:
    """What holds today, each thing in a few words."""

    important_people: list[str]
    language: str
    adjustments: list[str]


def around(*, actor: Actor, person: Any, today: date) -> Around:
    """Three queries, whatever there is."""
    return Around(
        important_people=[
            f"{name} ({relationship})" if relationship else name
            for name, relationship in _important(person=person.pk, today=today)
        ],
        language=", ".join(_languages(_spoken(person=person.pk))),
        adjustments=_adjustments(person=person.pk, today=today),
    )


def _languages(spoken: list[Communication]) -> Iterator[str]:
    for one in spoken:
        if one.spoken_text:
            yield one.spoken_text
        if one.needs_interpreter:
            yield _("interpreter needed")


@kept
def _important(*, person: int, today: date) -> QuerySet[PersonalContact, tuple[str, str]]:
    rows = PersonalContact.objects.filter(_now(today), person=person)
    first = rows.order_by("-is_next_of_kin", "name", "id")[:FEW]
    return first.values_list("name", "relationship")


@kept
def _spoken(*, person: int) -> QuerySet[Communication]:
    return Communication.objects.filter(person=person).order_by("id")[:1]


@kept
def _adjustments(*, person: int, today: date) -> QuerySet[Adjustment, str]:
    rows = Adjustment.objects.filter(_now(today), person=person)
    return rows.order_by("-since", "id").values_list("text", flat=True)


def _now(today: date) -> Q:
    return Q(until=None) | Q(until__gt=today)
