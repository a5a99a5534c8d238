"""What the action now running has done so far: has it asked, has it recorded, and what waits to be
written.

An action is made of actions, and each of them records and announces. That is written together, at
the end of the outermost: one statement a table instead of one a row. Where many actions are one
whole, as a batch of messages is, so are the rows they add.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

# A savepoint, to which all may be undone; a check of everything. A function of our own may look
# anywhere, and what the audit says of changes is about every table.
_ASKS_FOR_ALL = ("SAVEPOINT", "SET CONSTRAINTS ALL")
_CHANGES_OF_ALL = ("app.", "audit_change")


class UnfinishedAction(Exception):
    """An action changed something without deciding access or without leaving an audit entry."""


@dataclass
class Scope:
    """The marks `require()` and `record()` leave while an action runs."""

    name: str
    decisions: int = 0
    audited: int = 0

    def __str__(self) -> str:
        return f"{self.name}: asked {self.decisions} times, recorded {self.audited} times"


@dataclass
class Whole:
    """The outermost action, or several actions that are one: rows that wait, by their table."""

    is_of_many: bool
    waiting: dict[type[Model], list[Model]] = field(default_factory=dict)

    def write(self, *tables: type[Model]) -> None:
        """Write the rows waiting for these tables, each table's in the order they came."""
        for table in tables:
            # Taken out first: the statement that writes them does not wait for them.
            table._default_manager.bulk_create(self.waiting.pop(table, []))

    def before(
        self, go_on: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Whatever the database is asked, it is asked with the rows of that table written.

        What is undone back to a savepoint takes the rows with it that have come to wait since.
        """
        start = sql[:20].upper()
        if start.startswith("ROLLBACK TO"):
            self.waiting.clear()
        elif self.waiting and (
            start.startswith(_ASKS_FOR_ALL) or any(one in sql for one in _CHANGES_OF_ALL)
        ):
            self.write(*self.waiting)
        elif self.waiting:
            self.write(*[one for one in self.waiting if one._meta.db_table in sql])
        return go_on(sql, params, many, context)


running: ContextVar[Scope | None] = ContextVar("running", default=None)
_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)


@contextmanager
def together(*, is_of_many: bool = True) -> Iterator[None]:
    """One transaction of all actions inside; whatever of them fails, nothing is kept of any."""
    if _whole.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    whole = Whole(is_of_many)
    token = _whole.set(whole)
    try:
        with transaction.atomic(), connection.execute_wrapper(whole.before):
            yield
            whole.write(*whole.waiting)
    finally:
        _whole.reset(token)


def decided() -> None:
    if scope := running.get():
        scope.decisions += 1


def audited() -> None:
    if scope := running.get():
        scope.audited += 1


def keep(row: Model) -> None:
    """Write this row with the others of the outermost action, at its end; at once outside of any.

    What every action writes: deeds and news.
    """
    if whole := _whole.get():
        whole.waiting.setdefault(type(row), []).append(row)
    else:
        row.save(force_insert=True)


def write_later(row: Model) -> None:
    """Write this new row; among many actions that are one, with the others of its table.

    It has its number already (a UUID), and nobody sees that it is not there yet: before its table
    is asked anything it is written.
    """
    whole = _whole.get()
    if whole and whole.is_of_many:
        keep(row)
    else:
        row.save(force_insert=True)


def write_waiting(*tables: type[Model]) -> None:
    """Write now what waits for these tables; without any, for all of them."""
    if whole := _whole.get():
        whole.write(*(tables or whole.waiting))


def amend(row: Model, **values: Any) -> None:
    """Give a row these values too: in the same breath if it still waits to be written."""
    for name, value in values.items():
        setattr(row, name, value)
    if not row._state.adding:
        row.save(update_fields=list(values))
