"""A copy holds everything, comes back whole, and never takes the place of something unasked."""

import os
import pwd
from pathlib import Path

import psycopg
import pytest

from throughcare.foundation.database.backups import DUMP, backup, restore
from throughcare.foundation.database.cluster import Cluster
from throughcare.foundation.database.connections import connection_parts
from throughcare.foundation.database.trouble import UnableToBackUp, UnableToRestore


@pytest.fixture
def filled(cluster: Cluster) -> Cluster:
    """Three notes under row security, which a reader role may see none of."""
    cluster.start()
    run(
        cluster,
        """
        create table note (id int primary key, words text);
        insert into note values (1, 'seen'), (2, 'heard'), (3, 'ŵyneb');
        create role reader nologin;
        create role counter nologin;
        grant select on note to reader;
        create function notes() returns bigint security definer language sql
            as 'select count(*) from note';
        alter function notes() owner to counter;
        alter table note enable row level security, force row level security;
        """,
    )
    return cluster


def run(cluster: Cluster, statements: str) -> None:
    with psycopg.connect(**connection_parts(cluster.environ), autocommit=True) as database:
        database.execute(statements.encode())


def words(cluster: Cluster) -> list[str]:
    with psycopg.connect(**connection_parts(cluster.environ)) as database:
        return [row[0] for row in database.execute("select words from note order by id")]


def test_a_copy_comes_back_with_every_row_role_and_row_policy(
    filled: Cluster, tmp_path: Path
) -> None:
    manifest = backup(tmp_path / "copy", filled.environ)
    run(filled, "alter database throughcare owner to counter")
    run(filled, "drop function notes(); drop table note; drop role reader;")

    restore(tmp_path / "copy", filled.environ)

    assert manifest.rows == {"public.note": 3}
    assert words(filled) == ["seen", "heard", "ŵyneb"]
    run(filled, "set role reader; select 1 from note;")
    with psycopg.connect(**connection_parts(filled.environ)) as database:
        found = database.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class where relname = 'note'"
        )
        assert found.fetchone() == (True, True)
        owners = database.execute(
            "select proowner::regrole::text, datdba::regrole::text from pg_proc, pg_database"
            " where proname = 'notes' and datname = 'throughcare'"
        )
        assert owners.fetchone() == ("counter", "counter")


def test_a_restore_does_not_remove_rows_unless_told_to(filled: Cluster, tmp_path: Path) -> None:
    backup(tmp_path / "copy", filled.environ)
    run(filled, "insert into note values (4, 'since')")

    with pytest.raises(UnableToRestore, match="holds 4 rows, which a restore would remove"):
        restore(tmp_path / "copy", filled.environ)
    assert words(filled)[-1] == "since"

    with psycopg.connect(**connection_parts(filled.environ)) as still_open:
        restore(tmp_path / "copy", filled.environ, replace=True)
        with pytest.raises(psycopg.OperationalError):
            still_open.execute("select 1")
    assert words(filled) == ["seen", "heard", "ŵyneb"]


def test_a_copy_that_lost_rows_changes_nothing(filled: Cluster, tmp_path: Path) -> None:
    backup(tmp_path / "copy", filled.environ)
    manifest = tmp_path / "copy" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"public.note": 3', '"public.note": 30'))

    with pytest.raises(UnableToRestore, match=r"not whole: public\.note"):
        restore(tmp_path / "copy", filled.environ, replace=True)
    assert words(filled) == ["seen", "heard", "ŵyneb"]


def test_a_damaged_copy_changes_nothing(filled: Cluster, tmp_path: Path) -> None:
    backup(tmp_path / "copy", filled.environ)
    with (tmp_path / "copy" / DUMP).open("r+b") as dump:
        dump.seek(100)
        dump.write(b"damage")

    with pytest.raises(UnableToRestore, match="not as it was written"):
        restore(tmp_path / "copy", filled.environ, replace=True)
    assert words(filled) == ["seen", "heard", "ŵyneb"]


def test_a_folder_that_is_no_copy_is_refused(filled: Cluster, tmp_path: Path) -> None:
    with pytest.raises(UnableToRestore, match="is not a copy made by"):
        restore(tmp_path, filled.environ, replace=True)


def test_a_copy_never_overwrites_another(filled: Cluster, tmp_path: Path) -> None:
    backup(tmp_path / "copy", filled.environ)

    with pytest.raises(UnableToBackUp, match="never overwrites"):
        backup(tmp_path / "copy", filled.environ)


def test_a_login_that_may_not_see_every_row_cannot_make_a_copy(
    filled: Cluster, tmp_path: Path
) -> None:
    run(filled, "alter role reader login")
    ident = filled.data / "pg_ident.conf"
    ours = pwd.getpwuid(os.geteuid()).pw_name
    ident.write_text(f"{ident.read_text()}throughcare {ours} reader\n")
    run(filled, "select pg_reload_conf()")
    parts = connection_parts(filled.environ)
    address = f"postgresql:///throughcare?host={parts['host']}&port={parts['port']}&user=reader"

    with pytest.raises(UnableToBackUp, match="may not see every row"):
        backup(tmp_path / "copy", {"DATABASE_URL": address})
    assert not (tmp_path / "copy").exists()
