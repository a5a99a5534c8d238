"""Rows of one person's record as they stood at a moment.

The audit keeps of every change the columns that differ, before and after. So a row is taken back
from how it stands today: what was changed after the moment is undone, newest first. It begins with
the rows of today under today's row security: nobody is shown more than they may see today, and
what has been deleted since, which only the rules of retention do, stays gone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model

from throughcare.foundation.access import SYSTEM, Actor, acting_as, may_read

RECORDED_AT = "recorded_at"
"""A row with this column says itself since when it has been on the record."""


class Step(NamedTuple):
    """One change of one row, as the audit has it. `before` is empty for what was added."""

    id: int
    at: datetime
    staff_id: int | None
    operation: str
    before: Mapping[str, Any]


@dataclass(frozen=True)
class Hand:
    """When something was written down, and by whom; nobody's number where the program did."""

    at: datetime
    staff_id: int | None


@dataclass(frozen=True)
class Stood:
    """A row as it stood, who put it on the record, and who changed it last before the moment."""

    row: Any
    recorded: Hand | None
    changed: Hand | None


@dataclass(frozen=True)
class Past:
    """The rows of a record at one moment, by table."""

    at: datetime
    person: Any
    """As they stood; None where they were not on the record yet."""
    rows: Mapping[type[Model], list[Stood]]

    def of(self, model: type[Model]) -> list[Stood]:
        return self.rows.get(model, [])

    def find(self, model: type[Model], key: Any) -> Any:
        """Another row of the same moment; None where it is not to be seen, or was not there."""
        return next(iter(self.by_column(model, "pk").get(key, [])), None)

    def by_column(self, model: type[Model], column: str) -> Mapping[Any, list[Any]]:
        """A table's rows by what a column says; sorted once, however often it is asked."""
        if (model, column) not in self._sorted:
            rows = defaultdict(list)
            for one in self.of(model):
                rows[getattr(one.row, column)].append(one.row)
            self._sorted[model, column] = rows
        return self._sorted[model, column]

    @cached_property
    def _sorted(self) -> dict[tuple[type[Model], str], Mapping[Any, list[Any]]]:
        return {}


class History:
    """Some tables' rows about one person and every change of them, read once for any moment."""

    def __init__(
        self,
        person: Any,
        live: Mapping[type[Model], Mapping[str, Model]],
        steps: Mapping[tuple[str, str], list[Step]],
    ) -> None:
        self.person, self._live, self._steps = person, live, steps

    @classmethod
    def of(cls, person: Any, models: Collection[type[Model]]) -> "History":
        """Read it: one query a table, and one of the audit, whatever there is.

        Of rows that came from another record (two were made one) one more: what happened to them
        there. That record is nobody's to see any more, its rows that are here now are.
        """
        tables = [model._meta.db_table for model in {type(person), *models}]
        steps = _steps(tables, people=[person.pk])
        moved = {
            key: one.before["person_id"]
            for key, of_row in steps.items()
            for one in of_row
            if one.before.get("person_id", person.pk) != person.pk
        }
        if moved:
            with acting_as(SYSTEM):
                elsewhere = _steps(tables, people=list(set(moved.values())))
            for key in moved:
                steps[key] = sorted(steps[key] + elsewhere.get(key, []))
        live: dict[type[Model], dict[str, Model]] = {
            model: {str(row.pk): row for row in model._default_manager.filter(person=person.pk)}
            for model in models
            if model is not type(person)
        }
        live[type(person)] = {str(person.pk): person}
        return cls(person, live, steps)

    @property
    def held_since(self) -> datetime | None:
        """Since when this system has held the record; None where the audit does not say."""
        steps = self._steps.get((type(self.person)._meta.db_table, str(self.person.pk)))
        return steps[0].at if steps and steps[0].operation == "insert" else None

    def today(self, model: type[Model]) -> list[Any]:
        """A table's rows as they stand now."""
        return list(self._live[model].values())

    def at(self, moment: datetime, *, actor: Actor) -> Past:
        """Every row as it stood then, as far as this reader may know it."""
        rows = {model: list(self._of_table(model, moment, actor)) for model in self._live}
        themselves = rows[type(self.person)]
        return Past(moment, themselves[0].row if themselves else None, rows)

    def _of_table(self, model: type[Model], moment: datetime, actor: Actor) -> Iterator[Stood]:
        for key, live in self._live[model].items():
            steps = self._steps.get((model._meta.db_table, key), [])
            later = [step for step in steps if step.at > moment]
            row = _undone(live, later)
            own = getattr(row, RECORDED_AT, None)
            was_there = own <= moment if own else not later or later[0].operation != "insert"
            was_theirs = getattr(row, "person_id", self.person.pk) == self.person.pk
            if was_there and was_theirs and _is_readable(row, later, actor):
                yield Stood(row, _recorded(own, steps), _changed(steps, moment))


def _steps(tables: list[str], *, people: list[int]) -> dict[tuple[str, str], list[Step]]:
    """Every change of these people's rows by table and row, the first one first."""
    from throughcare.foundation.audit.models import Change  # tables are not there at import

    found = defaultdict(list)
    changes = Change.objects.filter(person_id__in=people, table__in=tables).order_by("id")
    columns = ("table", "row", "id", "at", "staff_id", "operation", "before")
    for table, row, id, at, staff_id, operation, before in changes.values_list(*columns):
        found[table, row].append(Step(id, at, staff_id, operation, before or {}))
    return found


def _undone(live: Model, later: list[Step]) -> Any:
    """The row without what was changed later."""
    columns = type(live)._meta.concrete_fields
    values = {column.column: getattr(live, column.attname) for column in columns}
    for step in reversed(later):
        values.update(step.before)
    row = type(live)(**{one.attname: one.to_python(values[one.column]) for one in columns})
    row._state.adding = False
    return row


def _is_readable(row: Any, later: list[Step], actor: Actor) -> bool:
    """Whether every marking it has had since that moment lets this reader read it.

    Where one does not, the audit has hidden a part of its changes too.
    """
    if not hasattr(row, "marking"):
        return True
    then = row.marking
    markings = {then, *(one.before["marking"] for one in later if "marking" in one.before)}
    readable = True
    for row.marking in markings:
        readable = readable and may_read(actor, row)
    row.marking = then
    return readable


def _recorded(own: datetime | None, steps: list[Step]) -> Hand | None:
    added = steps[0] if steps and steps[0].operation == "insert" else None
    if own:
        return Hand(own, added.staff_id if added else None)
    return Hand(added.at, added.staff_id) if added else None


def _changed(steps: list[Step], moment: datetime) -> Hand | None:
    last = next((one for one in reversed(steps) if one.at <= moment), None)
    return Hand(last.at, last.staff_id) if last and last.operation == "update" else None
