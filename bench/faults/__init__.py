"""What is left of the record when something fails: each fault in a script of its own.

    python3 start.py bench faults                      all of them
    python3 start.py bench faults disk clock           these

Every script works in a home of its own, durable as a real one, with the real server in front. Six
colleagues save one thing after the other, an onlooker who may not know the person asks after them,
and the fault happens. Then everything that was answered is looked for. `rounds` of the command line
are counted in fortieths: the usual 200 do each fault five times. The figures are kept beside this
and written into docs/faults.md. A script ends with an error where something must be none and is
not.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from random import Random

from bench.faults.outcome import CannotBeTried, keep, report

FAULTS = (
    *("database", "worker", "disk", "clock", "connections", "lost", "replica"),
    *("malformed", "assessing"),
)


def measure(*, rounds: int, seed: int, which: Sequence[str] = ()) -> None:
    """Do these faults, print what came of each and keep the figures."""
    failed = []
    for name in which or FAULTS:
        if name not in FAULTS:
            sys.exit(f"There is no fault “{name}”. There are: {', '.join(FAULTS)}.")
        try:
            outcome = import_module(f"bench.faults.{name}").run(Random(seed), max(1, rounds // 40))
        except CannotBeTried as reason:
            print(f"{name}: not tried, {reason}", flush=True)
            continue
        print(report(outcome), flush=True)
        keep(outcome)
        if not outcome.is_clean:
            failed.append(name)
    if failed:
        sys.exit(f"Not as it must be: {', '.join(failed)}")
