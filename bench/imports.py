"""How many messages a second one process takes in: mixed, again, and each kind by itself.

Counted is the time of a processor that the process and its server use, which others on the machine
do not change; the two take turns. `rounds` is the number of copies of the samples that are
imported, each about other people.
"""

import logging
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

from django.db import connection
from django.utils import timezone

from bench.copies import Copies, Template, introduction, templates
from bench.databases import make_anew
from throughcare.exchange.actions import import_files
from throughcare.exchange.outcomes import Report
from throughcare.foundation.access import SYSTEM


def measure(*, rounds: int, seed: int) -> None:
    """Print messages a second, first time and again."""
    logging.disable(logging.CRITICAL)
    make_anew("throughcare_import")
    copies = Copies()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        meant, strangers = _sorted_out(copies, top)
        mixed = [_written(copies, meant, n, top) for n in range(1, rounds + 1)]
        apart = [_written(copies, meant, n, top) for n in range(rounds + 1, 2 * rounds + 1)]
        people = [_written(copies, strangers, n, top / "people") for n in range(1, 2 * rounds + 1)]
        _take("people to be known beforehand", [path for paths in people for path in paths])
        _take("mixed, first time", [path for paths in mixed for path in paths])
        _take("mixed, again", [path for paths in mixed for path in paths])
        by_kind: dict[tuple[int, str], list[Path]] = defaultdict(list)
        for paths in apart:
            for one, path in zip(meant, paths, strict=True):
                by_kind[one.rank, one.kind].append(path)
        for (_rank, kind), paths in sorted(by_kind.items()):
            _take(kind, paths)


def _sorted_out(copies: Copies, top: Path) -> tuple[list[Template], list[Template]]:
    """Messages that can be taken, and what says first who the people of some of them are.

    The samples give one number to several people; where a message would be put aside for that, its
    people get numbers of their own.
    """
    every = templates()
    state = _states(_take("to warm up", _written(copies, every, 0, top)))
    strangers = []
    for n, one in enumerate(every):
        if state.get(n) == "needs-review":
            every[n] = replace(one, beside=f"-{n}")
            strangers.append(introduction(every[n]))
    _take("people", _written(copies, strangers, -1, top / "people"))
    state = _states(_take("to warm up", _written(copies, every, -1, top)))
    return [one for n, one in enumerate(every) if state.get(n) in ("taken", "unchanged")], strangers


def _states(report: Report) -> dict[int, str]:
    return {int(one.file[:4]): one.state for one in report.outcomes}


def _written(copies: Copies, some: Iterable[Template], copy: int, top: Path) -> list[Path]:
    folder = top / str(copy)
    folder.mkdir(parents=True)
    return list(copies.write(list(some), copy, folder))


def _take(what: str, paths: list[Path]) -> Report:
    began, ours, theirs = perf_counter(), process_time(), _server_time()
    report = import_files(actor=SYSTEM, paths=paths, at=timezone.now())
    took, ours, theirs = perf_counter() - began, process_time() - ours, _server_time() - theirs
    count = len(report.outcomes)
    states = Counter(one.state for one in report.outcomes)
    print(
        f"{what:36} {count / (ours + theirs):5.0f} a second of a core:"
        f" {1000 * ours / count:6.2f} ms here, {1000 * theirs / count:6.2f} in the server;"
        f" {count / took:5.0f} by the clock; {count}:"
        f" {', '.join(f'{n} {state}' for state, n in sorted(states.items()))}",
        flush=True,
    )
    return report


def _server_time() -> float:
    """Seconds of a processor that this connection's own process of the server has used."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        [process] = cursor.fetchone()
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
