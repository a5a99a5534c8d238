"""Bringing an archive back as it was at any moment since it began, in a new place.

Never over a living database: what comes back is a home of its own, to be looked at, served, or
copied into another server. The archive itself is only read.
"""

import os
import shlex
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from throughcare.foundation.database import cluster_settings
from throughcare.foundation.database.accounts import ourselves
from throughcare.foundation.database.archives import Archive, WholeCopy, first_change_of
from throughcare.foundation.database.cluster import NAME, Cluster
from throughcare.foundation.database.places import PORT, make_home
from throughcare.foundation.database.programs import Programs, find_programs, runnable_by
from throughcare.foundation.database.trouble import UnableToRestore

OWN_SETTINGS = "postgresql.auto.conf"  # what an administrator of the old server set by hand
ENDED_BEFORE = "recovery ended before configured recovery target was reached"

RECOVERY = """\
restore_command = {restore}
recovery_target_action = 'promote'
hot_standby = off
"""


@dataclass(frozen=True)
class Recovered:
    """What came back: from which whole copy, and up to the last thing that was saved by then."""

    home: Path
    copy: WholeCopy
    until: datetime | None
    ended_before: bool
    """The archive held nothing as late as was asked for."""


def recover(
    archive: Path, *, into: Path, to: datetime | None, environ: Mapping[str, str] = os.environ
) -> Recovered:
    """Make a home at `into` with the database as it was at `to`, or as late as the archive goes.

    It is left at rest. Raises UnableToRestore; nothing is left behind then.
    """
    if into.exists() and any(into.iterdir()):
        raise UnableToRestore(f"{into} holds something already; a restore never goes over it.")
    copy = _newest_before(Archive(archive, environ).copies(), to, archive)
    base = archive / "base" / copy.name
    major = int((base / "PG_VERSION").read_text())
    programs = find_programs(environ, major=major)
    if programs.major != major:
        raise UnableToRestore(
            f"The archive is of PostgreSQL {major}, and no programs of that version are here."
            " Install them, or name their folder in THROUGHCARE_POSTGRES."
        )
    _prove_whole(base, programs)
    new_home = {"THROUGHCARE_HOME": str(into), "DATABASE_URL": ""}
    cluster = Cluster(into, {**environ, **new_home})
    make_home(into, cluster.account)
    try:
        programs = runnable_by(cluster.account, programs, keep_in=into / "programs")
        _lay_out(cluster, base, copy)
        _bring_changes(cluster, archive / "wal", first_change_of(base))
        ended_before = _replay(cluster, programs, to)
        until = _make_ours(cluster, copy)
        cluster.stop()
    except BaseException:
        cluster.stop()
        shutil.rmtree(into)
        raise
    shutil.rmtree(_changes(cluster))
    return Recovered(into, copy, until, ended_before)


def _newest_before(copies: list[WholeCopy], to: datetime | None, archive: Path) -> WholeCopy:
    if not copies:
        raise UnableToRestore(f"{archive} is neither a copy nor an archive made by Throughcare.")
    early_enough = [copy for copy in copies if to is None or copy.made_at <= to]
    if not early_enough:
        raise UnableToRestore(
            f"The archive begins on {copies[0].made_at.astimezone(UTC):%d %B %Y at %H:%M:%S} UTC;"
            " it cannot go back further."
        )
    return early_enough[-1]


def _prove_whole(base: Path, programs: Programs) -> None:
    """Every file of the copy has the checksum it had when it was made."""
    done = ourselves().run(programs.path("pg_verifybackup"), "--quiet", "--no-parse-wal", base)
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise UnableToRestore(f"The whole copy {base} is damaged: {said[0] if said else ''}")


