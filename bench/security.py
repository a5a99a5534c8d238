"""What row security costs: each page's own queries, under it and with the filter written by hand.

The queries a page sends are caught once, then sent again in turn on two connections: as the
colleague, under row security; and as the owner, who is under none, with the same condition written
into each of them. Both keep plans as a worker's connection does. What goes through a search
function is the same in both and left out.
"""

import re
from collections import defaultdict
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from bench.visits import readers, visits
from throughcare.foundation.access import acting_as, as_owner
from throughcare.foundation.access.protection import need_to_know
from throughcare.people.reach import actor_for

Query = tuple[str, Any]
NEXT_WORD = re.compile(
    r"\s+(?!(?:on|where|inner|left|join|cross|order|limit|group)\b)[a-z]\w*", re.IGNORECASE
)
"""An alias, and not what the statement goes on with."""
KEPT_AFTER = connection.settings_dict["OPTIONS"]["prepare_threshold"] + 6
"""Times a query is sent until its plan is kept: PostgreSQL too looks at five before it decides."""


def measure(*, rounds: int, seed: int) -> None:
    """Print for each page: database work under row security, by hand, and their ratio."""
    random = Random(seed)
    tables = _protected()
    owner = _owner()
    totals: dict[str, list[tuple[float, float]]] = defaultdict(list)
    counts: dict[str, int] = {}
    for reader in readers(random):
        actor = actor_for(staff_id=reader.member.pk, at=timezone.now())
        settings = {
            "units": ",".join(map(str, actor.unit_keys())),
            "people": ",".join(map(str, actor.people_keys())),
            "excluded": ",".join(map(str, sorted(actor.excluded))),
        }
        for name, visit in visits(reader, random):
            caught = _caught(visit)
            by_hand = [(_with_filter(sql, tables, settings), values) for sql, values in caught]
            counts[name] = len(caught)
            for _ in range(KEPT_AFTER):
                _under(actor, caught)
                _sent(owner, by_hand)
            for _ in range(max(rounds // 12, 5)):
                totals[name].append((_under(actor, caught), _sent(owner, by_hand)))
    print(f"{'page':20} {'queries':>7} {'secured':>9} {'by hand':>9} {'ratio':>6}   ms, medians")
    for name, pairs in totals.items():
        secured, hand = (median(times) for times in zip(*pairs, strict=True))
        ratio = median(one / two for one, two in pairs)
        print(f"{name:20} {counts[name]:7} {secured:9.2f} {hand:9.2f} {ratio:6.2f}")


def _caught(visit: Any) -> list[Query]:
    found: list[Query] = []

    def catch(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        # The door reads who is asking under another role; what a page asks begins after it.
        asks = sql.lstrip().lower().startswith("select") and "from" in sql.lower()
        if asks and "access_reach" not in sql and "app.search_entries" not in sql:
            found.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(catch):
        visit()
    return found


def _protected() -> set[str]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_policies where policyname = 'need_to_know'"
            " and tablename not like 'audit%%'"
        )
        return {name for (name,) in cursor.fetchall()}


def _with_filter(sql: str, tables: set[str], settings: dict[str, str]) -> str:
    """The query with the condition written by hand, its lists as constants."""

    def filtered(match: re.Match[str]) -> str:
        word, table = match.groups()
        if table not in tables:
            return match.group(0)
        person, marking = ("id", "0") if table == "people_person" else ("person_id", "marking")
        condition = need_to_know(person, marking)
        for setting, text in settings.items():
            kind = "int[]" if setting == "units" else "bigint[]"
            told = f"string_to_array(current_setting('app.{setting}', true), ',')"
            condition = condition.replace(
                f"(select {told}::{kind})::{kind}", f"'{{{text}}}'::{kind}"
            )
        alias = "" if NEXT_WORD.match(sql[match.end() :]) else f'"{table}"'
        return f'{word} (select * from "{table}" where {condition}) {alias}'

    return re.sub(r'\b(from|join) "?(\w+)"?', filtered, sql, flags=re.IGNORECASE)


def _owner() -> Any:
    """A connection under no row security, which keeps plans as a worker's does."""
    named = connection.get_connection_params()
    return psycopg.connect(**{**named, "cursor_factory": psycopg.Cursor})


def _under(actor: Any, queries: list[Query]) -> float:
    with acting_as(actor):
        return _sent(connection, queries)


def _sent(on: Any, queries: list[Query]) -> float:
    with on.cursor() as cursor:
        began = perf_counter()
        for sql, values in queries:
            cursor.execute(sql, values)
            cursor.fetchall()
        return (perf_counter() - began) * 1000
