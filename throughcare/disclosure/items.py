"""The record as it is gone through: one item at a time. Pure sums.

An item is a row of the record and whatever hangs on it with the same marking: an assessment with
its answers, an appointment with what came of it. What is marked differently is an item by itself.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from throughcare.disclosure.blackout import texts_of
from throughcare.disclosure.wording import Words, printed
from throughcare.exchange.queries import Rows, Table, record_tables, without_loose_ends
from throughcare.foundation.packs import pack


@dataclass(frozen=True)
class Item:
    """A row and what goes with it, all marked alike."""

    key: str
    rows: tuple[tuple[Table, Any], ...]
    words: tuple[Words, ...]
    """The same as they read."""

    @classmethod
    def of(cls, key: str, found: Iterable[tuple[Table, Any]], rows: Rows) -> "Item":
        """The item of these rows; one in which there is nothing to read has no words."""
        found = tuple(found)
        first, *others = (Words.of(table, row, rows) for table, row in found)
        return cls(key, found, (first, *(one for one in others if one.lines)))

    @property
    def marking(self) -> int:
        return int(self.rows[0][1].marking)

    @property
    def table(self) -> str:
        return self.rows[0][0].label

    @property
    def kind(self) -> str:
        """The kind of entry, where it is one."""
        return str(getattr(self.rows[0][1], "kind", "")) if self.table == "record.entry" else ""

    @property
    def group(self) -> str:
        return printed(self.table).group

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text in it, those that are data alone as well."""
        return tuple(
            text
            for table, row in self.rows
            for column in table.columns
            if isinstance(column, (models.TextField, models.JSONField))
            for text in texts_of(getattr(row, column.attname))
        )

    @cached_property
    def digest(self) -> str:
        """Another one as soon as anything in it changes. Bytes have their own in their row, or in
        that of the document they are of.
        """
        said = [
            [
                table.label,
                *(
                    str(getattr(row, column.attname))
                    for column in table.columns
                    if column.name not in table.bytes
                ),
            ]
            for table, row in self.rows
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def items_of(rows: Rows, *, markings: frozenset[int]) -> list[Item]:
    """What is to be gone through of these rows: group by group, the newest first."""
    kept = without_loose_ends(rows.by_table)
    together = _together(kept)
    items = [
        Item.of(key, found, rows)
        for key, found in together.items()
        if found[0][1].marking in markings
    ]
    order = {group.id: n for n, group in enumerate(pack().subject_access_rule.group)}
    items.sort(key=lambda one: one.words[0].on, reverse=True)
    return sorted(items, key=lambda one: (order.get(one.group, len(order)), one.group))


def _together(kept: Mapping[str, list[Any]]) -> dict[str, list[tuple[Table, Any]]]:
    """Rows by the key of their item, each item's own row first."""
    item_of: dict[tuple[str, Any], str] = {}
    marking_of: dict[tuple[str, Any], int] = {}
    together: dict[str, list[tuple[Table, Any]]] = {}
    for table in record_tables():  # what is needed comes before what needs it
        above = _above(table)
        for row in kept.get(table.label, ()):
            place = (table.label, row.pk)
            parent = (above[1], getattr(row, above[0])) if above else None
            goes_with = parent in item_of and marking_of[parent] == row.marking
            key = item_of[parent] if goes_with and parent else f"{table.label}:{row.pk}"
            item_of[place], marking_of[place] = key, row.marking
            together.setdefault(key, []).append((table, row))
    return together


def _above(table: Table) -> tuple[str, str] | None:
    """The column and the table of the row these cannot be without; the nearest, if of several."""
    needed: Iterable[models.Field] = (
        one for one in table.columns if one.name in table.keys and not one.null
    )
    return next(((one.attname, table.keys[one.name]) for one in needed), None)
