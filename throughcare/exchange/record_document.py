"""One person's record as one document: every row in words and codes.

Numbers that mean something in this database only are not in it: a colleague is named by the number
in addresses, a unit by its code, a marking by its id. What names a row that is not in the document
names nothing, and a row that would be nothing without that one is not in it either.
"""

import base64
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from throughcare.exchange.record_tables import (
    COUNTED,
    FORMAT,
    MARKINGS,
    TOGETHER,
    VERSION,
    Table,
    person_table,
    tables,
    target_of,
)
from throughcare.foundation.packs import pack

SEALED = "sealed"
"""The marking of an original that no role may read."""


@dataclass(frozen=True)
class Rows:
    """Everything of one record that is to be exported, as it was read."""

    person: Any
    by_table: Mapping[str, list[Any]]
    """By the table's label, in the order they were written down."""
    members: Mapping[int, Any]
    """Colleagues that are named in it, by their number."""
    units: Mapping[int, Any]
    """Units that are named in it, and those they lie in."""


@dataclass
class Export:
    """The document, and what is written of it in the audit."""

    document: dict[str, Any]
    markings: frozenset[int] = field(default_factory=frozenset)
    rows: int = 0


def document_of(
    rows: Rows, *, at: datetime, by: str, is_whole: bool, with_originals: bool = False
) -> Export:
    """The document. `is_whole`: read by the program, which sees every row."""
    kept = rows.by_table if is_whole else without_loose_ends(rows.by_table)
    return written_out(rows, kept, at=at, by=by, is_whole=is_whole, with_originals=with_originals)


def written_out(
    rows: Rows,
    kept: Mapping[str, list[Any]],
    *,
    at: datetime,
    by: str,
    is_whole: bool = False,
    with_originals: bool = False,
) -> Export:
    """The document with these rows of the record, every one of them, and no others."""
    writer = _Writer(rows, kept, is_whole=is_whole, with_originals=with_originals)
    person = writer.row_of(person_table(), rows.person)
    record: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    for table in sorted(tables(), key=lambda one: one.label):
        if table.label in kept:
            record[table.module][table.name] = writer.rows_of(table, kept[table.label])
    markings = frozenset(
        row.marking for found in kept.values() for row in found if hasattr(row, "marking")
    )
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _plain(at),
        "made_by": by,
        "holds_everything": is_whole,
        "holds_originals": with_originals,
        "markings": [_marking(number) for number in sorted(markings)],
        "person": person,
        "units": [_unit(one, rows.units) for one in _outermost_first(writer.units)],
        "colleagues": [_colleague(one) for one in _by_ref(writer.members)],
        "record": dict(record),
    }
    return Export(document, markings, sum(map(len, kept.values())))


def without_loose_ends(by_table: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows without those that would be nothing without a row that is not among them."""
    kept: dict[str, list[Any]] = {}
    for table in tables():  # those that are needed come first
        needed = [
            (column.attname, target_of(column))
            for column in table.columns
            if column.name in table.keys and not column.null
        ]
        keys = {label: {one.pk for one in kept.get(label, ())} for _name, label in needed}
        if table.label in by_table:
            kept[table.label] = [
                row
                for row in by_table[table.label]
                if all(getattr(row, name) in keys[label] for name, label in needed)
            ]
    return kept


class _Writer:
    """Writes rows of one record, knowing which others are in it."""

    def __init__(
        self,
        rows: Rows,
        kept: Mapping[str, list[Any]],
        *,
        is_whole: bool,
        with_originals: bool,
    ) -> None:
        self.rows, self.is_whole, self.with_originals = rows, is_whole, with_originals
        self.members: dict[int, Any] = {}
        self.units: dict[int, Any] = {}
        """Whom and what the rows written so far name."""
        self.known = {label: {str(one.pk) for one in found} for label, found in kept.items()}

    def rows_of(self, table: Table, found: list[Any]) -> list[dict[str, Any]]:
        written = [self.row_of(table, row) for row in found]
        if not self.is_whole and table.label in COUNTED:
            _count_anew(written, *COUNTED[table.label])
        return written

    def row_of(self, table: Table, row: Any) -> dict[str, Any]:
        written = {one.name: self._value(table, one, row) for one in table.columns}
        together = TOGETHER.get(table.label, ())
        if any(written[name] is None for name in together):
            written |= dict.fromkeys(together)
        return written

    def _value(self, table: Table, column: models.Field, row: Any) -> Any:
        value = getattr(row, column.attname)
        if value is None or (table.label == "exchange.original" and self._leaves_out(column.name)):
            return None
        if column.name == "marking":
            return _marking(value)
        if column.name in MARKINGS.get(table.label, ()):
            return _marking(value) if isinstance(value, int) else [_marking(one) for one in value]
        if column.name == "learnt":
            return self._learnt(table, value)
        if column.name == "link":
            return self._link(value)
        if target := target_of(column):
            return self._key(target, value)
        return _plain(value)

    def _leaves_out(self, column: str) -> bool:
        return column == "content" and not self.with_originals

    def _key(self, target: str, value: Any) -> str | None:
        """How another row is named; None for one that is not in the document."""
        if target == "staff.member":
            return self._colleague(int(value))
        if target == "staff.unit":
            return self._unit(int(value))
        is_here = str(value) in self.known.get(target, ())
        return str(value) if is_here else None

    def _colleague(self, number: int) -> str | None:
        member = self.rows.members.get(number)
        if member is None:
            return None
        self.members[number] = member
        return str(member.ref)

    def _unit(self, number: int) -> str | None:
        unit = self.rows.units.get(number)
        at = unit
        while at is not None:  # where it lies is part of what it is
            self.units[at.pk] = at
            at = self.rows.units.get(at.parent_id)
        return str(unit.code) if unit else None

    def _learnt(self, table: Table, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the last message said; the rows it names are named as everywhere else."""
        targets = {one.name: target_of(one) for one in table.columns}
        return {
            name: self._key(targets[name], value) if value and targets.get(name) else value
            for name, value in said.items()
        }

    def _link(self, link: str) -> str:
        """Where an entry came from. That a row is there which is not shown must not be told."""
        label, colon, key = link.partition(":")
        if self.is_whole or not colon:
            return link
        return link if key in self.known.get(label, ()) else ""


def _count_anew(written: list[dict[str, Any]], column: str, within: str) -> None:
    """Count the rows that are there from one on, or from nought where they all did."""
    by_parent: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(written, key=lambda one: one[column]):
        by_parent[row[within]].append(row)
    for rows in by_parent.values():
        for number, row in enumerate(rows, 1):
            row[column] = number


def _marking(number: int) -> str:
    """A marking by its id; its number where the pack has no such marking."""
    found = next((one for one in pack().markings.values() if one.number == number), None)
    return found.id if found else SEALED


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, UUID)):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _outermost_first(units: Mapping[int, Any]) -> list[Any]:
    def depth(unit: Any) -> int:
        return 0 if unit.parent_id is None else 1 + depth(units[unit.parent_id])

    return sorted(units.values(), key=lambda one: (depth(one), one.code))


def _unit(unit: Any, units: Mapping[int, Any]) -> dict[str, Any]:
    parent = units.get(unit.parent_id)
    return {
        "code": unit.code,
        "kind": unit.kind,
        "name": unit.name,
        "parent": parent.code if parent else None,
    }


def _by_ref(members: Mapping[int, Any]) -> list[Any]:
    return sorted(members.values(), key=lambda one: str(one.ref))


def _colleague(member: Any) -> dict[str, Any]:
    return {"ref": str(member.ref), "code": member.code, "name": member.name}
