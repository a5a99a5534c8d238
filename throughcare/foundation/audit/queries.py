"""What a page may ask of the audit."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from throughcare.foundation.access import Actor, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.models import Look

PAGE = 50


@dataclass(frozen=True)
class LookLine:
    """Somebody opened a page of the record."""

    at: datetime
    actor: str
    page: str


def looks_at(*, actor: Actor, person: Model) -> list[LookLine]:
    """The newest looks at a person's record, a page of them. Raises AccessDenied."""
    require(actor, SEE_LOOKS, person)
    rows = Look.objects.filter(person_id=person.pk).order_by("-at", "-id")[:PAGE]
    return [LookLine(row.at, row.actor, row.page) for row in rows]
