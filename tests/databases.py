"""One template database with the cast in it, made once; a copy of it for each worker."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # a Tuesday
TABLES, TEMPLATE = "throughcare_tables", "throughcare_template"
MADE_FROM = {
    TABLES: (
        "throughcare/**/migrations/*.py",
        "throughcare/**/models*/*.py",
        "throughcare/**/models.py",
        "throughcare/foundation/**/*.py",
        "throughcare/settings.py",
        "requirements-dev.lock",
    ),
    TEMPLATE: (
        *("throughcare/**/*.py", "packs/**/*.*", "requirements-dev.lock"),
        *("tests/world.py", "conftest.py"),
    ),
}
NO_BROWSER = "journeys that did not run: no Chromium on this machine"


def chromium() -> str:
    """The system's browser; empty where there is none."""
    named = os.environ.get("THROUGHCARE_CHROMIUM")
    if named is not None:
        return named
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in names)
    return next((path for path in found if path), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium():
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(autouse=True)
def the_clock_stands_still(request: pytest.FixtureRequest) -> Iterator[None]:
    """Half past nine on Tuesday 24 November 2026, except in a browser, whose clock is its own."""
    if request.node.get_closest_marker("journey"):
        yield
    else:
        with time_machine.travel(NOW, tick=False):
            yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Each worker's own copy of the template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"throughcare_test_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        template = _template()
        clone(template, name)
        connect_to(name)
        yield
        connection.close()
        drop(name)


def _template() -> str:
    """The template for the program as it is now; one worker makes it while the others wait.

    Its tables are made once for as long as none changes, which is most of the work.
    """
    with open(ROOT / ".template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tables = _made(TABLES, "template1", _make_tables)
        return _made(TEMPLATE, tables, _fill)


def _made(kind: str, start: str, fill: Callable[[], None]) -> str:
    """The database of this kind for the files it is made from; the others of its kind go."""
    name = f"{kind}_{_digest(MADE_FROM[kind])}"
    if not _exists(name):
        _drop_others(kind)
        making = f"{name}_making"
        drop(making)
        clone(start, making)
        connect_to(making)
        fill()
        connection.close()
        with _maintenance() as server:
            server.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(making), sql.Identifier(name)
                )
            )
    return name


def _make_tables() -> None:
    from throughcare.foundation.access import as_owner

    with as_owner():
        call_command("migrate", verbosity=0)


def _fill() -> None:
    from tests.world import build

    with time_machine.travel(NOW, tick=False):
        build()


def _digest(patterns: Sequence[str]) -> str:
    """Changes whenever anything it is made from may have changed."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        if path.is_file() and "tests" not in path.relative_to(ROOT).parts[1:-1]:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _maintenance() -> psycopg.Connection[Any]:
    settings = connection.settings_dict
    return psycopg.connect(
        dbname="postgres",
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
        autocommit=True,
    )


def _exists(name: str) -> bool:
    with _maintenance() as server:
        found = server.execute("select 1 from pg_database where datname = %s", [name])
        return found.fetchone() is not None


def clone(template: str, name: str) -> None:
    """A copy of a database. Whoever is still connected to the original is sent away first."""
    with _maintenance() as server:
        server.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [template]
        )
        server.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(name: str) -> None:
    with _maintenance() as server:
        server.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )


def _drop_others(kind: str) -> None:
    with _maintenance() as server:
        found = server.execute(
            "select datname from pg_database where starts_with(datname, %s)", [f"{kind}_"]
        ).fetchall()
    for (name,) in found:
        drop(name)
