"""Kill the database, and the web worker, while people save. Nothing that was answered may be lost.

Works in a home of its own, durable as a real one, with the real server in front: `rounds` of the
command line are counted in fortieths, so that the usual 200 kill five times.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

SAVERS = 6
BIN = Path(sys.executable).parent
PREPARE = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "throughcare.settings"
django.setup()
from django.core.management import call_command
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
with as_owner():
    call_command("migrate", verbosity=0)
from tests.world import build
build()
from throughcare.people.models import Person
with acting_as(SYSTEM):
    print(Person.objects.get(given_name="Dan").ref)
"""
# Each of these counts something that must not be there.
MUST_BE_NONE = {
    "notes without their deed in the audit": (
        "select count(*) from record_entry e where e.kind = 'note' and not exists (select from"
        " audit_deed d where d.verb = 'record.note_written' and d.details->>'entry' = e.id::text)"
    ),
    "deeds in the audit without their note": (
        "select count(*) from audit_deed d where d.verb = 'record.note_written' and not exists"
        " (select from record_entry e where d.details->>'entry' = e.id::text)"
    ),
    "outcomes without their entry on the record": (
        "select count(*) from supervision_recording r where not exists"
        " (select from record_entry e where e.id = r.entry_id)"
    ),
    "outcomes without their deed in the audit": (
        "select count(*) from supervision_recording r where not exists (select from audit_deed d"
        " where d.verb = 'supervision.outcome_recorded'"
        " and d.details->>'appointment' = r.appointment_id::text)"
    ),
}


class NotAnswered(Exception):
    """The program did not say that it saved."""


