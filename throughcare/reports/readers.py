"""Who will read a report, said to the database: so that nothing they may not know gets into it.

An author may know more than the readers of what they write. Whatever is gathered for a report or
offered as evidence is therefore read through the row security of its readers: what is ordinary, and
what carries the report's own marking.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from throughcare.foundation.access import Actor, acting_as

ORDINARY = 0


def readable(marking: int) -> frozenset[int]:
    """Markings that every reader of a report so marked may know."""
    return frozenset({ORDINARY, marking})


@contextmanager
def reading_as_its_readers(actor: Actor, marking: int) -> Iterator[Actor]:
    """The actor, seeing no more than the readers of a report with this marking."""
    narrowed = _narrowed(actor, readable(marking))
    with acting_as(narrowed):
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
    )


def _listed(keys: list[int]) -> str:
    return ",".join(map(str, keys))
