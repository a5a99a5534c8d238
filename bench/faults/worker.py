"""The process that answers is killed outright while people save; the server starts another."""

import os
import signal
import time
from random import Random

from bench.faults.outcome import Outcome
from bench.faults.place import at_work

# Granian takes a worker that ends twice within five and a half seconds for one that cannot run,
# and ends the program; whoever looks after it starts it anew.
SECONDS_BETWEEN = 6


def run(random: Random, times: int) -> Outcome:
    with at_work() as place:
        took = []
        for _ in range(times):
            time.sleep(SECONDS_BETWEEN)
            place.people.let_them_save(random)
            for process in place.workers():
                os.kill(process, signal.SIGKILL)
            took.append(place.people.wait_for_saves())
        outcome = place.outcome(
            name="worker", title="Web worker killed", times=times, again_after=took
        )
    outcome.notes.append("`kill -9` of the process that answers; the server starts another.")
    return outcome