class Browser:
    """Somebody with cookies who sends forms."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = urlencode(sent) if sent is not None else None
            connection.request("POST" if sent is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise NotAnswered from error
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.getheader("Location") or "", text

    def sends(self, path: str, **typed: str) -> str:
        """Fill in the form on this page and send it; where it led. Raises NotAnswered."""
        status, _, page = self.ask(path)
        if status != 200:
            raise NotAnswered
        carried = re.findall(
            r'name="(csrfmiddlewaretoken|once|version)" value="([^"]*)"', page.split("tc-form")[-1]
        )
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)[:1]
        hidden = {"csrfmiddlewaretoken": token[0] if token else "", **dict(carried)}
        status, led_to, _ = self.ask(path, {**hidden, **typed})
        if status != 302:
            raise NotAnswered
        return led_to


class Savers:
    """People who save one thing after the other until told to stop."""

    def __init__(self, port: int, person: str) -> None:
        self.port, self.person = port, f"/people/{person}"
        self.answered: list[str] = []
        self.unanswered = 0
        self.lock, self.over = Lock(), Event()
        self.threads = [Thread(target=self._saves, args=(n,)) for n in range(SAVERS)]

    def _saves(self, n: int) -> None:
        browser = self._signed_in()
        while not self.over.is_set():
            mark = f"mark {uuid4()}"
            try:
                (self._outcome if n % 3 == 0 else self._note)(browser, mark)
            except NotAnswered:
                with self.lock:
                    self.unanswered += 1
                self.over.wait(0.1)
            else:
                with self.lock:
                    self.answered.append(mark)

    def _signed_in(self) -> Browser:
        from tests.world import PASSWORD

        while True:
            browser = Browser(self.port)
            try:
                browser.sends("/sign-in", login="amina@example.invalid", password=PASSWORD)
            except NotAnswered:
                time.sleep(0.2)
            else:
                return browser

    def _note(self, browser: Browser, mark: str) -> None:
        path = f"{self.person}/timeline"
        now = {"happened_at_day": "yesterday", "happened_at_time": "10am"}
        browser.sends(path, note_type="contact", text=mark, **now)

    def _outcome(self, browser: Browser, mark: str) -> None:
        to_record = browser.sends(
            f"{self.person}/appointments/new",
            type="COAP",
            starts_at_day="yesterday",
            starts_at_time="10am",
            place="Room 2",
        )
        said = {"happened": "attended-complied", "complied_as": "ATTC", "note": mark}
        browser.sends(urlsplit(to_record).path, next_at_day="", next_at_time="", **said)


def measure(*, rounds: int, seed: int) -> None:
    """Kill at random moments and print what was answered, what was lost, what is half there."""
    random, kills = Random(seed), max(1, rounds // 40)
    folder = Path(tempfile.mkdtemp(prefix="throughcare-faults-"))
    folder.chmod(0o711)  # the account that runs the database has to pass
    environment = {**os.environ, "THROUGHCARE_HOME": str(folder / "home")}
    environment.pop("DATABASE_URL", None)
    try:
        _measure(random, kills, environment)
    finally:
        _throughcare(environment, "db", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _measure(random: Random, kills: int, environment: dict[str, str]) -> None:
    _throughcare(environment, "db", "start")
    person = _run([sys.executable, "-c", PREPARE], environment).split()[-1]
    port = _free_port()
    # What the server says of a database that is gone is a long story, and the pages tell it.
    server = subprocess.Popen(
        [BIN / "throughcare", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(port)
        savers = Savers(port, person)
        for thread in savers.threads:
            thread.start()
        database = [_kill_the_database(random, environment, port, savers) for _ in range(kills)]
        worker = [_kill_the_worker(random, server.pid, port, savers) for _ in range(kills)]
        savers.over.set()
        for thread in savers.threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    print(f"database killed {kills} times; pages again after {_seconds(database)}")
    print(f"web worker killed {kills} times; pages again after {_seconds(worker)}")
    _report(savers, environment)


def _report(savers: Savers, environment: dict[str, str]) -> None:
    kept = _ask(environment, "select text from record_entry where text like 'mark %'").splitlines()
    print(f"{len(savers.answered)} saves answered, {savers.unanswered} not")
    print(f"{sum(mark not in set(kept) for mark in savers.answered)} answered saves lost")
    print(f"{len(kept) - len(set(kept))} saves there twice")
    for what, question in MUST_BE_NONE.items():
        print(f"{_ask(environment, question).strip()} {what}")


def _kill_the_database(
    random: Random, environment: dict[str, str], port: int, savers: Savers
) -> float:
    _let_them_save(random, savers)
    held = Path(environment["THROUGHCARE_HOME"]) / "database" / "postmaster.pid"
    os.kill(int(held.read_text().split()[0]), signal.SIGKILL)
    began = time.monotonic()
    _throughcare(environment, "db", "start")
    _wait_until_healthy(port)
    return time.monotonic() - began


def _kill_the_worker(random: Random, server: int, port: int, savers: Savers) -> float:
    # Granian takes a worker that ends twice within five and a half seconds for one that cannot run,
    # and ends the program; whoever looks after it starts it anew.
    time.sleep(6)
    _let_them_save(random, savers)
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    for child in children:
        if "granian" in Path(f"/proc/{child}/cmdline").read_text() or len(children) == 1:
            os.kill(int(child), signal.SIGKILL)
    began = time.monotonic()
    time.sleep(0.05)
    _wait_until_healthy(port)
    return time.monotonic() - began


def _let_them_save(random: Random, savers: Savers) -> None:
    """Until a few more saves have been answered, and then a moment nobody chose."""
    enough = len(savers.answered) + SAVERS
    while len(savers.answered) < enough:
        time.sleep(0.05)
    time.sleep(random.random())


def _wait_until_healthy(port: int) -> None:
    for _ in range(1200):
        try:
            if Browser(port).ask("/health")[0] == 200:
                return
        except NotAnswered:
            pass
        time.sleep(0.05)
    raise SystemExit("The program does not answer again.")


def _seconds(took: list[float]) -> str:
    return ", ".join(f"{one:.1f} s" for one in took)


def _ask(environment: dict[str, str], question: str) -> str:
    return _throughcare(environment, "db", "psql", "-At", "-c", question)


def _throughcare(environment: dict[str, str], *words: str) -> str:
    return _run([str(BIN / "throughcare"), *words], environment)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
