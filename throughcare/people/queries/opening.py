"""Opening somebody's record."""

from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.audit import opens
from throughcare.foundation.database.kept import kept
from throughcare.people.models import Person


def open_person(*, actor: Actor, ref: UUID) -> Person:
    """The person with this number in an address; the look is written. Raises NotVisible."""
    person = person_at(ref)
    if person is None:
        raise NotVisible
    opens(person)
    return person


def person_at(ref: UUID) -> Person | None:
    """The person with this number in an address; None where they are not to be seen."""
    return next(iter(_with_ref(ref=ref)), None)


@kept
def _with_ref(*, ref: UUID) -> QuerySet[Person]:
    return Person.objects.filter(ref=ref)
