"""Announcing and reacting."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

from django.db.models import Model

from throughcare.foundation.actions import scope

E = TypeVar("E", bound="Event")
REACTIONS: dict[type["Event"], list[Callable[[Any], None]]] = defaultdict(list)
"""Every subscription; printed into docs/reference/events.md."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a person. Named in the past tense by the module it happened in."""

    name: ClassVar[str]
    person: Any  # people.Person, passed along as it was given
    at: datetime
    by: Any  # the Actor


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Mark a function of a `reactions.py` as what is done on such news."""

    def subscribe(reaction: Callable[[E], None]) -> Callable[[E], None]:
        REACTIONS[kind].append(reaction)
        return reaction

    return subscribe


def announce(event: Event) -> None:
    """Tell whoever cares, now and in this transaction; a reaction that fails undoes it all."""
    # Imported here because the package offers this at its door, before Django's tables are there.
    from throughcare.foundation.events.models import Outbox

    kind: Any = type(event)
    news = {
        "id": uuid4(),
        "name": event.name,
        "at": event.at,
        "person_id": event.person.pk,
        "facts": {name: _plain(getattr(event, name)) for name in _told(kind)},
        "delivered_at": None,
    }
    scope.keep(Outbox, news)
    for reaction in REACTIONS[kind]:
        reaction(event)


@cache
def _told(kind: Any) -> tuple[str, ...]:
    """What such news tells beside whom it is about, when, and by whom."""
    return tuple(one.name for one in fields(kind) if one.name not in {"person", "at", "by"})


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return str(value.pk)
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)
