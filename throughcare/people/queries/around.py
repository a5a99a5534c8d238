"""Who and what is around somebody, in brief: for the first page about them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
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
    now = Q(until=None) | Q(until__gt=today)
    contacts = PersonalContact.objects.filter(now, person=person)
    return Around(
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
