"""Reading as somebody who may know less.

Whoever writes for others may know more than they do. What is gathered for such a text is read
through the row security of its readers, so that nothing they may not know gets into it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from throughcare.foundation.access.actor import Actor
from throughcare.foundation.access.context import acting_as


@contextmanager
def seeing_only(actor: Actor, markings: frozenset[int]) -> Iterator[Actor]:
    """A transaction in which the actor sees no row with another marking; gives who they are there.

    Nobody sees more than as themselves: a marking they may not read stays hidden. Afterwards, also
    after an error, a transaction around this one is the actor's own again.
    """
    narrowed = _narrowed(actor, markings)
    with acting_as(narrowed):
        # What the database worked out for the actor, without the other markings.
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('app.units', %s, true), set_config('app.people', %s, true)",
                [_listed(narrowed.unit_keys()), _listed(narrowed.people_keys())],
            )
        yield narrowed


def _narrowed(actor: Actor, markings: frozenset[int]) -> Actor:
    return replace(
        actor,
        held=tuple(replace(held, markings=held.markings & markings) for held in actor.held),
        granted={person: marks & markings for person, marks in actor.granted.items()},
        in_emergency={person: marks & markings for person, marks in actor.in_emergency.items()},
    )


def _listed(keys: list[int]) -> str:
    return ",".join(map(str, keys))
