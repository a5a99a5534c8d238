"""The program is served, says where, and leaves nothing behind when it is stopped."""

import os
import signal
import socket
import subprocess
import sys
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from throughcare.cli import serving

SERVE = "import sys; from throughcare.cli import main; sys.exit(main(['serve', *sys.argv[1:]]))"


def test_a_port_is_taken_while_somebody_listens_on_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert serving.is_taken(taken)
    assert not serving.is_taken(taken)


@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_where_it_is_once_it_answers_and_stops_whole(how: signal.Signals) -> None:
    port = a_free_port()
    served = serve(port, database=connection.settings_dict["NAME"])
    try:
        said = first_line_of(served)
        assert f"http://127.0.0.1:{port}/" in said
        assert serving.is_taken(port)
    finally:
        os.killpg(served.pid, how)
        _, complaints = served.communicate()

    assert served.returncode == 0, complaints
    assert not serving.is_taken(port)
    with pytest.raises(ProcessLookupError):
        os.killpg(served.pid, 0)


@pytest.mark.usefixtures("django_db_setup")
def test_a_database_that_was_not_prepared_is_said_instead_of_an_address() -> None:
    served = serve(a_free_port(), database="postgres")
    try:
        assert "wants “migrate” first" in first_line_of(served)
    finally:
        os.killpg(served.pid, signal.SIGINT)
        served.communicate()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def serve(port: int, *, database: str) -> subprocess.Popen[str]:
    """In a group of its own, so that a signal reaches all of it as Ctrl-C in a terminal would."""
    settings = connection.settings_dict
    parts = {name.lower(): settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT")}
    address = f"postgresql:///{quote(database)}?{urlencode(parts)}"
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"DATABASE_URL": address},
    )


def first_line_of(served: subprocess.Popen[str]) -> str:
    assert served.stdout is not None
    return next(line for line in served.stdout if line.strip())
