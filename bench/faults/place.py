"""A home of its own with the cast of the tests in it, served as it would be in earnest."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.faults.browser import Browser, NotAnswered
from bench.faults.outcome import Outcome
from bench.faults.people import People

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
HALF_THERE = (
    # notes without their deed in the audit, and deeds without their note
    (
        "select count(*) from record_entry e where e.kind = 'note' and not exists (select from"
        " audit_deed d where d.verb = 'record.note_written' and d.details->>'entry' = e.id::text)"
    ),
    (
        "select count(*) from audit_deed d where d.verb = 'record.note_written' and not exists"
        " (select from record_entry e where d.details->>'entry' = e.id::text)"
    ),
    # outcomes without their entry on the record, or without their deed
    (
        "select count(*) from supervision_recording r where not exists"
        " (select from record_entry e where e.id = r.entry_id)"
    ),
    (
        "select count(*) from supervision_recording r where not exists (select from audit_deed d"
        " where d.verb = 'supervision.outcome_recorded'"
        " and d.details->>'appointment' = r.appointment_id::text)"
    ),
)


@dataclass
class Place:
    """The home, the server on its port, and who works there."""

    folder: Path
    environment: dict[str, str]
    port: int
    server: subprocess.Popen[bytes]
    people: People

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def throughcare(self, *words: str) -> str:
        """What the program says to these words. Ends everything if it fails."""
        return run([str(BIN / "throughcare"), *words], self.environment)

    def ask(self, question: str) -> str:
        return self.throughcare("db", "psql", "-At", "-c", question)

    def database_process(self) -> int:
        return int((self.home / "database" / "postmaster.pid").read_text().split()[0])

    def workers(self) -> list[int]:
        """The processes that answer; the server itself only looks after them."""
        number = self.server.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        named = [c for c in children if "granian" in Path(f"/proc/{c}/cmdline").read_text()]
        return [int(child) for child in named or children]

    def wait_until_healthy(self) -> None:
        for _ in range(1200):
            try:
                if Browser(self.port).ask("/health")[0] == 200:
                    return
            except NotAnswered:
                pass
            time.sleep(0.05)
        raise SystemExit("The program does not answer again.")

    def outcome(self, *, name: str, title: str, times: int, again_after: list[float]) -> Outcome:
        """Send everybody home and look for what they were answered."""
        self.people.stop()
        kept = self.ask("select text from record_entry where text like 'mark %'").splitlines()
        there = set(kept)
        return Outcome(
            name=name,
            title=title,
            times=times,
            again_after=again_after,
            answered=len(self.people.answered),
            unanswered=self.people.refused.total(),
            lost=sum(mark not in there for mark in self.people.answered),
            twice=len(kept) - len(there),
            half=sum(int(self.ask(question)) for question in HALF_THERE),
            looked_for=self.people.looked_for,
            leaks=self.people.leaks,
            audit=self.verified(),
        )

    def verified(self) -> str:
        """What is said of the audit once it is sealed: "whole", or the first that is not so."""
        self.throughcare("audit", "seal")
        command = [str(BIN / "throughcare"), "audit", "verify"]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        return "whole" if done.returncode == 0 else done.stdout.strip() or done.stderr.strip()


@contextmanager
def at_work(
    *, small_disk: str = "", archived: bool = False, more: Mapping[str, str] | None = None
) -> Iterator[Place]:
    """The program served and everybody at work in it; all of it gone afterwards.

    `small_disk` is the size of a file system of the home's own; `more` goes into the environment.
    """
    folder = Path(tempfile.mkdtemp(prefix="throughcare-faults-"))
    folder.chmod(0o711)  # the account that runs the database has to pass
    environment = {**os.environ, "THROUGHCARE_HOME": str(folder / "home")}
    environment |= {"THROUGHCARE_SECOND_STEP": "off", **(more or {})}
    environment.pop("DATABASE_URL", None)
    if archived:
        environment["THROUGHCARE_ARCHIVE"] = str(folder / "archive")
    (folder / "home").mkdir(mode=0o711)
    if small_disk:
        size = f"size={small_disk},mode=0711"
        run(["mount", "-t", "tmpfs", "-o", size, "none", str(folder / "home")], environment)
    try:
        with _served(folder, environment) as place:
            yield place
    finally:
        subprocess.run(
            [BIN / "throughcare", "db", "stop"], env=environment, capture_output=True, check=False
        )
        if small_disk:
            subprocess.run(["umount", "-l", folder / "home"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(folder: Path, environment: dict[str, str]) -> Iterator[Place]:
    run([str(BIN / "throughcare"), "db", "start"], environment)
    person = run([sys.executable, "-c", PREPARE], environment).split()[-1]
    port = free_port()
    # What the server says of a database that is gone is a long story, and the pages tell it.
    server = subprocess.Popen(
        [BIN / "throughcare", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    place = Place(folder, environment, port, server, People(port, person))
    try:
        place.wait_until_healthy()
        place.people.start()
        yield place
    finally:
        for one in place.people.colleagues:
            one.over.set()
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.kill(server.pid, signal.SIGKILL)
            server.wait()


def run(command: list[str], environment: Mapping[str, str]) -> str:
    """What a program says. Ends everything if it fails."""
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
