"""A replica that lags, that is gone, and that comes back, while people write and read.

Somebody searches for each note as soon as they wrote it: is it there? What the replica answered and
what the server had to is counted by PostgreSQL itself.
"""

import shutil
import tempfile
import time
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg

from bench.faults.browser import Browser, NotAnswered
from bench.faults.outcome import Outcome
from bench.faults.people import SAVES, Colleague
from bench.faults.place import at_work
from tests.replicas import Replica

SECONDS_EACH = 4


class Reader:
    """Writes a note and reads it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.read = self.behind = 0

    def writes_and_reads(self, browser: Browser) -> None:
        word, other = f"word{uuid4().hex}", f"other{uuid4().hex}"
        then = {"happened_at_day": "yesterday", "happened_at_time": "10am"}
        text = f"{word} {other}"
        led_to = browser.sends(f"{self.path}/timeline", note_type="contact", text=text, **then)
        if "/sign-in" in led_to:
            raise NotAnswered(302)
        # The page repeats what was searched for, and the rest of the note where it is found.
        status, _, page = browser.ask(f"/notes/search?words={word}")
        if status != 200:
            raise NotAnswered(status)
        self.read += 1
        self.behind += other not in page


def run(random: Random, times: int) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="throughcare-replica-"))
    folder.chmod(0o711)
    data = folder / "replica"
    address = f"postgresql:///throughcare?host={data}&user=throughcare"
    try:
        with at_work(more={"THROUGHCARE_REPLICA_URL": address}) as place:
            replica = Replica(data, place.environment)
            reader = Reader(place.people.path)
            colleague = Colleague(place.port, SAVES, reader.writes_and_reads)
            place.people.colleagues.append(colleague)
            colleague.thread.start()
            took, shares = [], []
            for _ in range(times):
                shares.append(_share(place.ask, data))
                with replica.held_back():
                    time.sleep(SECONDS_EACH)
                    took.append(place.people.wait_for_saves())
                replica.stop()
                took.append(place.people.wait_for_saves())
                time.sleep(SECONDS_EACH)
                replica.start()
            shares.append(_share(place.ask, data))
            outcome = place.outcome(
                name="replica",
                title="Replica lagging, and gone",
                times=2 * times,
                again_after=took,
            )
            replica.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    outcome.broken += reader.behind + (not reader.read)
    outcome.notes += [
        f"{reader.behind} of {reader.read} pages lacked the note their reader had just written.",
        f"Held back for {SECONDS_EACH} seconds, then stopped outright for as long: pages went to"
        " the server meanwhile.",
        "With the replica following, it answered"
        f" {', '.join(f'{share:.0%}' for share in shares)} of all transactions.",
    ]
    return outcome


def _share(ask: object, data: Path) -> float:
    """How much of what was asked in some seconds the replica answered."""
    asked = "select xact_commit from pg_stat_database where datname = 'throughcare'"

    def counted() -> tuple[int, int]:
        where = {"host": str(data), "user": "throughcare", "dbname": "throughcare"}
        with psycopg.connect(**where, autocommit=True) as replica:
            return int(ask(asked)), replica.execute(asked).fetchone()[0]  # type: ignore[operator]

    before = counted()
    time.sleep(SECONDS_EACH)
    server, replica = (now - then for now, then in zip(counted(), before, strict=True))
    return replica / max(server + replica, 1)
