"""The clock of the machine jumps, forwards and backwards, while people save.

A few lines of C (`clock.c`) stand between the programs and the clock; how far it is from the real
one stands in a file that is changed under them.
"""

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from random import Random

from bench.faults.outcome import CannotBeTried, Outcome
from bench.faults.place import Place, at_work

HERE = Path(__file__).parent
HOURS = (1, -2, 11, -1, 0)
"""Where the clock stands after each jump, from where it began. A session lasts ten hours."""


def run(random: Random, times: int) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="throughcare-clock-"))
    folder.chmod(0o755)
    clock, library = folder / "seconds", folder / "clock.so"
    _set(clock, 0)
    _compile(library)
    stepped = {"LD_PRELOAD": str(library), "THROUGHCARE_CLOCK": str(clock)}
    try:
        with at_work(more=stepped) as place:
            took = [one for _ in range(times) for one in _jump(place, clock, random)]
            outcome = place.outcome(
                name="clock", title="Clock stepped", times=times * len(HOURS), again_after=took
            )
            backwards = int(place.ask(BACKWARDS))
            sent_out = place.people.refused[302]
    finally:
        shutil.rmtree(folder)
    outcome.notes += [
        f"The clock of database and program set to {', '.join(f'{h:+} h' for h in HOURS)} from"
        " where it began, one after the other.",
        f"Forwards past the ten hours of a session everybody was asked to sign in again"
        f" ({sent_out} saves led there); backwards nobody was.",
        f"{backwards} entries of the audit bear a time before that of one written earlier. Their"
        " order is by number, not by the clock, and verifies.",
    ]
    outcome.broken += not backwards  # otherwise no clock was stepped
    return outcome


BACKWARDS = """
    select count(*) from (select at, max(at) over (order by transaction
        rows between unbounded preceding and 1 preceding) as before from audit_deed) as written
    where at < before
"""


def _jump(place: Place, clock: Path, random: Random) -> list[float]:
    took = []
    for hours in HOURS:
        place.people.let_them_save(random)
        _set(clock, hours)
        took.append(place.people.wait_for_saves())
        place.throughcare("audit", "seal")
    return took


def _compile(library: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        raise CannotBeTried("there is no C compiler to make the clock with")
    source = HERE / "clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    library.chmod(0o755)


def _set(clock: Path, hours: int) -> None:
    """Write it over what is there: the programs look at this very file."""
    with clock.open("r+b" if clock.exists() else "wb") as file:
        file.write(struct.pack("l", hours * 3600))
    clock.chmod(0o644)
