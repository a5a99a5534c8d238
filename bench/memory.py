"""Resident memory of one web worker after a thousand pages."""

import resource
from random import Random

from bench.visits import readers, visits


def measure(*, rounds: int, seed: int) -> None:
    """Print the highest resident memory of this process, which has answered the pages itself."""
    random = Random(seed)
    colleagues = readers(random)
    pages = 0
    while pages < 1000:
        for _, visit in visits(random.choice(colleagues), random):
            visit()
            pages += 1
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages answered; highest resident memory {most:.0f} MiB")
