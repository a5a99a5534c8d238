"""Letting a person's place follow, at the end of an action that changed who holds or sees them."""

from throughcare.foundation.actions.scope import write_waiting
from throughcare.foundation.learning.foresight import in_batch, somebody_moved
from throughcare.people.models import Person
from throughcare.people.queries.settling import settle_places


def settle_soon(person: Person) -> None:
    """The same; in a batch of messages, with all others of it: they decide by nobody's place."""
    if in_batch():
        somebody_moved(person.pk)
    else:
        settle_now(person)


def settle_now(person: Person) -> None:
    """Let the deferred triggers work now, and the object in hand know: later steps decide by it.

    Whoever hands a person beyond their own reach no longer sees them from here on.
    """
    write_waiting()  # while whoever acts still reaches whom it is about
    settle_places()
    place = Person.objects.filter(pk=person.pk).values(
        "is_restricted", "open_to_custody", "open_to_community", "open_to_nation"
    )
    for column, unit in (place.first() or {}).items():
        setattr(person, column, unit)
