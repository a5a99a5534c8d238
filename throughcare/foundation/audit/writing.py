"""Writing to the audit. There is no way to take anything back.

The package offers these at its door, where Django's tables are not there yet: so each function
imports its table when called.
"""

from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from throughcare.foundation.access.actor import Actor
from throughcare.foundation.actions import scope


def record(
    actor: Actor, verb: str, *, about: Model | int | None = None, marking: int = 0, **details: Any
) -> None:
    """Write that the actor did this, to whom. Every action calls it once, at its end."""
    from throughcare.foundation.audit.models import Deed

    deed = {
        "id": uuid4(),
        "at": timezone.now(),
        "staff_id": actor.staff_id,
        "actor": actor.name,
        "verb": verb,
        "refused": "",
        "details": {name: _plain(value) for name, value in details.items()},
        "person_id": _number(about),
        "marking": marking,
        "transaction": 0,
    }
    scope.keep(Deed, deed)
    scope.audited()


def refused(
    actor: Actor, policy: str, sentence: str, *, at: datetime, about: int | None = None
) -> None:
    """Write that the actor tried this and was told no. Called by the door, after the undoing."""
    from throughcare.foundation.audit.models import Deed

    Deed.objects.create(
        at=at,
        staff_id=actor.staff_id,
        actor=actor.name,
        verb=policy,
        refused=sentence,
        person_id=about,
    )


def looked(actor: Actor, person: Model | int, page: str, *, at: datetime) -> None:
    """Write that the actor opened this page of the person's record."""
    from throughcare.foundation.audit.models import Look

    Look.objects.create(
        at=at, staff_id=actor.staff_id, actor=actor.name, person_id=_number(person), page=page
    )


def _number(about: Model | int | None) -> int | None:
    return about.pk if isinstance(about, Model) else about


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; anything not plain is written as its text."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


opened: ContextVar[list[int] | None] = ContextVar("opened", default=None)
"""People whose record was opened while this request was answered; the door writes the looks."""


def opens(person: Model | int) -> None:
    """Say that a query opened this person's record."""
    number = _number(person)
    people = opened.get()
    if people is not None and number is not None and number not in people:
        people.append(number)
