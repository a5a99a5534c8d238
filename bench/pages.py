"""Server time of each page at one user: everything but the network."""

from collections import defaultdict
from random import Random
from time import perf_counter

from bench import figures
from bench.visits import readers, visits
from bench.world import Size


def measure(*, rounds: int, seed: int, size: Size) -> None:
    """Print p50 and p95 of each page in milliseconds, visits of all pages mixed."""
    random = Random(seed)
    colleagues = readers(random)
    for reader in colleagues:  # the first page of each works out reach and fills caches
        for _, visit in visits(reader, random):
            visit()
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, visit in visits(random.choice(colleagues), random):
            began = perf_counter()
            visit()
            taken[name].append((perf_counter() - began) * 1000)
    found = {name: figures.half_and_most(times) for name, times in taken.items()}
    print(f"{'page':26} {'p50':>8} {'p95':>8}   ms, {rounds} visits each, loop {figures.loop()} s")
    for name, (half, most) in found.items():
        print(f"{name:26} {half:8.1f} {most:8.1f}")
    figures.keep(size, "pages", found)
