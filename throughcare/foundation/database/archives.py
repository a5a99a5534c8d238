"""Everything the database writes, kept in a folder while it is written.

A copy (`backups`) goes back to the moment it was made. An archive goes back to any moment since it
began (`recoveries`): it holds whole copies of the server's files and, between them, every change,
which the server sends as it would to a replica. The server may be ours or somebody else's; all it
takes is a login that may replicate.

    base/2026-11-22T101500Z/       a whole copy, by PostgreSQL's own pg_basebackup
    base/2026-11-22T101500Z.json   what has to be known to bring it back
    wal/                           the changes, by pg_receivewal
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from pydantic import BaseModel, ValidationError

from throughcare.foundation.database.connections import connection_parts
from throughcare.foundation.database.programs import Programs, find_programs
from throughcare.foundation.database.server import client_environment
from throughcare.foundation.database.trouble import UnableToBackUp

SLOT = "throughcare_archive"
"""The server's bookmark: what the archive has not got yet the server does not throw away."""
SECONDS_UNTIL_TRIED_AGAIN = 5

STATE = """
    select version.num, superuser.rolname, slot.wal_status, now()
    from (select current_setting('server_version_num')::int / 10000) as version (num)
    join pg_roles superuser on superuser.oid = 10
    left join pg_replication_slots slot on slot.slot_name = %s
"""
BOOKMARK = "select pg_create_physical_replication_slot(%s, true)"
FORGET = "select pg_drop_replication_slot(%s)"


class WholeCopy(BaseModel):
    """One whole copy: when it was finished, and what the server calls things."""

    name: str
    made_at: datetime
    database: str
    superuser: str
    """Whoever the server was made by, which every server has and each may name differently."""


@dataclass(frozen=True)
class Archive:
    """The folder of an archive. Nothing is touched before `begin`."""

    folder: Path
    environ: Mapping[str, str]
    waits_for_disk: bool = True
    """Only tests do without."""

    @property
    def wal(self) -> Path:
        return self.folder / "wal"

    @property
    def base(self) -> Path:
        return self.folder / "base"

    def copies(self) -> list[WholeCopy]:
        """The whole copies in it, the oldest first."""
        try:
            found = [
                WholeCopy.model_validate_json(path.read_text())
                for path in self.base.glob("*.json")
                if path.with_suffix("").is_dir()
            ]
        except (OSError, ValidationError) as error:
            raise UnableToBackUp(f"{self.base} cannot be read as an archive.") from error
        return sorted(found, key=lambda copy: copy.made_at)

    def begin(self) -> WholeCopy | None:
        """Have a bookmark with the server, and a whole copy since. The copy, if one was made.

        Raises UnableToBackUp.
        """
        for part in (self.base, self.wal):
            part.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            goes_on = self._has_its_place_marked()
        except psycopg.errors.InsufficientPrivilege as error:
            raise UnableToBackUp(
                f"This login may not archive: {error.diag.message_primary}."
                " It needs the attribute “replication”; see deploy/logins.sql."
            ) from error
        return None if goes_on and self.copies() else self.copy()

    def copy(self, *, keep: int | None = None) -> WholeCopy:
        """Take a whole copy; with `keep`, remove all but so many and what only they needed."""
        with self._connected() as server:
            major, superuser, _, at = self._state(server)
            database = server.info.dbname
        name = f"{at:%Y-%m-%dT%H%M%S.%f}Z"  # two may be taken within a second
        making = self.base / f"{name}.making"
        shutil.rmtree(making, ignore_errors=True)
        done = subprocess.run(
            [
                self._programs(major).path("pg_basebackup"),
                *("--pgdata", making, "--wal-method=stream", "--checkpoint=fast", "--no-password"),
                *(() if self.waits_for_disk else ("--no-sync",)),
            ],
            capture_output=True,
            text=True,
            env=client_environment(self.environ),
            check=False,
        )
        if done.returncode != 0:
            shutil.rmtree(making, ignore_errors=True)
            raise UnableToBackUp(f"PostgreSQL could not copy its files: {_first(done.stderr)}")
        with self._connected() as server:
            made = WholeCopy(
                name=name,
                made_at=self._state(server)[3],
                database=database,
                superuser=superuser,
            )
        (self.base / f"{name}.json").write_text(made.model_dump_json(indent=2))
        making.rename(self.base / name)
        if keep is not None:
            self._keep(max(keep, 1), major)
        return made

    def keep_up(self, over: threading.Event) -> None:
        """Take every change as it is written until `over` is set, whatever becomes of the server.

        Trouble is said and passes; raises nothing.
        """
        while not over.is_set():
            try:
                self.begin()
                self._stream(over)
            except (UnableToBackUp, psycopg.Error, OSError) as trouble:
                sys.stderr.write(f"The archive waits: {trouble}\n")
            over.wait(SECONDS_UNTIL_TRIED_AGAIN)

    def _has_its_place_marked(self) -> bool:
        """Mark it with the server, if need be. Whether it was, and nothing since is missing."""
        with self._connected() as server:
            bookmark = self._state(server)[2]
            if bookmark == "lost":  # too long away: the server had to throw changes away
                server.execute(FORGET, [SLOT])
            if bookmark in (None, "lost"):
                server.execute(BOOKMARK, [SLOT])
        return bookmark not in (None, "lost")

    def _stream(self, over: threading.Event) -> None:
        with self._connected() as server:
            major = self._state(server)[0]
        receiving = subprocess.Popen(
            [
                self._programs(major).path("pg_receivewal"),
                *("--directory", self.wal, f"--slot={SLOT}", "--synchronous"),
                *("--no-loop", "--no-password"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=client_environment(self.environ),
            start_new_session=True,  # Ctrl-C is ours, and what it has it writes to the disk
        )
        try:
            while receiving.poll() is None and not over.wait(0.2):
                pass
        finally:
            receiving.terminate()
            _, said = receiving.communicate()
        if not over.is_set():
            raise UnableToBackUp(_first(said))

    def _keep(self, keep: int, major: int) -> None:
        *old, oldest = self.copies()[: -keep + 1 or None]
        for copy in old:
            (self.base / f"{copy.name}.json").unlink()
            shutil.rmtree(self.base / copy.name)
        clean = self._programs(major).path("pg_archivecleanup")
        subprocess.run([clean, self.wal, first_change_of(self.base / oldest.name)], check=True)

    def _connected(self) -> psycopg.Connection:
        try:
            return psycopg.connect(**connection_parts(self.environ), autocommit=True)
        except psycopg.OperationalError as error:
            raise UnableToBackUp(f"The database does not answer: {_first(str(error))}") from error

    def _state(self, server: psycopg.Connection) -> tuple[int, str, str | None, datetime]:
        row = server.execute(STATE, [SLOT]).fetchone()
        assert row is not None, "a server always has whoever it was made by"
        return row

    def _programs(self, major: int) -> Programs:
        return find_programs(self.environ, major=major)


def first_change_of(copy: Path) -> str:
    """The file of changes from which a whole copy has to be carried on."""
    label = (copy / "backup_label").read_text()
    return label.split("(file ", 1)[1].split(")", 1)[0]


def _first(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[0] if lines else "it gave no reason."
