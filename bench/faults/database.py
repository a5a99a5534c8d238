"""The database server is killed outright while people save; whoever serves starts it again."""

import os
import signal
from random import Random

from bench.faults.outcome import Outcome
from bench.faults.place import at_work


def run(random: Random, times: int) -> Outcome:
    with at_work() as place:
        took = []
        for _ in range(times):
            place.people.let_them_save(random)
            os.kill(place.database_process(), signal.SIGKILL)
            took.append(place.people.wait_for_saves())
        outcome = place.outcome(
            name="database", title="Database killed", times=times, again_after=took
        )
    outcome.notes.append(
        "`kill -9` of the server at a moment nobody chose; `throughcare serve` starts it again."
    )
    return outcome
