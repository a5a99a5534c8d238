"""Server time of each page at one user: everything but the network.

Two ways: by the clock, and as processor time of this program and of the database's process for it,
which says what a page takes where nobody else uses the machine. Linux alone tells the second.
"""

from collections import defaultdict
from random import Random
from time import perf_counter, process_time

from django.db import connection

from bench import figures
from bench.visits import readers, visits
from bench.world import Size


def measure(*, rounds: int, seed: int, size: Size) -> None:
    """Print p50 and p95 of each page in milliseconds, visits of all pages mixed."""
    random = Random(seed)
    colleagues = readers(random)
    # The first page of each works out reach and fills caches; a plan is kept after five.
    for reader in [*colleagues, *colleagues[:3]]:
        for _, visit in visits(reader, random):
            visit()
    taken: dict[str, list[float]] = defaultdict(list)
    worked: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, visit in visits(random.choice(colleagues), random):
            began, working = perf_counter(), milliseconds_worked()
            visit()
            taken[name].append((perf_counter() - began) * 1000)
            worked[name].append(milliseconds_worked() - working)
    _print("by the clock", size, taken)
    _print("processor", size, worked)


def milliseconds_worked() -> float:
    """Milliseconds of processor time so far, here and in the process that answers us."""
    answering = f"/proc/{connection.connection.info.backend_pid}/schedstat"
    with open(answering) as told:
        return process_time() * 1000 + int(told.read().split()[0]) / 1e6


def _print(how: str, size: Size, times: dict[str, list[float]]) -> None:
    found = {name: figures.half_and_most(one) for name, one in times.items()}
    print(f"{how:26} {'p50':>8} {'p95':>8}   ms, loop {figures.loop()} s")
    for name, (half, most) in found.items():
        print(f"{name:26} {half:8.1f} {most:8.1f}")
    figures.keep(size, how, found)
