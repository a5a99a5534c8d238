"""Writing many rows at once: gathered table by table, then written table by table.

The tables are reached by name. What is written so must be, row for row, what the actions would
have written; `tests/test_in_one_go.py` holds the two equal.
"""

import json
from collections import defaultdict
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, models

_AT_ONCE = 500
# People and who holds them come first: their place settles before anything hangs on it.
_FIRST = ("people.Person", "people.Name", "people.Identifier", "people.Holding")


class Rows:
    """Rows waiting to be written."""

    def __init__(self) -> None:
        self._rows: dict[str, list[models.Model]] = defaultdict(list)

    def add(self, table: str, **fields: Any) -> Any:
        """A new row of a table, named as "people.Person"."""
        row = apps.get_model(table)(**fields)
        self._rows[table].append(row)
        return row

    def add_entry(self, *, person: Any, author: Any = None, **said: Any) -> Any:
        """An entry of the record, with the name its author has."""
        return self.add(
            "record.Entry",
            pk=uuid4(),
            person=person,
            author=author,
            author_text=author.name if author else "",
            **said,
        )

    def write(self) -> None:
        """Write everything gathered."""
        for table in _FIRST:
            rows = self._rows.pop(table, [])
            apps.get_model(table)._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
        connection.check_constraints()
        for table, rows in self._rows.items():
            for start in range(0, len(rows), _AT_ONCE):
                _write(apps.get_model(table), rows[start : start + _AT_ONCE])
        self._rows.clear()


def _write(table: type[models.Model], rows: list[models.Model]) -> None:
    """Write rows as one text of JSON, a third of the work of saying each value in SQL."""
    # A number the database draws is left to it.
    drawn = {table._meta.pk} if rows[0].pk is None else set()
    fields = [one for one in table._meta.concrete_fields if one not in drawn]
    values = [{one.column: _value(row, one) for one in fields} for row in rows]
    name = connection.ops.quote_name(table._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {name} ({columns})"
            f" select {columns} from jsonb_populate_recordset(null::{name}, %s::jsonb)",
            [json.dumps(values, default=str)],
        )


def _value(row: models.Model, field: Any) -> Any:
    """What stands in the row; of another row, the number it has been given meanwhile."""
    other = field.get_cached_value(row, default=None) if field.is_relation else None
    return getattr(row, field.attname) if other is None else other.pk
