"""Who and what is around somebody, in brief: for the first page about them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.people.models import Adjustment, Communication, Holding, PersonalContact

FEW = 5


@dataclass(frozen=True)
class Around:
    """What holds today, each thing in a few words."""

    beside: list[str]
    """Specialist teams and providers that hold the person beside the case holder."""
    important_people: list[str]
    language: str
    adjustments: list[str]


def around(*, actor: Actor, person: Any, today: date) -> Around:
    """Four queries, whatever there is."""
    now = Q(until=None) | Q(until__gt=today)
    beside = Holding.objects.filter(
        person=person, until=None, kind__in=[Holding.Kind.SPECIALIST, Holding.Kind.PROVIDER]
    )
    contacts = PersonalContact.objects.filter(now, person=person)
    return Around(
        beside=[
            f"{one.unit.name}, {one.holder.name}" if one.holder else one.unit.name
            for one in beside.select_related("unit", "holder").order_by("since", "id")
        ],
        important_people=[
            f"{one.name} ({one.relationship})" if one.relationship else one.name
            for one in contacts.order_by("-is_next_of_kin", "name", "id")[:FEW]
        ],
        language=_language(Communication.objects.filter(person=person).first()),
        adjustments=[
            one.text
            for one in Adjustment.objects.filter(now, person=person).order_by("-since", "id")
        ],
    )


def _language(spoken: Communication | None) -> str:
    if spoken is None:
        return ""
    needed = _("interpreter needed") if spoken.needs_interpreter else ""
    return ", ".join(part for part in (spoken.spoken_text, needed) if part)
