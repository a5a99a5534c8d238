"""What the database holds, as one can compare it before and after."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import psycopg
from django.db import connection

from throughcare.foundation.access import as_owner

# Looking and being refused leave a trace, as they should; who reaches whom is only worked out.
TRACES = frozenset({"audit_look", "access_reach", "django_session"})


def what_is_kept() -> dict[str, str]:
    """For each table how many rows it has and what is in them, without the traces.

    What this test's transaction has not written to is as it was before the first test.
    """
    written = writes_so_far()
    tables = [
        table
        for table in _before_any_test()
        if any(one == table or one.startswith(f"{table}_") for one in written)  # or a part of it
    ]
    if not tables:
        return {**_before_any_test()}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(" union all ".join(map(_sum_of, tables)))
        return {**_before_any_test(), **dict(cursor.fetchall())}


@cache
def _before_any_test() -> dict[str, str]:
    tables = sorted(set(connection.introspection.table_names()) - TRACES)
    with psycopg.connect(**connection.get_connection_params()) as beside:
        return dict(beside.execute(" union all ".join(map(_sum_of, tables))).fetchall())


def writes_so_far() -> dict[str, int]:
    """How many rows this test's transaction has written to each table, without the traces.

    Where this has not grown nothing is kept, which is known without reading every table.
    """
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"
            " where n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {
            table: rows
            for table, rows in cursor.fetchall()
            if not table.startswith(tuple(TRACES))  # a part of a long table has the longer name
        }


def _sum_of(table: str) -> str:
    done = " where refused = ''" if table == "audit_deed" else ""
    return (
        f"select '{table}', count(*) || ' rows, ' ||"
        f" coalesce(md5(string_agg(one::text, '|' order by one::text)), '') from {table} one{done}"
    )


def texts_in(tables: list[str]) -> set[str]:
    """Every text in these tables, also within what is kept as JSON."""
    with as_owner(), connection.cursor() as cursor:
        found = set()
        for table in tables:
            cursor.execute(f"select to_jsonb(one) from {table} one")
            for (row,) in cursor.fetchall():
                found |= set(_texts(json.loads(row)))
        return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
