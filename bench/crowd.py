"""Sixteen colleagues at once, over HTTP, against two web workers on this machine.

First each opens a page, looks at it for two seconds and opens the next: already more than sixteen
people who read do. Then each asks for the next page as soon as the last is there, which nobody
does, and which shows the most that two cores answer.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from threading import Thread
from urllib.parse import quote

from django.db import connection

from bench import figures
from bench.visits import Reader, addresses, readers
from bench.world import Size

USERS = 16
WORKERS = 2
ROOT = Path(__file__).resolve().parent.parent
Times = dict[str, list[float]]


def measure(*, rounds: int, seed: int, size: Size) -> None:
    """Print p50 and p95 of each page, every user having visited each `rounds` / 16 times."""
    random = Random(seed)
    colleagues = readers(random, USERS)
    ports = [_free_port() for _ in range(WORKERS)]
    workers = [_worker(port) for port in ports]
    found: dict[str, dict[str, tuple[float, float]]] = {}
    try:
        for port in ports:
            _wait_for(port)
        for name, visits, pause in (
            ("warm", 3, 0.0),
            ("reading", max(rounds // USERS, 3), 2.0),
            ("at once", max(rounds // USERS, 3), 0.0),
        ):
            began = time.perf_counter()
            times = _all_at_once(colleagues, ports, visits, pause, seed)
            answered = sum(map(len, times.values())) / (time.perf_counter() - began)
            if name != "warm":
                found[name] = {page: figures.half_and_most(one) for page, one in times.items()}
                _print(name, found[name], answered)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()
    figures.keep(size, "crowd", found)


def _all_at_once(
    colleagues: list[Reader], ports: list[int], visits: int, pause: float, seed: int
) -> Times:
    times: Times = defaultdict(list)
    threads = [
        Thread(target=_reads, args=(reader, ports[n % len(ports)], visits, pause, seed + n, times))
        for n, reader in enumerate(colleagues)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _reads(reader: Reader, port: int, visits: int, pause: float, seed: int, times: Times) -> None:
    random = Random(seed)
    cookie = "; ".join(f"{name}={one.value}" for name, one in reader.client.cookies.items())
    # As a proxy would send it on: the sign-in is good for HTTPS alone.
    headers = {"Cookie": cookie, "Host": "localhost", "X-Forwarded-Proto": "https"}
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(random.random() * pause)
    for _ in range(visits):
        for page, address in addresses(reader, random):
            began = time.perf_counter()
            web.request("GET", quote(address, safe="/?&=%+"), headers=headers)
            answer = web.getresponse()
            answer.read()
            taken = (time.perf_counter() - began) * 1000
            if answer.status != http.client.OK:
                raise SystemExit(f"{address}: {answer.status}")
            times[page].append(taken)
            time.sleep(pause * (0.5 + random.random()))


def _worker(port: int) -> subprocess.Popen[bytes]:
    named = connection.settings_dict
    address = f"postgresql://{named['USER']}@/{named['NAME']}?host={quote(named['HOST'], safe='')}"
    given = {"DATABASE_URL": f"{address}&port={named['PORT']}", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "throughcare.cli", "serve", "--port", str(port)],
        env={**os.environ, **given, "THROUGHCARE_SEAL_SECONDS": "0"},
        stdout=subprocess.DEVNULL,
    )


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web worker did not start.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _print(name: str, found: dict[str, tuple[float, float]], answered: float) -> None:
    print(f"{USERS} users, {name}: {answered:.0f} pages a second")
    print(f"{'page':26} {'p50':>8} {'p95':>8}   ms")
    for page, (half, most) in found.items():
        print(f"{page:26} {half:8.1f} {most:8.1f}")
