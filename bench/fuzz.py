"""Messages spoilt in every way one can think of: each has one outcome, and none is half kept.

A message of the samples is changed in one to four places (a value of another type, a key taken
away or doubled, a date nobody can have been born on, a code on no list, text of every alphabet,
a piece cut off) and imported. `rounds` of the command line are counted in fifties.
"""

import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.databases import make_anew
from throughcare.exchange.actions import import_files
from throughcare.exchange.parcels import pieces_of
from throughcare.foundation.access import SYSTEM, as_owner

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PER_ROUND = 50
ODD = (
    *(None, True, False, 0, -1, 10**18, 1.5, "", " ", [], {}, [[]], [None], {"a": None}),
    *("2026-02-30", "0001-01-01", "9999-12-31", "31/12/2026", "2026-13-01T25:61:00Z", "0", "nan"),
    *("x" * 70_000, "\u202etxet", "a\u0301" * 50, "'; drop table people_person; --"),
    *("{{ 7*7 }}", "<script>alert(1)</script>", "X999999", "ZZZZ", "1e400", "\u0130\u00df"),
)
MUST_BE_NONE = {
    "messages taken without a deed in the audit": (
        "select count(*) from exchange_message m where m.state = 'taken' and not exists (select"
        " from audit_deed d where d.verb = 'exchange.message_taken'"
        " and d.details->>'message' = m.id::text)"
    ),
    "facts of a message that was put aside": (
        "select count(*) from record_entry e join exchange_message m on m.id = e.source"
        " where m.state in ('needs-review', 'refused')"
    ),
    "messages without their original": (
        "select count(*) from exchange_message m where not exists"
        " (select from exchange_original o where o.message_id = m.id)"
    ),
}


def measure(*, rounds: int, seed: int) -> None:
    """Print what became of the spoilt messages; ends the program if any rule was broken."""
    random = Random(seed)
    logging.disable(logging.CRITICAL)
    make_anew("throughcare_fuzz")
    import_files(actor=SYSTEM, paths=[SAMPLES], at=timezone.now())  # so that people are known
    texts = [
        piece.text
        for file in sorted(SAMPLES.rglob("*.json"))
        for piece in pieces_of(file)
        if piece.body
    ]
    states: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    broken = sent = 0
    began = perf_counter()
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for n in range(PER_ROUND):
                spoilt = _spoilt(random.choice(texts), random)
                (Path(folder) / f"{number}-{n}.json").write_bytes(spoilt)
            sent += PER_ROUND
            report = import_files(actor=SYSTEM, paths=[Path(folder)], at=timezone.now())
        files = {one.file for one in report.outcomes}
        broken += PER_ROUND - len(files)
        states.update(one.state for one in report.outcomes)
        ours.update(one.reason for one in report.outcomes if "could not be kept" in one.reason)
    print(f"{sent} files, {states.total()} messages, {perf_counter() - began:.0f} s")
    print(", ".join(f"{state}: {n}" for state, n in sorted(states.items())))
    print(f"files without an outcome: {broken}")
    for reason, n in ours.most_common():
        print(f"{n} times: {reason}")
    broken += sum(_left_behind().values())
    if broken or ours:
        sys.exit(1)


def _left_behind() -> dict[str, int]:
    found = {}
    with as_owner(), connection.cursor() as cursor:
        for what, question in MUST_BE_NONE.items():
            cursor.execute(question)
            [found[what]] = cursor.fetchone()
            print(f"{what}: {found[what]}")
    return found


def _spoilt(text: bytes, random: Random) -> bytes:
    body = json.loads(text)
    for _ in range(random.randint(1, 4)):
        random.choice(WAYS)(body, random)
    written = json.dumps(body, ensure_ascii=random.random() < 0.5).encode("utf-8", "replace")
    return written[: random.randrange(len(written) + 1)] if random.random() < 0.02 else written


def _places(body: Any) -> list[tuple[Any, Any]]:
    """Every value of a message, as what holds it and under which key."""
    found = []
    waiting = [body]
    while waiting:
        holder = waiting.pop()
        keys = holder if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found


def _another_value(body: Any, random: Random) -> None:
    if places := _places(body):
        holder, key = random.choice(places)
        holder[key] = deepcopy(random.choice(ODD))


def _a_value_from_elsewhere(body: Any, random: Random) -> None:
    if places := _places(body):
        (holder, key), (other, where) = random.choice(places), random.choice(places)
        holder[key] = deepcopy(other[where])


def _a_key_less(body: Any, random: Random) -> None:
    if places := _places(body):
        holder, key = random.choice(places)
        del holder[key]


def _a_key_more(body: Any, random: Random) -> None:
    holders = [holder for holder, _ in _places(body) if isinstance(holder, dict)]
    if holders:
        random.choice(holders)[f"new{random.randrange(9)}"] = deepcopy(random.choice(ODD))


def _one_twice(body: Any, random: Random) -> None:
    lists = [holder for holder, _ in _places(body) if isinstance(holder, list)]
    if lists:
        rows = random.choice(lists)
        rows.append(deepcopy(random.choice(rows)))


WAYS: tuple[Callable[[Any, Random], None], ...] = (
    *(_another_value, _another_value, _a_value_from_elsewhere),
    *(_a_key_less, _a_key_more, _one_twice),
)
