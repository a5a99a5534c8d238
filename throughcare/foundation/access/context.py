"""Telling PostgreSQL, once a transaction, who is asking.

Every connection starts as the web role, which owns nothing and sees no person. `acting_as` opens
a transaction in which row security answers for one actor; the settings end with the transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from throughcare.foundation.access.actor import SYSTEM, Actor
from throughcare.foundation.actions import scope

WEB_ROLE = "throughcare_web"
SYSTEM_ROLE = "throughcare_system"
RETENTION_ROLE = "throughcare_retention"

_actor: ContextVar[Actor | None] = ContextVar("acting", default=None)
_owner: ContextVar[bool] = ContextVar("as_owner", default=False)


class StaleReach(Exception):
    """What the database knows of this actor's reach has run out or changed: work it out anew."""


def current_actor() -> Actor | None:
    return _actor.get()


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """One transaction under this actor's row security. Raises StaleReach if it must be renewed."""
    before = _actor.get()
    nested = connection.in_atomic_block
    token = _actor.set(actor)
    try:
        with transaction.atomic():
            if nested:
                tell(connection)
            yield
            if nested:
                scope.write_waiting()  # as whoever has done it
                _actor.set(before)
                tell(connection)
    finally:
        _actor.reset(token)


@contextmanager
def as_owner() -> Iterator[None]:
    """The owner's own rights, for migrations and for making a test's world. Never in a request."""
    token = _owner.set(True)
    # A connection opened earlier still carries the web role.
    if connection.connection is not None and not connection.in_atomic_block:
        connection.close()
    try:
        if connection.in_atomic_block:
            tell(connection)
        yield
    finally:
        _owner.reset(token)
        if connection.in_atomic_block:
            if not connection.needs_rollback:
                tell(connection)
        else:
            connection.close()


@contextmanager
def forgetting() -> Iterator[None]:
    """A transaction of the program in which rows may go that are otherwise kept for ever.

    For retention alone: no trigger refuses, and none writes down what was in them.
    """
    with acting_as(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', %s, true)", [RETENTION_ROLE])
        yield


def session_role() -> str | None:
    """The role a new connection takes before any transaction has said who is asking."""
    return None if _owner.get() else WEB_ROLE


def tell(wrapper: Any) -> None:
    """Set role and reach for the transaction that has just begun on this connection."""
    actor = _actor.get()
    with wrapper.connection.cursor() as cursor:
        if _owner.get():
            cursor.execute("select set_config('role', 'none', true)")
        elif actor is None:
            cursor.execute("select app.begin_as_nobody(), set_config('role', %s, true)", [WEB_ROLE])
        elif actor.is_system:
            cursor.execute(
                "select app.begin_as_nobody(), set_config('role', %s, true)", [SYSTEM_ROLE]
            )
        else:
            cursor.execute(
                "select app.begin_as(%s, %s), set_config('role', %s, true)",
                [actor.staff_id, actor.at, WEB_ROLE],
            )
            if not cursor.fetchone()[0]:
                raise StaleReach(actor.name)
