"""`column__begins`: a prefix, by PostgreSQL's `^@`.

LIKE is not leakproof, so that under row security it would read the whole table; `^@` is.
"""

from typing import Any

from django.db.models import Lookup, TextField


@TextField.register_lookup
class Begins(Lookup):
    """Text that begins with the given one."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", [*left_values, *right_values]
