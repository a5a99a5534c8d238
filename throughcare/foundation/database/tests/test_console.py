"""The words a person types after `throughcare db`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from throughcare.foundation.database import console
from throughcare.foundation.database.cluster import Cluster


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> Callable[[str], int]:
    """Run a line as if it were typed, with this test's home."""
    monkeypatch.setenv("THROUGHCARE_HOME", environ["THROUGHCARE_HOME"])
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda line: console.main(line.split())


def test_start_status_and_stop_say_what_they_found(cluster: Cluster, typed, capsys) -> None:
    assert typed("status") == 3
    assert typed("start") == 0
    assert typed("start") == 0
    assert typed("status") == 0
    assert typed("stop") == 0
    assert typed("stop") == 0

    said = capsys.readouterr().out
    assert [line.split(":")[0] for line in said.splitlines() if " folder" not in line] == [
        *("Not running", "Programs", "Started.", "It runs already.", "Running", "Programs"),
        *("Stopped.", "There was nothing to stop."),
    ]


def test_the_console_runs_and_a_server_started_for_it_stops(cluster: Cluster, typed, capfd) -> None:
    assert typed("psql -Atc select(40+2)") == 0

    assert capfd.readouterr().out == "42\n"
    assert not cluster.is_running()


def test_a_copy_is_made_and_brought_back(cluster: Cluster, typed, capsys, tmp_path: Path) -> None:
    assert typed(f"backup {tmp_path}/copy") == 0
    assert typed(f"restore {tmp_path}/copy") == 0

    assert "Every table was counted." in capsys.readouterr().out
