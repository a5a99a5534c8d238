"""Opening somebody's record."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.audit import opens
from throughcare.foundation.database.kept import kept
from throughcare.people.models import Person


class LeadsTo(Exception):
    """Whoever had this number in addresses was found to be another: the number they have."""

    def __init__(self, ref: UUID) -> None:
        super().__init__(str(ref))
        self.ref = ref


def open_person(*, actor: Actor, ref: UUID) -> Person:
    """The person with this number in an address; the look is written.

    Raises NotVisible, or LeadsTo for one who was merged into somebody the actor sees.
    """
    person = person_at(ref)
    if person is None:
        # As many questions for one who was merged as for one who is hidden or not there.
        now = _leads_to(ref)
        if person_at(now) is None:
            raise NotVisible
        raise LeadsTo(now)
    opens(person)
    return person


def person_at(ref: UUID) -> Person | None:
    """The person with this number in an address; None where they are not to be seen."""
    return next(iter(_with_ref(ref=ref)), None)


@kept
def _with_ref(*, ref: UUID) -> QuerySet[Person]:
    return Person.objects.filter(ref=ref)


def _leads_to(ref: UUID) -> UUID:
    """The number of whoever the person with this one is now; the same for everybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select app.leads_to(%s)", [ref])
        now: UUID = cursor.fetchone()[0]
    return now
