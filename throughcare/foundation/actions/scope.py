"""What the action now running has done so far: has it asked, has it recorded, and what."""

from collections import defaultdict
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import Model


class UnfinishedAction(Exception):
    """An action changed something without deciding access or without leaving an audit entry."""


@dataclass
class Scope:
    """The marks `require()` and `record()` leave while an action runs."""

    name: str
    decisions: int = 0
    audited: int = 0
    kept: list[Model] = field(default_factory=list)
    """Rows of the audit and the outbox, its own and those of the actions it is made of."""

    def __str__(self) -> str:
        return f"{self.name}: asked {self.decisions} times, recorded {self.audited} times"


running: ContextVar[Scope | None] = ContextVar("running", default=None)


def decided() -> None:
    if scope := running.get():
        scope.decisions += 1


def audited() -> None:
    if scope := running.get():
        scope.audited += 1


def keep(row: Model) -> None:
    """Write this row with the others of the outermost action, at its end; at once outside of any.

    An action is made of actions, and each of them records and announces: written together, all that
    costs one statement a table instead of one a row.
    """
    if scope := running.get():
        scope.kept.append(row)
    else:
        write([row])


def write(rows: Iterable[Model]) -> None:
    """Write rows that were kept, in the order they were."""
    tables: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        tables[type(row)].append(row)
    for table, its_rows in tables.items():
        table._default_manager.bulk_create(its_rows)
