"""What was measured last, by size: kept as JSON, for the chart to be drawn from."""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.world import Size

FILE = Path(__file__).with_name("figures.json")


def keep(size: Size, what: str, found: Any) -> None:
    """Put these figures in the place of those from before."""
    every = read()
    of_size = every.setdefault(f"{size.people} {size.entries}", {})
    of_size[what] = found
    of_size["measured"] = f"{datetime.now(tz=UTC):%-d %B %Y}"
    of_size["python"] = platform.python_version()
    FILE.write_text(json.dumps(every, indent=1) + "\n")


def read() -> dict[str, dict[str, Any]]:
    """Everything kept, the smallest size first."""
    if not FILE.exists():
        return {}
    every = json.loads(FILE.read_text())
    return dict(sorted(every.items(), key=lambda one: int(one[0].split()[1])))


def half_and_most(times: list[float]) -> tuple[float, float]:
    """The 50th and the 95th of a hundred."""
    return round(median(times), 1), round(quantiles(times, n=20)[-1], 1)


def loop() -> float:
    """Seconds a fixed loop of plain Python takes: how fast the machine is at this moment."""
    from time import perf_counter

    began = perf_counter()
    sum(range(10_000_000))
    return round(perf_counter() - began, 2)
