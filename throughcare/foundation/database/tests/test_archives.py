"""An archive goes back to any moment, into a new place, and from any server."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from throughcare.foundation.database import console
from throughcare.foundation.database.archives import SLOT, Archive
from throughcare.foundation.database.cluster import Cluster
from throughcare.foundation.database.connections import connection_parts
from throughcare.foundation.database.recoveries import recover
from throughcare.foundation.database.trouble import UnableToBackUp, UnableToRestore

PASSWORD = "a-password-for-tests"
TABLES = """
    create table note (id int primary key, words text);
    create table mark (id int primary key generated always as identity, note int);
    insert into note values (1, 'seen'), (2, 'heard'), (3, 'ŵyneb');
    insert into mark (note) values (1), (2);
"""


def run(environ: dict[str, str], statements: str) -> None:
    with psycopg.connect(**connection_parts(environ), autocommit=True) as database:
        database.execute(statements.encode())


def checksums(environ: dict[str, str]) -> dict[str, str]:
    """Of every row of every table."""
    with psycopg.connect(**connection_parts(environ)) as database:
        names = database.execute(
            "select relname::text from pg_class"
            " where relkind = 'r' and relnamespace = 'public'::regnamespace"
        ).fetchall()
        return {
            name: hashlib.sha256(
                repr(
                    database.execute(f"select t::text from {name} t order by 1").fetchall()
                ).encode()
            ).hexdigest()
            for (name,) in names
        }


def now(environ: dict[str, str]) -> datetime:
    """By the server's own clock: that of the tests stands still."""
    with psycopg.connect(**connection_parts(environ)) as database:
        [moment] = database.execute("select clock_timestamp()").fetchone()
        return moment


@contextmanager
def kept_up(archive: Archive) -> Iterator[None]:
    """The archive kept up; at the end it has all that was written until then."""
    archive.begin()
    over = threading.Event()
    keeper = threading.Thread(target=archive.keep_up, args=(over,))
    keeper.start()
    try:
        yield
        _wait_until_it_has_everything(archive)
    finally:
        over.set()
        keeper.join()


def _wait_until_it_has_everything(archive: Archive) -> None:
    with psycopg.connect(**connection_parts(archive.environ), autocommit=True) as database:
        # Servers for tests wait for no disk; this one change they do wait for.
        database.execute("set synchronous_commit = on")
        database.execute("select pg_logical_emit_message(true, 'tests', '')")
        [written] = database.execute("select pg_current_wal_flush_lsn()").fetchone()
        for _ in range(500):
            [has] = database.execute(
                "select coalesce(max(flush_lsn) >= %s, false) from pg_stat_replication"
                " where application_name = 'pg_receivewal'",
                [written],
            ).fetchone()
            if has:
                return
            threading.Event().wait(0.02)
    raise AssertionError("The archive does not get what is written.")


@pytest.fixture
def filled(cluster: Cluster) -> Cluster:
    cluster.start()
    run(cluster.environ, TABLES)
    return cluster


def at_home(home: Path, environ: dict[str, str]) -> dict[str, Any]:
    return {**environ, "THROUGHCARE_HOME": str(home), "DATABASE_URL": ""}


@contextmanager
def started(home: Path, environ: dict[str, str]) -> Iterator[dict[str, str]]:
    ours = at_home(home, environ)
    recovered = Cluster(home, ours)
    recovered.start()
    try:
        yield ours
    finally:
        recovered.stop()


def test_every_table_comes_back_as_it_was_at_a_moment_and_at_the_end(
    filled: Cluster, open_folder: Path
) -> None:
    archive = Archive(open_folder / "archive", filled.environ, waits_for_disk=False)
    with kept_up(archive):
        run(
            filled.environ, "insert into note values (4, 'before'); delete from mark where note = 1"
        )
        as_it_was, then = checksums(filled.environ), now(filled.environ)
        run(filled.environ, "update note set words = 'spoilt'; drop table mark")
        at_the_end = checksums(filled.environ)
    filled.stop()

    back = recover(archive.folder, into=open_folder / "then", to=then, environ=filled.environ)
    with started(open_folder / "then", filled.environ) as ours:
        assert checksums(ours) == as_it_was
        run(ours, "insert into note values (5, 'since')")  # a living database of its own
    assert not back.ended_before
    assert back.until is not None
    assert back.until <= then

    recover(archive.folder, into=open_folder / "end", to=None, environ=filled.environ)
    with started(open_folder / "end", filled.environ) as ours:
        assert checksums(ours) == at_the_end

    late = then + timedelta(days=1)
    back = recover(archive.folder, into=open_folder / "late", to=late, environ=filled.environ)
    assert back.ended_before


