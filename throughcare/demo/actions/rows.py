"""Writing many rows at once: gathered table by table, then written table by table.

The tables are reached by name. What is written so must be, row for row, what the actions would
have written; `tests/test_in_one_go.py` holds the two equal.
"""

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
            self._write(table)
        connection.check_constraints()
        for table in list(self._rows):
            self._write(table)

    def _write(self, table: str) -> None:
        rows = self._rows.pop(table, [])
        apps.get_model(table)._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
