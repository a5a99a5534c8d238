"""A replica of a server of ours, made with PostgreSQL's own programs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from throughcare.foundation.database import cluster_settings
from throughcare.foundation.database.accounts import ourselves
from throughcare.foundation.database.cluster import cluster_at_home


class Replica:
    """A real one, streaming from the server this environment names, until it is stopped."""

    def __init__(self, data: Path, environ: Mapping[str, str]) -> None:
        server = cluster_at_home(environ)
        self.account, self.programs, self.data = server.account, server.programs, data
        where = f"host={server.socket} port=5432 user=throughcare"
        copied = ("-D", self.data, "-d", where, "-c", "fast", "-X", "stream", "--no-sync", "-R")
        self._run("pg_basebackup", *copied, as_ourselves=True)
        for path in self.data.glob(".s.PGSQL.*"):
            path.unlink()
        cluster_settings.write(self.data, socket=self.data)
        for path in (self.data, *self.data.rglob("*")):
            self.account.give(path)
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.data / "start.log")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", self.data)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """It takes what the server sends and does nothing with it."""
        where = {"host": str(self.data), "user": "throughcare", "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as administrator:
            administrator.execute("select pg_wal_replay_pause()")
            try:
                yield
            finally:
                administrator.execute("select pg_wal_replay_resume()")

    def _run(self, name: str, *arguments: str | Path, as_ourselves: bool = False) -> None:
        account = ourselves() if as_ourselves else self.account
        done = account.run(self.programs.path(name), *arguments)
        assert done.returncode == 0, done.stderr
