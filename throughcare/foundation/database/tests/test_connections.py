"""`DATABASE_URL` wins; without it the settings lead to our own server's socket."""

from pathlib import Path

import pytest

from throughcare.foundation.database import server
from throughcare.foundation.database.connections import settings_for
from throughcare.foundation.database.trouble import NotAnAddress, UnableToStart


def test_without_an_address_django_is_led_to_our_own_socket(environ: dict[str, str]) -> None:
    data = Path(environ["THROUGHCARE_HOME"]) / "database"

    assert settings_for(environ) == {
        "NAME": "throughcare",
        "USER": "throughcare",
        "PASSWORD": "",
        "HOST": str(data),
        "PORT": "5432",
        "OPTIONS": {},
    }


def test_an_address_is_taken_apart_and_what_django_has_no_word_for_is_an_option() -> None:
    address = "postgresql://web:p%40ss%2Fword@db.example:6432/record?sslmode=verify-full"

    assert settings_for({"DATABASE_URL": address}) == {
        "NAME": "record",
        "USER": "web",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full"},
    }


def test_with_an_address_nothing_of_ours_is_started_or_stopped(environ: dict[str, str]) -> None:
    environ["DATABASE_URL"] = "postgresql:///record?host=/nowhere"

    assert server.start(environ) is False
    assert server.stop(environ) is False
    assert server.start_for_tests(Path("/anywhere"), environ) is False
    assert not Path(environ["THROUGHCARE_HOME"]).exists()
    assert server.status(environ).running is False
    with pytest.raises(UnableToStart, match="does not answer: record at /nowhere"):
        server.running(environ).__enter__()


@pytest.mark.parametrize(
    "address", ["mysql://web:secret@db/record", "postgresql://web:secret@db", "secret"]
)
def test_an_address_that_is_none_is_refused_without_repeating_its_password(address: str) -> None:
    with pytest.raises(NotAnAddress, match="DATABASE_URL is not an address") as refused:
        settings_for({"DATABASE_URL": address})
    assert "secret" not in str(refused.value)


def test_passwords_reach_the_client_programs_unseen_by_other_accounts() -> None:
    environ = {"DATABASE_URL": "postgresql://web:secret@db.example/record?sslmode=require"}

    passed = server.client_environment(environ)

    assert passed["PGPASSWORD"] == "secret"
    assert passed["PGHOST"] == "db.example"
    assert passed["PGDATABASE"] == "record"
    assert passed["PGSSLMODE"] == "require"


def test_tests_never_use_the_home_that_may_hold_somebodys_work(
    environ: dict[str, str], open_folder: Path
) -> None:
    theirs = environ["THROUGHCARE_HOME"]

    assert server.start_for_tests(open_folder, environ) is True

    assert environ["THROUGHCARE_HOME"] == str(open_folder / ".test-home")
    assert not Path(theirs).exists()
    assert server.status(environ).running is True


def test_the_server_is_there_for_a_block_of_work_and_gone_after(
    cluster: object, environ: dict[str, str]
) -> None:
    with server.running(environ):
        assert server.status(environ).running is True
    assert server.status(environ).running is False