def _lay_out(cluster: Cluster, base: Path, copy: WholeCopy) -> None:
    """The copied files as a cluster of our own: nothing the old server was told applies here."""
    shutil.copytree(base, cluster.data, symlinks=True)
    cluster.data.chmod(0o700)
    of_the_old = (OWN_SETTINGS, "postgresql.conf", "standby.signal", ".s.PGSQL.*", "log", "*.log")
    for path in [found for name in of_the_old for found in cluster.data.glob(name)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (cluster.data / "postgresql.conf").touch(mode=0o600)
    _admit(cluster, copy.superuser)
    cluster.write_settings()
    for path in (cluster.data, *cluster.data.rglob("*")):
        cluster.account.give(path)


def _admit(cluster: Cluster, role: str) -> None:
    accounts = {cluster.account.name, "root"}
    cluster_settings.admit(cluster.data, accounts=accounts, role=role)


def _changes(cluster: Cluster) -> Path:
    return cluster.home / "changes"


def _bring_changes(cluster: Cluster, wal: Path, first: str) -> None:
    """The changes since the copy, where the account that runs the server can read them."""
    changes = _changes(cluster)
    changes.mkdir(mode=0o700)
    for path in sorted(wal.iterdir()):
        name = path.name.removesuffix(".partial")  # the one that was being written
        if (name.endswith(".history") or name[8:] >= first[8:]) and not (changes / name).exists():
            shutil.copyfile(path, changes / name)
    for path in (changes, *changes.iterdir()):
        cluster.account.give(path)


def _replay(cluster: Cluster, programs: Programs, to: datetime | None) -> bool:
    """Carry the changes out up to that moment. True if they ended before it."""
    fetch = f"cp {shlex.quote(str(_changes(cluster)))}/%f %p".replace("'", "''")
    settings = RECOVERY.format(restore=f"'{fetch}'")
    _write(cluster, "recovery.signal", "")
    if to is not None:
        target = f"recovery_target_time = '{to.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'\n"
        _write(cluster, OWN_SETTINGS, settings + target)
        if _goes_on(cluster, programs):
            return False
        if ENDED_BEFORE not in _log(cluster):
            raise UnableToRestore(f"The changes could not be carried out: {_last_word(cluster)}")
        # Nothing was saved between what the archive has last and the moment asked for.
    _write(cluster, OWN_SETTINGS, settings)
    if not _goes_on(cluster, programs):
        raise UnableToRestore(f"The changes could not be carried out: {_last_word(cluster)}")
    return to is not None


def _goes_on(cluster: Cluster, programs: Programs) -> bool:
    """Start the server and wait, however long it takes, until it is a living one or gone."""
    pg_ctl = programs.path("pg_ctl")
    start = ("start", "-W", "-D", cluster.data, "-l", cluster.data / "start.log")
    done = cluster.account.run(pg_ctl, *start)
    if done.returncode != 0:
        return False
    began = time.monotonic()
    while not cluster.is_running():
        # Its lock is written a moment after it was started.
        if cluster.pid() is None and time.monotonic() - began > 2:
            return False
        time.sleep(0.1)
    return True


def _make_ours(cluster: Cluster, copy: WholeCopy) -> datetime | None:
    """Names as our own servers have them. When the last thing was saved that came back."""
    where: dict[str, Any] = {
        "host": str(cluster.socket),
        "port": PORT,
        "user": copy.superuser,
    }
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        row = server.execute("select pg_last_xact_replay_timestamp()").fetchone()
        if copy.superuser != NAME:
            server.execute("drop role if exists " + NAME)
            server.execute(f"create role {NAME} superuser login")
        if copy.database != NAME:
            server.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(copy.database), sql.Identifier(NAME)
                )
            )
    _write(cluster, OWN_SETTINGS, "")
    _admit(cluster, NAME)
    return row[0] if row else None


def _write(cluster: Cluster, name: str, text: str) -> None:
    path = cluster.data / name
    path.write_text(text)
    cluster.account.give(path)


def _log(cluster: Cluster) -> str:
    logs = [*sorted((cluster.data / "log").glob("*")), cluster.data / "start.log"]
    return "\n".join(path.read_text(errors="replace") for path in logs if path.exists())


def _last_word(cluster: Cluster) -> str:
    said = [line for line in _log(cluster).splitlines() if "FATAL" in line or "PANIC" in line]
    return said[-1].split(":  ", 1)[-1] if said else "PostgreSQL gave no reason."
