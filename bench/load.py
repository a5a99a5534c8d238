"""A load of national size by COPY: staff, people, who holds them, and what happened to them.

Deterministic from a seed, however many hands load it. Triggers are off meanwhile, so it writes
itself what they would have written: the columns row security compares. The words for searching and
the spellings of names alone are made by the triggers that make them. Indexes come last.
"""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection

from bench import cases, entries, figures, looks, people
from bench.world import Size
from throughcare.foundation.access import as_owner

HANDS = os.cpu_count() or 1
FILLED = (
    *("people_name", "people_identifier", "people_holding"),
    *(*cases.TABLES, "record_entry", *looks.TABLES),
)


def load(size: Size, *, seed: int) -> None:
    """Fill an empty database; with no entries, with people alone. Prints sizes and times."""
    began = perf_counter()

    def said(what: str) -> None:
        print(f"{timedelta(seconds=round(perf_counter() - began))}  {what}", flush=True)

    with as_owner():
        parameters = connection.get_connection_params()
        connection.close()
        with _connected(parameters) as database:
            with without_indexes(database, FILLED, said):
                with database.cursor() as cursor, database.transaction():
                    cursor.execute("set local session_replication_role = replica")
                    places = people.load(cursor, size, Random(seed))
                said(f"{size.people:,} people, {size.staff:,} staff")
                if size.entries:
                    _share_out(parameters, _work(size, seed, places), said)
            said("all indexes")
            database.execute("vacuum analyze")
            said("vacuumed and analysed")
            figures.keep(size, "space", _sizes(database))
            figures.keep(size, "seconds", round(perf_counter() - began))


def _work(size: Size, seed: int, places: list[people.Place]) -> Iterator[tuple[Any, ...]]:
    """Everything that can be done at the same time as everything else."""
    for block in range(0, size.entries, entries.BLOCK):
        yield entries.copy_block, size, seed, block, places
    for statement in (*cases.STATEMENTS, *looks.statements(size)):
        yield _execute, statement


def _share_out(parameters: dict[str, Any], work: Iterator[tuple[Any, ...]], said: Any) -> None:
    every = list(work)
    with ProcessPoolExecutor(
        HANDS,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_take_a_hand,
        initargs=(parameters, every),
    ) as hands:
        for done, _ in enumerate(hands.map(_do, range(len(every))), start=1):
            if done % 20 == 0 or done == len(every):
                said(f"{done} of {len(every)} parts of the rows")


# What each hand keeps: its own connection, and the work it was forked with.
_database: psycopg.Connection[Any]
_every: list[tuple[Any, ...]]


def _take_a_hand(parameters: dict[str, Any], every: list[tuple[Any, ...]]) -> None:
    global _database, _every
    _database, _every = _connected(parameters), every
    _database.execute("set session_replication_role = replica")


def _do(number: int) -> None:
    what, *given = _every[number]
    with _database.cursor() as cursor:
        what(cursor, *given)


def _execute(cursor: Any, statement: str) -> None:
    cursor.execute(statement)


def _connected(parameters: dict[str, Any]) -> psycopg.Connection[Any]:
    named = {one: parameters[one] for one in parameters.keys() - {"context", "cursor_factory"}}
    database: psycopg.Connection[Any] = psycopg.connect(**named, autocommit=True)
    database.execute("set synchronous_commit = off")
    return database


@contextmanager
def without_indexes(
    database: psycopg.Connection[Any], tables: tuple[str, ...], said: Any
) -> Iterator[None]:
    """Indexes that hold up no constraint are dropped, and built when the rows are there."""
    found = database.execute(
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i"
        " where i.indrelid = any(%s::regclass[]) and not i.indisunique",
        [list(tables)],
    ).fetchall()
    for name, _ in found:
        database.execute(f"drop index {name}")
    made_by = {"record_entry": "index_words", "people_name": "spell_new"}
    for table, trigger in made_by.items():
        database.execute(f"alter table {table} enable always trigger {trigger}")
    yield
    for table, trigger in made_by.items():
        database.execute(f"alter table {table} enable trigger {trigger}")
    database.execute("set maintenance_work_mem = '1GB'")
    for name, definition in found:
        database.execute(definition.replace(" ON ONLY ", " ON "))
        said(f"index {name}")


def _sizes(database: psycopg.Connection[Any]) -> dict[str, Any]:
    """Print and return megabytes by table: rows, indexes, and how many rows."""
    rows = database.execute(
        "select coalesce(pg_partition_root(oid), oid)::regclass::text,"
        " sum(pg_table_size(oid))::float8, sum(pg_indexes_size(oid))::float8,"
        " sum(greatest(reltuples, 0))"
        " from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^pg_|^info'"
        " group by 1 order by sum(pg_total_relation_size(oid)) desc limit 12"
    ).fetchall()
    print(f"{'table':28} {'rows':>12} {'rows, MB':>10} {'indexes, MB':>12}")
    for table, itself, indexes, count in rows:
        print(f"{table:28} {count:12,.0f} {itself / 1e6:10,.0f} {indexes / 1e6:12,.0f}")
    [space] = database.execute("select pg_database_size(current_database())").fetchone() or [0]
    print(f"in all {space / 1e9:.2f} GB")
    tables = {table: (round(itself / 1e6), round(more / 1e6)) for table, itself, more, _ in rows}
    return {"gigabytes": round(space / 1e9, 2), "tables": tables}
