"""Starting, stopping and asking after the server, whoever runs it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughcare.foundation.database.accounts import quiet_environment
from throughcare.foundation.database.cluster import Cluster, cluster_at_home
from throughcare.foundation.database.connections import (
    connection_parts,
    has_own_server,
    settings_for,
)
from throughcare.foundation.database.places import home_for_tests
from throughcare.foundation.database.programs import find_programs
from throughcare.foundation.database.trouble import DatabaseTrouble, UnableToStart

SECONDS_BETWEEN_LOOKS = 1


@dataclass(frozen=True)
class Status:
    """What there is. `home` and `programs` are None when someone else runs the server."""

    running: bool
    address: str
    home: Path | None = None
    programs: Path | None = None
    pid: int | None = None


def connection_settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The entry for Django's DATABASES, all but the engine."""
    return settings_for(environ)


def start(environ: Mapping[str, str] = os.environ) -> bool:
    """Make sure the server runs, until it is stopped. True if this call started it."""
    if has_own_server(environ):
        return False
    cluster = cluster_at_home(environ)
    started = cluster.start()
    cluster.stays()
    return started


def stop(environ: Mapping[str, str] = os.environ) -> bool:
    """Stop our server. True if it was running; someone else's server is left alone."""
    if has_own_server(environ):
        return False
    return cluster_at_home(environ).stop()


@contextmanager
def running(environ: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Have the server while something is done; whoever uses it last stops one started for it."""
    if not has_own_server(environ):
        with cluster_at_home(environ).in_use():
            yield
    elif (seen := status(environ)).running:
        yield
    else:
        raise UnableToStart(
            f"The database that DATABASE_URL names does not answer: {seen.address}."
        )


@contextmanager
def kept_running(environ: Mapping[str, str] = os.environ) -> Iterator[None]:
    """As `running`, and a server of ours that is killed meanwhile is started again.

    Where `THROUGHCARE_ARCHIVE` names a folder, everything our server writes is kept there as well.
    """
    with running(environ):
        if has_own_server(environ):
            yield
            return
        over = threading.Event()
        keepers = [_keeper(_keep, cluster_at_home(environ), over)]
        if folder := environ.get("THROUGHCARE_ARCHIVE"):
            keepers.append(_keeper(_keep_archive, Path(folder), environ, over))
        try:
            yield
        finally:
            over.set()
            for keeper in keepers:
                keeper.join()


def start_for_tests(checkout: Path, environ: MutableMapping[str, str] = os.environ) -> bool:
    """Make sure the server for tests runs. True if this call started it.

    With `DATABASE_URL` set the tests use that server, in databases of their own.
    """
    if has_own_server(environ):
        return False
    choose_home_for_tests(checkout, environ)
    return cluster_at_home(environ).start(for_tests=True)


def choose_home_for_tests(checkout: Path, environ: MutableMapping[str, str] = os.environ) -> None:
    """Point the environment at a home apart: the one it names may hold somebody's work."""
    environ["THROUGHCARE_HOME"] = str(home_for_tests(checkout))


def status(environ: Mapping[str, str] = os.environ) -> Status:
    """Whether the database can be reached, and where it is."""
    parts = connection_parts(environ)
    address = f"{parts['dbname']} at {parts.get('host', 'this computer')}"
    if has_own_server(environ):
        return Status(running=_answers(parts), address=address)
    cluster = cluster_at_home(environ)
    return Status(
        running=cluster.is_running(),
        address=address,
        home=cluster.home,
        programs=cluster.programs.folder,
        pid=_pid(cluster),
    )


def psql(arguments: list[str], environ: Mapping[str, str] = os.environ) -> int:
    """PostgreSQL's console on this database, until the person leaves it."""
    program = find_programs(environ).path("psql")
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the console's, not ours
    try:
        return subprocess.call([program, *arguments], env=client_environment(environ))
    finally:
        signal.signal(signal.SIGINT, kept)


def client_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What makes PostgreSQL's client programs reach this database.

    Passed in the environment and not as arguments, which every account of the computer can read.
    """
    from psycopg import pq

    known = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    settings = {}
    for word, value in connection_parts(environ).items():
        variable = known.get(word)
        if variable:
            settings[variable.decode()] = str(value)
    return quiet_environment(**settings)


def _keeper(keep: Callable[..., None], *given: object) -> threading.Thread:
    keeper = threading.Thread(target=keep, args=given, daemon=True)
    keeper.start()
    return keeper


def _keep_archive(folder: Path, environ: Mapping[str, str], over: threading.Event) -> None:
    # imported here: it needs the driver, and starting and stopping do not
    from throughcare.foundation.database.archives import Archive

    Archive(folder.expanduser().absolute(), environ).keep_up(over)


def _keep(cluster: Cluster, over: threading.Event) -> None:
    while not over.wait(SECONDS_BETWEEN_LOOKS):
        try:
            if cluster.was_killed():
                cluster.start()
        except (DatabaseTrouble, OSError) as trouble:  # a full disk, for one, and that passes
            sys.stderr.write(f"{trouble}\n")


def _answers(parts: dict[str, Any]) -> bool:
    import psycopg

    try:
        psycopg.connect(**{"connect_timeout": 5, **parts}).close()
    except psycopg.OperationalError:
        return False
    return True


def _pid(cluster: Cluster) -> int | None:
    return cluster.pid() if os.access(cluster.data, os.R_OK) else None
