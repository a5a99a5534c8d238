"""Where a page of entries ends and the next begins: a place among them, not a count of rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

PAGE = 25


@dataclass(frozen=True)
class Place:
    """Just after this entry, going back in time. Entries of one moment are told apart by number."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id.hex}"


def place_of(text: str) -> Place | None:
    """The place an address names; None, the newest, for what is no place."""
    at, _, id = text.partition("_")
    try:
        place = Place(datetime.fromisoformat(at), UUID(id))
    except ValueError:
        return None
    return place if place.at.tzinfo else None


def older_than(place: Place | None) -> Q:
    if place is None:
        return Q()
    # The first condition is what the index is read by; the second parts entries of one moment.
    return Q(happened_at__lte=place.at) & (Q(happened_at__lt=place.at) | Q(id__lt=place.id))
