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
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from throughcare.foundation.database.adding import Row, add, numbers_for

# A savepoint, to which all may be undone; a check of everything. A function of our own may look
# anywhere, and what the audit says of changes is about every table.
_ASKS_FOR_ALL = ("SAVEPOINT", "SET CONSTRAINTS ALL")
_CHANGES_OF_ALL = ("app.", "audit_change")
_NUMBERS_AT_ONCE = 50


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
    waiting: dict[type[Model], list[Row]] = field(default_factory=dict)
    numbers: dict[type[Model], list[int]] = field(default_factory=dict)
    """Those the database has given and no row has yet."""

    def write(self, *tables: type[Model]) -> None:
        """Write the rows waiting for these tables, each table's in the order they came.

        What they refer to is written before them: their place is that of their person.
        """
        for table in tables:
            # Taken out first: the statement that writes them does not wait for them.
            if rows := self.waiting.pop(table, None):
                self.write(*_referred_to(table))
                add(table, rows)

    def number_for(self, table: type[Model]) -> int:
        if not self.numbers.get(table):
            self.numbers[table] = numbers_for(table, _NUMBERS_AT_ONCE)[::-1]
        return self.numbers[table].pop()

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


@cache
def _referred_to(table: type[Model]) -> list[Any]:
    fields = table._meta.concrete_fields
    return [one.related_model for one in fields if isinstance(one, ForeignKey)]


running: ContextVar[Scope | None] = ContextVar("running", default=None)
_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)


@contextmanager
def together(*, is_of_many: bool = True) -> Iterator[None]:
    """One transaction of all actions inside; whatever of them fails, nothing is kept of any."""
    if _whole.get() is not None:
        try:
            yield
        except BaseException:
            transaction.set_rollback(True)
            raise
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


def keep(table: type[Model], row: Row) -> None:
    """Write this row with the others of the outermost action, at its end; at once outside of any.

    What every action writes: deeds and news.
    """
    if whole := _whole.get():
        whole.waiting.setdefault(table, []).append(row)
    else:
        add(table, [row])


def write_later(row: Model) -> None:
    """Write this new row; among many actions that are one, with the others of its table.

    It has its number at once, and nobody sees that it is not there yet: before its table is asked
    anything it is written.
    """
    whole = _whole.get()
    if whole and whole.is_of_many:
        if row.pk is None:
            row.pk = whole.number_for(type(row))
        keep(type(row), row)
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
