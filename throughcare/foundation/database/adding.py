"""Adding rows to a table: all of them in one statement, the same for one row and for a thousand.

Django puts such a statement together anew each time, and asks every field of every row how it is
written. Here that is worked out once for a table. What the database is handed is a list for each
column, written as the text of an array; it keeps the plan of the statement.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model, TextField

Row = Model | dict[str, Any]
"""A new row that has its number, or its values by column."""


def add(table: type[Model], rows: Sequence[Row]) -> None:
    """Insert these new rows, all of their columns as they are in hand."""
    values = []
    for row in rows:
        if isinstance(row, Model):
            row._prepare_related_fields_for_save(operation_name="add")  # type: ignore[attr-defined]
            row._state.adding, row._state.db = False, connection.alias
        values.append(vars(row) if isinstance(row, Model) else row)
    if values:
        _writer(table).write(values)


def numbers_for(table: type[Model], count: int) -> list[int]:
    """So many numbers the database gives no other row of this table."""
    column = table._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [table._meta.db_table, column, count],
        )
        return [number for (number,) in cursor.fetchall()]


class _Writer:
    """How the rows of one table are written."""

    def __init__(self, table: type[Model]) -> None:
        fields = table._meta.concrete_fields
        self.values_of = itemgetter(*(one.attname for one in fields))
        self.texts = [_text_of(one) for one in fields]
        columns = ", ".join(f'"{one.column}"' for one in fields)
        lists = ", ".join(f"%s::{one.db_type(connection)}[]" for one in fields)
        self.sql = f'INSERT INTO "{table._meta.db_table}" ({columns}) SELECT * FROM unnest({lists})'

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        columns = zip(*map(self.values_of, rows), strict=True)
        lists = [
            "{" + ",".join(["NULL" if one is None else text(one) for one in column]) + "}"
            for text, column in zip(self.texts, columns, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, lists)


@cache
def _writer(table: type[Model]) -> _Writer:
    return _Writer(table)


def _text_of(field: "Field[Any, Any]") -> Callable[[Any], str]:
    """How a value of this field is written in the text of an array."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    if isinstance(field, ArrayField):
        raise TypeError(f"{field} holds lists: the database would make one of several.")
    if isinstance(field, TextField):
        return _quoted
    if isinstance(field, JSONField):
        encode = (field.encoder or json.JSONEncoder)(ensure_ascii=False).encode
        return lambda value: _quoted(encode(value))
    if isinstance(field, BinaryField):
        return lambda value: f'"\\\\x{bytes(value).hex()}"'
    return lambda value: f'"{value}"'


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
