"""How long rules take: one case with its receipt, and a national caseload on one core.

Needs no database. The caseload is worked out in a process of its own that may use one core, so that
its peak memory is what it took, with the inputs of one rule at a time. Seconds are the core's own,
which other work beside does not lengthen as it does the clock's.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

from tests.rules.cases import Draw
from throughcare.rules import Refused, rules
from throughcare.rules.ruleset import RuleSet

CASELOAD = ("predictor.", "need.", "tier.v")
"""What a caseload needs of everybody: predictors, needs, both tier models."""
CASES = 60
TIMES = 5
SAMPLE = 2_000
"""People of the caseload who are worked out one by one too."""
MEBIBYTE = 1024


def measure(*, people: int, seed: int) -> None:
    """Print both tables."""
    print(f"\nOne case with its receipt, median of {CASES} cases drawn, {TIMES} times each:\n")
    print("| rule | ms |\n|---|---|")
    for milliseconds, rule in sorted((_one_case(rule, seed), rule.name) for rule in rules()):
        print(f"| {rule} | {milliseconds:.2f} |")
    found = _in_a_process_of_its_own(people=people, seed=seed)
    print(f"\n{people:,} people on one core, columns; {SAMPLE:,} of them one by one:\n")
    print("| rule | rows | s | by the clock | one by one, s | ratio |\n|---|---|---|---|---|---|")
    for one in [*found["rules"], _together(found["rules"])]:
        ratio = one["one_by_one"] / one["seconds"]
        print(
            f"| {one['rule']} | {one['rows']:,} | {one['seconds']:.2f} | {one['clock']:.2f} "
            f"| {one['one_by_one']:.0f} | {ratio:.0f} |"
        )
    print(
        f"\nPeak memory {found['peak']:.0f} MiB, of which {found['at_start']:.0f} before the first."
    )


def _one_case(rule: RuleSet, seed: int) -> float:
    """Milliseconds, of cases that are not refused."""
    cases = [case for case in Draw(rule, seed).cases(CASES) if not _is_refused(rule, case)]
    return 1000 * median(
        _seconds(rule, [case], receipt=True) for case in cases for _ in range(TIMES)
    )


def _is_refused(rule: RuleSet, case: dict[str, Any]) -> bool:
    try:
        rule.answer(case, rules().version)
    except Refused:
        return True
    return False


def _seconds(rule: RuleSet, cases: Iterable[dict[str, Any]], *, receipt: bool) -> float:
    others = rules().version
    began = process_time()
    for case in cases:
        try:
            rule.answer(case, others, receipt=receipt)
        except Refused:
            continue
    return process_time() - began


def _together(found: list[dict[str, Any]]) -> dict[str, Any]:
    sums = {
        key: sum(one[key] for one in found) for key in ("rows", "seconds", "clock", "one_by_one")
    }
    return {"rule": "**together**", **sums}


def _in_a_process_of_its_own(*, people: int, seed: int) -> dict[str, Any]:
    """What `caseload` finds; polars is told of the one core before it is imported."""
    command = [sys.executable, "-m", "bench.rules", str(people), str(seed)]
    one_core = {**os.environ, "POLARS_MAX_THREADS": "1"}
    said = subprocess.run(command, env=one_core, stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def caseload(*, people: int, seed: int) -> dict[str, Any]:
    """Work every rule of a caseload out for a nation, on one core."""
    from bench.nation import Nation
    from throughcare.rules.columns import over_frame

    os.sched_setaffinity(0, {Random(seed).choice(sorted(os.sched_getaffinity(0)))})
    nation, others, found = Nation(people, seed), rules().version, []
    at_start = _peak()
    for versions in rules().versions.values():
        rule = versions.rules[-1]
        if not rule.id.startswith(CASELOAD):
            continue
        given = nation.given(rule)
        began, by_clock = process_time(), perf_counter()
        over_frame(rule, given, others)
        seconds, clock = process_time() - began, perf_counter() - by_clock
        sample = given.sample(min(SAMPLE, given.height), seed=seed).to_dicts()
        by_one = _seconds(rule, sample, receipt=False) / len(sample) * given.height
        figures = {"rows": given.height, "seconds": seconds, "clock": clock, "one_by_one": by_one}
        found.append({"rule": rule.name, **figures})
    return {"rules": found, "at_start": at_start, "peak": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE


if __name__ == "__main__":
    print(json.dumps(caseload(people=int(sys.argv[1]), seed=int(sys.argv[2]))))
