"""Letting a person's place follow, at the end of an action that changed who holds or sees them."""

from django.db import connection

from throughcare.people.models import Person


def settle_now(person: Person) -> None:
    """Let the deferred triggers work now, and the object in hand know: later steps decide by it.

    Whoever hands a person beyond their own reach no longer sees them from here on.
    """
    connection.check_constraints()
    place = Person.objects.filter(pk=person.pk).values(
        "is_restricted", "open_to_custody", "open_to_community", "open_to_nation"
    )
    for column, unit in (place.first() or {}).items():
        setattr(person, column, unit)
