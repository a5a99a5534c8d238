"""The disk with the database on it is filled to the last byte while people save, then emptied."""

import os
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import psycopg

from bench.faults.outcome import CannotBeTried, Outcome
from bench.faults.place import Place, at_work
from throughcare.foundation.database.connections import connection_parts

SIZE = "320m"
SECONDS_FULL = 5
PIECE = 1 << 20


def run(random: Random, times: int) -> Outcome:
    if os.geteuid() != 0:
        raise CannotBeTried("only root may mount a small disk")
    with at_work(small_disk=SIZE) as place:
        took = []
        for _ in range(times):
            place.people.let_them_save(random)
            ballast = place.home / "ballast"
            _fill(ballast)
            _stays_full(place, ballast)
            ballast.unlink()
            took.append(place.people.wait_for_saves())
        outcome = place.outcome(name="disk", title="Disk full", times=times, again_after=took)
        logs = (place.home / "database" / "log").glob("*")
        panics = sum(path.read_text(errors="replace").count("PANIC:") for path in logs)
        statuses = ", ".join(f"{n} with {s}" for s, n in sorted(place.people.refused.items()))
        said = sorted(place.people.said)
    outcome.notes += [
        f"A file system of {SIZE} for the database, filled to the last byte for {SECONDS_FULL}"
        " seconds and emptied again.",
        f"The database stopped {panics} times for want of room to write down what it was about to"
        " do; as soon as there was room it came back by itself.",
        f"Saves not answered: {statuses}. The pages said: “{'”, “'.join(said)}”.",
    ]
    return outcome


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (PIECE, 4096, 1):
            with suppress(OSError):
                while file.write(b"\0" * size) == size:
                    pass


def _stays_full(place: Place, ballast: Path) -> None:
    """Keep it full for a while, though the database removes what it cannot finish writing."""
    # The worst that can happen: it needs a new file for what it is about to do, and gets none.
    with suppress(psycopg.Error):
        while True:
            with psycopg.connect(**connection_parts(place.environment)) as database:
                database.execute("select pg_switch_wal(), txid_current()")
    until = time.monotonic() + SECONDS_FULL
    while time.monotonic() < until:
        with ballast.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"\0" * 4096) == 4096:
                pass
        time.sleep(0.1)
