"""Homes for clusters of these tests' own, apart from the one the rest of the suite uses."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from throughcare.foundation.database.accounts import server_account
from throughcare.foundation.database.cluster import Cluster
from throughcare.foundation.database.programs import find_programs
from throughcare.foundation.database.server import stop


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A home with a cluster at rest, to copy: quicker than making one for each test."""
    with folder_open_to_all() as folder:
        home = folder / "home"
        cluster = Cluster(home, {})
        cluster.start(for_tests=True)
        cluster.stop()
        yield home


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with folder_open_to_all() as folder:
        yield folder


@pytest.fixture
def environ(open_folder: Path) -> Iterator[dict[str, str]]:
    """An environment that names a home of its own; whatever was started there is stopped."""
    ours = {"DATABASE_URL", "THROUGHCARE_POSTGRES"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    environ = kept | {"THROUGHCARE_HOME": str(open_folder / "home")}
    yield environ
    stop(environ)


@pytest.fixture
def unmade(environ: dict[str, str]) -> Cluster:
    """A cluster whose home does not exist yet."""
    return Cluster(Path(environ["THROUGHCARE_HOME"]), environ)


@pytest.fixture
def cluster(unmade: Cluster, made_once: Path) -> Cluster:
    """A cluster for tests, made and at rest."""
    subprocess.run(["cp", "-a", made_once, unmade.home], check=True)
    return unmade


@pytest.fixture
def real_server(open_folder: Path) -> Iterator[dict[str, str]]:
    """A server that is not ours to start or stop: over TCP, with a password, named otherwise."""
    account, programs = server_account(), find_programs(os.environ)
    data, words = open_folder / "theirs", open_folder / "words"
    data.mkdir(mode=0o700)
    words.write_text("a-password-for-tests")
    account.give(data)
    account.give(words)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = ("-D", data, "-U", "boss", "--auth=scram-sha-256", f"--pwfile={words}", "--no-sync")
    made += ("--encoding=UTF8", "--locale=C")
    told = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -c unix_socket_directories="
    pg_ctl = programs.path("pg_ctl")
    assert account.run(programs.path("initdb"), *made).returncode == 0
    started = account.run(pg_ctl, "start", "-w", "-D", data, "-l", data / "log", "-o", told)
    assert started.returncode == 0, started.stdout
    address = f"postgresql://boss:a-password-for-tests@127.0.0.1:{port}/"
    with psycopg.connect(f"{address}postgres", autocommit=True) as server:
        server.execute("create database the_record")
    kept = {name: value for name, value in os.environ.items() if name != "THROUGHCARE_POSTGRES"}
    yield {**kept, "DATABASE_URL": f"{address}the_record"}
    account.run(pg_ctl, "stop", "-D", data, "-m", "immediate")


@contextmanager
def folder_open_to_all() -> Iterator[Path]:
    """A folder other accounts may pass through, unlike pytest's own when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="tc-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
