"""A copy of everything in the database, and back again.

A copy is a folder: `database.dump` (PostgreSQL's custom format, which its own pg_restore reads
without us) and `manifest.json`, which says how many rows each table had at that very moment, so
that a restored copy can be proved whole.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import Connection, sql
from pydantic import BaseModel, ValidationError

from throughcare.foundation.database.connections import connection_parts
from throughcare.foundation.database.programs import find_programs
from throughcare.foundation.database.server import client_environment
from throughcare.foundation.database.trouble import UnableToBackUp, UnableToRestore

DUMP = "database.dump"
MANIFEST = "manifest.json"

TABLES = """
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    order by 1, 2
"""
# A dump names the roles that own things and may use them, and does not hold the roles themselves.
ROLES = """
    select distinct r.rolname from pg_shdepend d join pg_roles r on r.oid = d.refobjid
    where d.refclassid = 'pg_authid'::regclass
      and d.dbid = (select oid from pg_database where datname = current_database())
    order by 1
"""

OWNER = """
    select r.rolname from pg_database d join pg_roles r on r.oid = d.datdba
    where d.datname = current_database()
"""


class Manifest(BaseModel):
    """What a copy holds, taken from the same moment as the copy."""

    made_at: datetime
    server_version: str
    roles: list[str]
    rows: dict[str, int]
    sha256: str = ""

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def backup(to: Path, environ: Mapping[str, str] = os.environ) -> Manifest:
    """Copy everything into a new folder. Raises UnableToBackUp; leaves no half copy behind."""
    if to.exists():
        raise UnableToBackUp(f"{to} exists already; a copy never overwrites anything.")
    making = to.with_name(f"{to.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    try:
        manifest = _copy(making, environ)
        (making / MANIFEST).write_text(manifest.model_dump_json(indent=2))
        making.rename(to)
    except psycopg.errors.InsufficientPrivilege as error:
        raise UnableToBackUp(
            "This login may not see every row, so its copy would not be whole:"
            f" {error.diag.message_primary}."
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return manifest


def restore(
    source: Path, environ: Mapping[str, str] = os.environ, *, replace: bool = False
) -> Manifest:
    """Bring a copy back. What is in the database now goes, and only if `replace` says so.

    The copy is read into a database of its own and counted before it takes the other's place, so
    a copy that is damaged or incomplete changes nothing.
    """
    manifest = _manifest_of(source)
    with _connected(environ) as now:
        database = now.info.dbname
        owner = _one(now, OWNER)[0]
        if not replace and (held := sum(_rows(now).values())):
            raise UnableToRestore(
                f"The database {database} holds {held:,} rows, which a restore would remove."
                " Say --replace if you mean it."
            )
    incoming = f"{database}_incoming"
    with _connected(environ, dbname="postgres", autocommit=True) as server:
        _make_roles(server, manifest.roles)
        server.execute(_named("drop database if exists {} with (force)", incoming))
        server.execute(_named("create database {} owner {}", incoming, owner))
        try:
            _read_into(server, incoming, source / DUMP, environ)
            _count(incoming, manifest, environ)
            _take_the_place(server, of=database, incoming=incoming)
        finally:
            server.execute(_named("drop database if exists {} with (force)", incoming))
    return manifest


def _copy(folder: Path, environ: Mapping[str, str]) -> Manifest:
    with _connected(environ) as database:
        database.execute("set transaction isolation level repeatable read, read only")
        # Under row security a count would leave rows out in silence; this makes it fail instead.
        database.execute("set local row_security = off")
        made_at, snapshot = _one(database, "select now(), pg_export_snapshot()")
        manifest = Manifest(
            made_at=made_at,
            server_version=_one(database, "show server_version")[0],
            roles=_column(database, ROLES),
            rows=_rows(database),
        )
        options = ("-Fc", f"--snapshot={snapshot}", "-f", folder / DUMP)
        done = _client("pg_dump", *options, environ=environ, like=database)
        if done.returncode != 0:
            raise UnableToBackUp(f"PostgreSQL could not make the copy: {_first(done.stderr)}")
    return manifest.model_copy(update={"sha256": _digest(folder / DUMP)})


def _manifest_of(source: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((source / MANIFEST).read_text())
        digest = _digest(source / DUMP)
    except (OSError, ValidationError) as error:
        raise UnableToRestore(f"{source} is not a copy made by “throughcare db backup”.") from error
    if digest != manifest.sha256:
        raise UnableToRestore(f"{source / DUMP} is not as it was written: its digest differs.")
    return manifest


def _read_into(server: Connection, incoming: str, dump: Path, environ: Mapping[str, str]) -> None:
    # Owners are kept: some functions see every row, and are owned by a role that can do no more.
    options = ("--exit-on-error", f"--dbname={incoming}")
    done = _client("pg_restore", *options, dump, environ=environ, like=server)
    if done.returncode != 0:
        raise UnableToRestore(
            f"PostgreSQL could not read the copy: {_first(done.stderr)} If the server is older than"
            " the programs used here, set THROUGHCARE_POSTGRES to those of its own version."
        )


def _count(incoming: str, manifest: Manifest, environ: Mapping[str, str]) -> None:
    with _connected(environ, dbname=incoming, autocommit=True) as restored:
        restored.execute("set row_security = off")
        if (rows := _rows(restored)) != manifest.rows:
            wrong = sorted(dict(rows.items() ^ manifest.rows.items()))
            raise UnableToRestore(
                f"The copy is not whole: {', '.join(wrong)} came out with other numbers of rows."
            )
        restored.execute("analyze")  # the planner knows nothing of a restored table


def _take_the_place(server: Connection, *, of: str, incoming: str) -> None:
    before = f"{of}_before"
    server.execute(_named("alter database {} allow_connections false", of))
    try:
        server.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname=%s", [of]
        )
        with server.transaction():
            server.execute(_named("alter database {} rename to {}", of, before))
            server.execute(_named("alter database {} rename to {}", incoming, of))
    except Exception:
        server.execute(_named("alter database {} allow_connections true", of))
        raise
    server.execute(_named("drop database {} with (force)", before))


def _make_roles(server: Connection, wanted: list[str]) -> None:
    there = _column(server, "select rolname from pg_roles")
    for role in wanted:
        if role not in there:
            server.execute(_named("create role {} nologin", role))
    if "throughcare_retention" in wanted:  # the one that may do what another may, and more
        server.execute("grant throughcare_system to throughcare_retention")


def _rows(database: Connection) -> dict[str, int]:
    return {
        f"{schema}.{table}": _one(database, _named("select count(*) from {}.{}", schema, table))[0]
        for schema, table in database.execute(TABLES).fetchall()
    }


def _connected(environ: Mapping[str, str], *, autocommit: bool = False, **other: str) -> Connection:
    return psycopg.connect(**(connection_parts(environ) | other), autocommit=autocommit)


def _one(database: Connection, query: LiteralString | sql.Composed) -> tuple[Any, ...]:
    row = database.execute(query).fetchone()
    assert row is not None, "every query asked here gives one row"
    return row


def _column(database: Connection, query: LiteralString) -> list[str]:
    return [row[0] for row in database.execute(query).fetchall()]


def _named(statement: LiteralString, *names: str) -> sql.Composed:
    """A statement with the names of databases, tables or roles put in, safely quoted."""
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def _client(
    name: str, *arguments: str | Path, environ: Mapping[str, str], like: Connection
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's client programs, of the server's own version where there is one."""
    programs = find_programs(environ, major=like.info.server_version // 10_000)
    return subprocess.run(
        [programs.path(name), *arguments],
        capture_output=True,
        text=True,
        env=client_environment(environ),
        check=False,
    )


def _first(said: str) -> str:
    """The first complaint: what follows it is usually its consequence."""
    lines = said.strip().splitlines()
    return lines[0] if lines else "it gave no reason."


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