def test_a_server_of_somebody_elses_comes_back_as_a_home_of_ours(
    real_server: dict[str, str], open_folder: Path
) -> None:
    """Reached over TCP with a password; its database and administrator are named otherwise."""
    run(real_server, TABLES)
    archive = Archive(open_folder / "archive", real_server, waits_for_disk=False)
    with kept_up(archive):
        run(real_server, "insert into note values (4, 'before')")
        as_it_was, then = checksums(real_server), now(real_server)
        run(real_server, "drop table note")

    recover(archive.folder, into=open_folder / "then", to=then, environ=real_server)

    with started(open_folder / "then", real_server) as ours:
        assert checksums(ours) == as_it_was
    assert "note" not in checksums(real_server)  # theirs was left alone


def test_nothing_comes_back_over_something(filled: Cluster, open_folder: Path) -> None:
    archive = Archive(open_folder / "archive", filled.environ, waits_for_disk=False)
    archive.begin()

    with pytest.raises(UnableToRestore, match="holds something already"):
        recover(archive.folder, into=filled.home, to=None, environ=filled.environ)
    assert "note" in checksums(filled.environ)


def test_what_cannot_come_back_is_said_and_leaves_nothing(
    filled: Cluster, open_folder: Path
) -> None:
    archive = Archive(open_folder / "archive", filled.environ, waits_for_disk=False)
    before = now(filled.environ)
    made = archive.begin()
    into = open_folder / "back"
    assert made is not None

    with pytest.raises(UnableToRestore, match="The archive begins on"):
        recover(archive.folder, into=into, to=before, environ=filled.environ)
    with pytest.raises(UnableToRestore, match="neither a copy nor an archive"):
        recover(open_folder, into=into, to=None, environ=filled.environ)
    with (archive.base / made.name / "global" / "pg_control").open("r+b") as file:
        file.write(b"damage")
    with pytest.raises(UnableToRestore, match="is damaged"):
        recover(archive.folder, into=into, to=None, environ=filled.environ)
    assert not into.exists()


def test_old_copies_go_with_the_changes_that_only_they_needed(
    filled: Cluster, open_folder: Path
) -> None:
    archive = Archive(open_folder / "archive", filled.environ, waits_for_disk=False)
    with kept_up(archive):
        run(filled.environ, "select pg_switch_wal()")
    first = min(path.name for path in archive.wal.iterdir())

    archive.copy(keep=1)

    assert len(archive.copies()) == 1
    assert not (archive.wal / first).exists()
    recover(archive.folder, into=open_folder / "back", to=None, environ=filled.environ)


def test_where_changes_were_thrown_away_a_new_whole_copy_is_taken(
    filled: Cluster, open_folder: Path
) -> None:
    archive = Archive(open_folder / "archive", filled.environ, waits_for_disk=False)
    assert archive.begin()
    assert archive.begin() is None  # it goes on from where it was

    run(filled.environ, f"select pg_drop_replication_slot('{SLOT}')")

    assert archive.begin()


def test_a_login_that_may_not_replicate_is_told(
    real_server: dict[str, str], open_folder: Path
) -> None:
    run(real_server, f"create role reader login password '{PASSWORD}'")
    address = real_server["DATABASE_URL"].replace("boss:", "reader:")

    with pytest.raises(UnableToBackUp, match="permission denied"):
        Archive(open_folder / "archive", {**real_server, "DATABASE_URL": address}).begin()


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "10:15"])
def test_a_moment_that_is_none_is_refused_in_a_sentence(
    typed: str, open_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnableToRestore, match="It looks like 2026-11-22 10:15"):
        console.main(["restore", str(open_folder), "--into", str(open_folder), "--to", typed])


def test_a_moment_is_meant_by_the_clock_on_the_wall() -> None:
    assert console._moment("2026-07-22 10:15") == datetime(2026, 7, 22, 9, 15, tzinfo=UTC)
    assert console._moment("2026-07-22 10:15+00:00") == datetime(2026, 7, 22, 10, 15, tzinfo=UTC)
