"""The server comes up, goes down, and comes back with everything that was committed."""

import os
import signal
import subprocess
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from throughcare.foundation.database.accounts import Account, server_account
from throughcare.foundation.database.cluster import Cluster
from throughcare.foundation.database.connections import connection_parts
from throughcare.foundation.database.programs import find_programs, runnable_by
from throughcare.foundation.database.server import kept_running, start
from throughcare.foundation.database.trouble import (
    OtherMajorVersion,
    UnableToStart,
    UnableToUseFolder,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can lend itself an account")
not_as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")


def ask(cluster: Cluster, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(**connection_parts(cluster.environ), autocommit=True) as database:
        done = database.execute(question)
        return done.fetchall() if done.description else []


def test_it_is_made_starts_once_answers_and_stops_once(unmade: Cluster) -> None:
    cluster = unmade
    assert not cluster.is_running()

    assert cluster.start(for_tests=True) is True
    assert cluster.start(for_tests=True) is False
    assert cluster.is_running()
    assert ask(cluster, "select current_database(), current_user") == [("throughcare",) * 2]

    assert cluster.stop() is True
    assert cluster.stop() is False
    assert not cluster.is_running()


def test_it_listens_on_no_network_address_and_speaks_unicode(cluster: Cluster) -> None:
    cluster.start()

    assert ask(cluster, "show listen_addresses") == [("",)]
    assert ask(cluster, "show server_encoding") == [("UTF8",)]
    assert ask(cluster, "select lower('ŴŶ')") == [("ŵŷ",)]
    assert (cluster.data.stat().st_mode & 0o777) == 0o700


def test_a_cluster_not_made_for_tests_always_waits_for_the_disk(unmade: Cluster) -> None:
    cluster = unmade
    cluster.start(for_tests=False)
    assert ask(cluster, "show fsync") == [("on",)]

    cluster.stop()
    cluster.start(for_tests=True)  # it may hold somebody's work by now
    assert ask(cluster, "show fsync") == [("on",)]


def test_what_was_written_is_there_after_a_restart(cluster: Cluster) -> None:
    cluster.start()
    ask(cluster, "create table kept as select 42 as answer")

    cluster.stop()
    cluster.start()

    assert ask(cluster, "select answer from kept") == [(42,)]
    assert ask(cluster, "show fsync") == [("off",)]


def test_a_server_started_for_its_users_stops_with_the_last_of_them(cluster: Cluster) -> None:
    first, second = cluster.in_use(), cluster.in_use()
    first.__enter__()
    second.__enter__()

    first.__exit__(None, None, None)
    assert ask(cluster, "select 1") == [(1,)]

    second.__exit__(None, None, None)
    assert not cluster.is_running()


def test_a_server_that_was_told_to_start_stays_when_nobody_uses_it(cluster: Cluster) -> None:
    with cluster.in_use():
        assert start(cluster.environ) is False

    assert cluster.is_running()
    with cluster.in_use():
        pass
    assert cluster.is_running()


def test_after_a_kill_it_starts_again_with_every_committed_row(unmade: Cluster) -> None:
    cluster = unmade
    cluster.start()
    ask(cluster, "create table kept as select n from generate_series(1, 100000) n")
    unfinished = psycopg.connect(**connection_parts(cluster.environ))
    unfinished.execute("insert into kept select n from generate_series(1, 1000) n")
    pid = cluster.pid()
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    assert cluster.start() is True
    assert ask(cluster, "select count(*) from kept") == [(100_000,)]
    unfinished.close()


def test_while_it_is_kept_running_a_killed_server_comes_back_and_a_stopped_one_does_not(
    cluster: Cluster,
) -> None:
    with kept_running(cluster.environ):
        first = cluster.pid()
        os.kill(first or 0, signal.SIGKILL)
        while not cluster.is_running():
            pass
        assert cluster.pid() != first

        cluster.stop()
        assert not cluster.was_killed()
    assert not cluster.is_running()


def test_a_server_that_ended_by_itself_counts_as_killed(cluster: Cluster) -> None:
    """On a full disk it takes its lock with it, as one does that is stopped."""
    ours = start_as_our_child(cluster)
    os.kill(ours.pid, signal.SIGKILL)
    ours.wait()
    (cluster.data / "postmaster.pid").unlink()

    assert cluster.was_killed()
    cluster.start()
    cluster.stop()
    assert not cluster.was_killed()


def test_a_killed_server_that_nobody_buries_does_not_keep_it_out(cluster: Cluster) -> None:
    ours = start_as_our_child(cluster)

    os.kill(ours.pid, signal.SIGKILL)
    os.waitid(os.P_PID, ours.pid, os.WEXITED | os.WNOWAIT)  # dead, and still a process by number

    assert cluster.pid() is None
    assert cluster.start() is True
    ours.wait()


def test_a_lock_left_by_a_process_number_now_in_other_use_does_not_keep_it_out(
    cluster: Cluster,
) -> None:
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")

    assert cluster.pid() is None
    assert cluster.start() is True


def test_data_of_another_major_version_are_refused_in_a_sentence(cluster: Cluster) -> None:
    (cluster.data / "PG_VERSION").write_text("13\n")

    with pytest.raises(OtherMajorVersion, match="written by PostgreSQL 13, and the programs found"):
        cluster.start()


def test_a_server_that_cannot_start_says_why_at_once(cluster: Cluster) -> None:
    with (cluster.data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = plenty\n")

    with pytest.raises(UnableToStart, match="does not start"):
        cluster.start()


def test_making_it_was_cut_short_and_starting_again_makes_it_whole(unmade: Cluster) -> None:
    cluster = unmade
    half_made = cluster.home / "database.making"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    cluster.home.chmod(0o711)

    assert cluster.start(for_tests=True) is True
    assert not half_made.exists()


def test_a_path_too_long_for_a_socket_gets_a_short_one(environ: dict[str, str]) -> None:
    home = Path(environ["THROUGHCARE_HOME"]) / ("deep" * 15) / ("down" * 15)
    home.mkdir(parents=True)
    cluster = Cluster(home, environ | {"THROUGHCARE_HOME": str(home)})

    try:
        cluster.start(for_tests=True)
        assert ask(cluster, "select 1") == [(1,)]
        assert cluster.socket.stat().st_mode & 0o777 == 0o700
        assert cluster.socket.stat().st_uid == cluster.account.uid
    finally:
        cluster.stop()
        cluster.socket.rmdir()


@as_root
def test_started_by_root_the_server_runs_as_somebody_else(cluster: Cluster) -> None:
    cluster.start()

    pid = cluster.pid()
    assert Path(f"/proc/{pid}").stat().st_uid == server_account().uid != 0
    assert cluster.data.stat().st_uid == server_account().uid


@as_root
def test_a_home_the_account_cannot_enter_is_refused_and_stays_closed(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)

    with pytest.raises(UnableToUseFolder, match="cannot enter"):
        Cluster(private / "home", os.environ).start()
    assert private.stat().st_mode & 0o777 == 0o700


@as_root
def test_an_ordinary_user_runs_it_as_themselves(open_folder: Path) -> None:
    nobody = server_account()
    programs = runnable_by(nobody, find_programs(os.environ), keep_in=open_folder / "programs")
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    nobody.give(home)
    environ = {"THROUGHCARE_HOME": str(home), "THROUGHCARE_POSTGRES": str(programs.folder)}
    cluster = Cluster(home, environ)

    def whole_life() -> None:
        assert server_account() == Account(nobody.name, nobody.uid, nobody.gid, borrowed=False)
        assert cluster.start(for_tests=True) is True
        assert Path(f"/proc/{cluster.pid()}").stat().st_uid == nobody.uid
        os.kill(cluster.pid() or 0, signal.SIGKILL)
        assert cluster.start() is True
        assert cluster.stop() is True

    assert complaint_as(nobody, whole_life) == ""


@as_root
def test_someone_elses_data_are_refused_in_a_sentence(cluster: Cluster) -> None:
    cluster.start()

    def try_to_start() -> None:
        with pytest.raises(UnableToUseFolder, match="belong to another account"):
            Cluster(cluster.home, cluster.environ).start()

    assert complaint_as(server_account(), try_to_start) == ""


@not_as_root
def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(open_folder: Path) -> None:
    open_folder.chmod(0o500)
    with pytest.raises(UnableToUseFolder, match="cannot be made"):
        Cluster(open_folder / "home", os.environ).start()
    open_folder.chmod(0o711)


def start_as_our_child(cluster: Cluster) -> subprocess.Popen[bytes]:
    """The server as a child of this process, which so decides when it is buried."""
    account = cluster.account
    as_account = {"user": account.uid, "group": account.gid} if account.borrowed else {}
    programs = runnable_by(account, cluster.programs, keep_in=cluster.home / "programs")
    child = subprocess.Popen(
        [
            *(programs.path("postgres"), "-D", cluster.data),
            *("-c", f"unix_socket_directories={cluster.socket}"),
        ],
        stderr=subprocess.DEVNULL,
        cwd="/",
        **as_account,
    )
    while not cluster.is_running():
        assert child.poll() is None, "the server ended before it answered"
    return child


def complaint_as(account: Account, work: Callable[[], None]) -> str:
    """Do the work in a process of that account; empty if it went well.

    A fork and not a new Python, because ours may lie in a folder closed to everyone else.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # later Pythons frown on fork
        child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
            work()
        except BaseException:
            os.write(writing, traceback.format_exc().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        complaint = pipe.read()
    os.waitpid(child, 0)
    return complaint
