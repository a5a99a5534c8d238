"""Somebody else takes every connection the database has while people save, and lets go again."""

import time
from random import Random
from typing import Any

import psycopg

from bench.faults.outcome import Outcome
from bench.faults.place import Place, at_work
from throughcare.foundation.database.connections import connection_parts

SECONDS_HELD = 5


def run(random: Random, times: int) -> Outcome:
    with at_work() as place:
        took, most = [], 0
        for _ in range(times):
            place.people.let_them_save(random)
            held = _take_them_all(place)
            most = max(most, len(held))
            for connection in held:
                connection.close()
            took.append(place.people.wait_for_saves())
        outcome = place.outcome(
            name="connections", title="Connections exhausted", times=times, again_after=took
        )
        statuses = ", ".join(f"{n} with {s}" for s, n in sorted(place.people.refused.items()))
        said = sorted(place.people.said)
    outcome.notes += [
        f"Every connection of the program ended and up to {most} of the database's 60 held by"
        f" another for {SECONDS_HELD} seconds. By itself the program takes one for each of its 24"
        " threads and one to seal the audit.",
        f"Saves not answered: {statuses}. The pages said: “{'”, “'.join(said)}”.",
    ]
    return outcome


def _take_them_all(place: Place) -> list[psycopg.Connection[Any]]:
    """End the others' connections and take what is free, again and again for some seconds."""
    parts = connection_parts(place.environment)
    held = [psycopg.connect(**parts, autocommit=True)]
    until = time.monotonic() + SECONDS_HELD
    while time.monotonic() < until:
        mine = [connection.info.backend_pid for connection in held]
        held[0].execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname is not null and pid <> all(%s)",
            [mine],
        )
        try:
            while True:
                held.append(psycopg.connect(**parts, autocommit=True))
        except psycopg.OperationalError:
            time.sleep(0.05)
    return held
