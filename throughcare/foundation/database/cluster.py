"""One PostgreSQL cluster in a folder of our own: made when first needed, started, stopped."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TextIO

from throughcare.foundation.database import cluster_settings
from throughcare.foundation.database.accounts import Account, ourselves, server_account
from throughcare.foundation.database.places import PORT, home_folder, make_home, socket_folder
from throughcare.foundation.database.programs import Programs, find_programs, runnable_by
from throughcare.foundation.database.trouble import (
    OtherMajorVersion,
    UnableToStart,
    UnableToUseFolder,
)

NAME = "throughcare"  # of the database, and of the role that owns it
TRIES = 50  # over ten seconds: what is left of a killed server may linger that long


@dataclass(frozen=True)
class Cluster:
    """The cluster below a home folder. Nothing is touched before `start`."""

    home: Path
    environ: Mapping[str, str]

    @property
    def data(self) -> Path:
        return self.home / "database"

    @cached_property
    def account(self) -> Account:
        return server_account()

    @cached_property
    def programs(self) -> Programs:
        return find_programs(self.environ, major=self.written_by)

    @property
    def written_by(self) -> int | None:
        """The major version of PostgreSQL the data belong to; None where there are none."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnableToUseFolder(
                f"{self.data} cannot be read as a database: {error.strerror}."
                " It may belong to another account; set THROUGHCARE_HOME to one of your own."
            ) from error

    @property
    def socket(self) -> Path:
        return socket_folder(self.data, self.account)

    def is_running(self) -> bool:
        """Whether it accepts connections now."""
        where = ("-h", self.socket, "-p", PORT, "-U", NAME, "-d", NAME)
        done = ourselves().run(self.programs.path("pg_isready"), "-q", *where)
        return done.returncode == 0

    def start(self, *, for_tests: bool = False) -> bool:
        """Start the server, made first if need be. True if it was not running before.

        A cluster made for tests does without the waits that make data durable, and stays so.
        """
        make_home(self.home, self.account)
        with self._alone():
            if self.is_running():
                return False
            programs = runnable_by(self.account, self.programs, keep_in=self.home / "programs")
            if not self.data.exists():
                self._make(programs, for_tests=for_tests)
            self._refuse_other_major(programs)
            self.write_settings()
            self._start_server(programs)
            return True

    def stop(self) -> bool:
        """Stop the server at once, in good order. True if it was running."""
        if not self.home.is_dir():
            return False
        with self._alone():
            self._until_unused.unlink(missing_ok=True)
            if self.pid() is None:
                return False
            programs = runnable_by(self.account, self.programs, keep_in=self.home / "programs")
            pg_ctl = programs.path("pg_ctl")
            done = self.account.run(pg_ctl, "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60")
            if done.returncode != 0 and self.is_running():
                raise UnableToStart(f"PostgreSQL does not stop: {_last_line(done.stderr)}")
            return True

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Have the server while something is done. Whoever is the last to use it stops it, if it
        was started for one of them; one that was told to start stays.
        """
        make_home(self.home, self.account)
        with self._opened("users") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            if self.start():
                self._until_unused.touch()
            try:
                yield
            finally:
                with suppress(BlockingIOError):  # somebody else uses it
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if self._until_unused.exists():
                        self.stop()

    def stays(self) -> None:
        """Let it run on when nobody uses it any more."""
        self._until_unused.unlink(missing_ok=True)

    @property
    def _until_unused(self) -> Path:
        """A file that is there while the server runs for its users alone."""
        return self.home / "until-unused"

    def pid(self) -> int | None:
        """The server's process, while there is one."""
        holder = self._holder()
        return None if holder is None or _is_gone(holder) else holder

    def was_killed(self) -> bool:
        """Whether a server is gone that was not stopped: killed, or ended by itself on a full disk.

        One that is stopped writes so into its files.
        """
        if self.pid() is not None or not self.data.exists():
            return False
        told = ourselves().run(self.programs.path("pg_controldata"), "-D", self.data).stdout
        return not re.search(r"^Database cluster state: +shut down", told, re.MULTILINE)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two of us never make or start the same cluster at once."""
        with self._opened("lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _opened(self, lock: str) -> TextIO:
        try:
            return os.fdopen(os.open(self.home / lock, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise UnableToUseFolder(
                f"The data folder {self.home} cannot be used: {error.strerror}."
                " It may belong to another account; set THROUGHCARE_HOME to one of your own."
            ) from error

    def _make(self, programs: Programs, *, for_tests: bool) -> None:
        making = self.data.with_suffix(".making")  # so that a half-made cluster is never used
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self.account.give(making)
        chosen = cluster_settings.at_birth(programs.major, for_tests=for_tests)
        self._run(programs.path("initdb"), "-D", making, "-U", NAME, "--auth=peer", *chosen)
        single = ("--single", "-c", "exit_on_error=on", "-D", making, "postgres")
        self._run(programs.path("postgres"), *single, text=f"CREATE DATABASE {NAME};\n")
        cluster_settings.admit(making, accounts={self.account.name, "root"}, role=NAME)
        if for_tests:
            (making / cluster_settings.FOR_TESTS).touch()
        making.rename(self.data)

    def _run(self, *command: str | Path, text: str | None = None) -> None:
        done = self.account.run(*command, text=text)
        if done.returncode != 0:
            raise UnableToStart(
                f"PostgreSQL could not make the database: {_last_line(done.stderr)}"
            )

    def _refuse_other_major(self, programs: Programs) -> None:
        if self.written_by != programs.major:
            raise OtherMajorVersion(
                f"The data in {self.data} were written by PostgreSQL {self.written_by}, and the"
                f" programs found are PostgreSQL {programs.version}, which cannot read them. Set"
                f" THROUGHCARE_POSTGRES to the programs of version {self.written_by}, take a copy"
                " with “throughcare db backup”, move the folder away, unset it again and bring the"
                " copy back with “throughcare db restore”."
            )

    def write_settings(self) -> None:
        """Write the settings for the next start, and have a place for the socket."""
        socket = self.socket
        if socket != self.data and not socket.exists():
            socket.mkdir(mode=0o700)
            self.account.give(socket)
        cluster_settings.write(self.data, socket=socket)

    def _start_server(self, programs: Programs) -> None:
        log = self.data / "start.log"
        pg_ctl = programs.path("pg_ctl")
        for _ in range(TRIES):
            self._forget_a_holder_that_is_gone()
            log.unlink(missing_ok=True)
            done = self.account.run(pg_ctl, "start", "-w", "-t", "60", "-D", self.data, "-l", log)
            if done.returncode == 0:
                return
            if not self._is_held(_text_of(log)):
                break
            time.sleep(0.2)
        raise UnableToStart(f"PostgreSQL does not start: {self._reason(log)}")

    def _reason(self, log: Path) -> str:
        """The last complaint in the server's logs."""
        logs = [*sorted((self.data / "log").glob("*"), key=lambda path: path.stat().st_mtime), log]
        complaints = [
            line.split(":  ", 1)[-1]
            for path in logs
            for line in _text_of(path).splitlines()
            if "FATAL" in line or "PANIC" in line
        ]
        return f"{complaints[-1] if complaints else 'it gave no reason.'} ({self.data / 'log'})"

    def _holder(self) -> int | None:
        """The process that the cluster's own lock file names."""
        return _process_in(self.data / "postmaster.pid")

    def _is_held(self, said: str) -> bool:
        """Whether what is left of an earlier server keeps this one out, which passes."""
        return any(lock.exists() for lock in self._locks()) or "shared memory block" in said

    def _locks(self) -> tuple[Path, Path]:
        """PostgreSQL's own lock files, for the data and for the socket."""
        return self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"

    def _forget_a_holder_that_is_gone(self) -> None:
        """PostgreSQL itself cannot tell, and would refuse to start.

        A killed server that nobody has buried still counts as a process, in a container perhaps for
        ever; and after a restart of the machine its number may be another program's. Children of
        the old server that still live keep the new one out all the same, by the shared memory.
        """
        for lock in self._locks():
            holder = _process_in(lock)
            if holder is not None and _is_gone(holder):
                lock.unlink(missing_ok=True)


def cluster_at_home(environ: Mapping[str, str]) -> Cluster:
    return Cluster(home_folder(environ), environ)


def _process_in(lock: Path) -> int | None:
    """The process whose number stands first in one of PostgreSQL's lock files."""
    try:
        return abs(int(lock.read_text().split("\n", 1)[0]))  # negative while it is being made
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        raise UnableToUseFolder(
            f"{lock.parent} cannot be read: {error.strerror}. It belongs to another account."
        ) from error


def _is_gone(pid: int) -> bool:
    """Whether no PostgreSQL server is behind this process number any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return False  # no /proc here, as on macOS: leave the answer to PostgreSQL
    return rest.split()[0] in "ZX" or not name.startswith("postgres")


def _last_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it gave no reason."


def _text_of(log: Path) -> str:
    return log.read_text(errors="replace") if log.exists() else ""
