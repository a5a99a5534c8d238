"""Opening somebody's record."""

from uuid import UUID

from throughcare.foundation.access import Actor, one_visible
from throughcare.foundation.audit import opens
from throughcare.people.models import Person


def open_person(*, actor: Actor, ref: UUID) -> Person:
    """The person with this number in an address; the look is written. Raises NotVisible."""
    person = one_visible(Person.objects.all(), ref=ref)
    opens(person)
    return person
