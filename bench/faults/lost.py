"""The home is lost with everything in it, and the archive brings two moments back in new places.

At the first of them everybody has stopped, so that every table can be summed; the second is the
last thing that was saved.
"""

import hashlib
import os
import shutil
import signal
import time
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bench.faults.outcome import Outcome
from bench.faults.place import Place, at_work
from throughcare.foundation.database.connections import connection_parts

TABLES = """
    select format('%I.%I', n.nspname, c.relname) from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    order by 1
"""
SECONDS_UNTIL_IT_HAS_ALL = 3


def run(random: Random, times: int) -> Outcome:
    with at_work(archived=True) as place:
        place.people.let_them_save(random)
        place.people.wait_for_saves(20)
        place.people.stop()
        sums = _sums(place.environment)
        then = place.ask("select clock_timestamp()").strip()
        place.throughcare("audit", "seal")  # something happens since
        time.sleep(SECONDS_UNTIL_IT_HAS_ALL)
        os.kill(place.server.pid, signal.SIGKILL)
        os.kill(place.database_process(), signal.SIGKILL)
        shutil.move(place.home, place.folder / "lost")

        began = time.monotonic()
        _restore(place, place.folder / "then", "--to", then)
        took = time.monotonic() - began
        other = _started(place, place.folder / "then")
        differ = sum(one != two for one, two in zip(sums, _sums(other), strict=True))
        verified = place.verified()
        place.throughcare("db", "stop")

        _restore(place, place.home)
        _started(place, place.home)
        outcome = place.outcome(
            name="lost", title="Home lost, archive restored", times=1, again_after=[took]
        )
    outcome.broken += differ + (verified != "whole")
    outcome.notes += [
        "Server and database killed and their folder taken away; the archive that `throughcare"
        " serve` had kept up was restored to a moment before, and to its end.",
        f"At the moment before: {differ} of {len(sums)} tables differ from what they were, summed"
        f" over every row; audit verify: {verified}. At the end: as in the row above.",
        "Again after: the time to restore, at the size of the tests.",
    ]
    return outcome


def _restore(place: Place, into: Path, *to: str) -> None:
    archive = str(place.folder / "archive")
    place.throughcare("db", "restore", archive, "--into", str(into), *to)


def _started(place: Place, home: Path) -> dict[str, str]:
    place.environment["THROUGHCARE_HOME"] = str(home)
    place.throughcare("db", "start")
    return place.environment


def _sums(environment: dict[str, str]) -> list[tuple[Any, str]]:
    """Every table, and a sum over all its rows."""
    with psycopg.connect(**connection_parts(environment)) as database:
        found = []
        for (name,) in database.execute(TABLES).fetchall():
            rows = database.execute(f"select t::text from {name} t order by 1").fetchall()
            found.append((name, hashlib.sha256(repr(rows).encode()).hexdigest()))
        return found
