"""What may be typed, and what a person is told when it cannot be done."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from throughcare.cli import preparing, serving, words
from throughcare.foundation import database


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    heard = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(each) for each in heard]
    yield
    for each, handler in zip(heard, before, strict=True):
        signal.signal(each, handler)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of Django and of the database, in order, without asking either."""
    happened: list[object] = []

    @contextmanager
    def running() -> Iterator[None]:
        happened.append("database on")
        yield
        happened.append("database off")

    monkeypatch.setattr(database, "running", running)
    monkeypatch.setattr(database, "kept_running", running)
    monkeypatch.setattr(preparing, "begin_if_empty", lambda: happened.append("begun"))
    monkeypatch.setattr(words, "_ask_django", lambda rest: happened.append(rest) or 0)
    return happened


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, asked: list[object]) -> list[object]:
    """As above, and with the demo's steps."""
    monkeypatch.setenv("THROUGHCARE_DEMO", "1")
    monkeypatch.setattr(preparing, "bring_up_to_date", lambda: asked.append("up to date"))
    monkeypatch.setattr(preparing, "load_rules", lambda: asked.append("rules loaded"))
    monkeypatch.setattr(
        preparing, "make_the_fictional_world", lambda **options: asked.append(options)
    )
    monkeypatch.setattr(serving, "serve", lambda **options: asked.append(options))
    monkeypatch.setattr(serving, "is_taken", lambda port: False)
    return asked


def test_import_is_passed_on_with_the_database_running_and_begun(asked: list[object]) -> None:
    assert words.main(["import", "--json", "inbox"]) == 0

    import_them = ["import_messages", "--json", "inbox"]
    assert asked == ["database on", "begun", import_them, "database off"]


def test_checking_packs_needs_no_database(asked: list[object]) -> None:
    assert words.main(["packs", "check"]) == 0

    assert asked == [["packs", "check"]]


def test_loading_them_does(asked: list[object]) -> None:
    assert words.main(["packs", "load"]) == 0

    assert asked == ["database on", "begun", ["packs", "load"], "database off"]


def test_the_demo_prepares_serves_and_lets_the_database_go(prepared: list[object]) -> None:
    assert words.main(["demo", "--people", "40", "--port", "8123"]) == 0

    assert prepared == [
        "database on",
        "up to date",
        "rules loaded",
        {"people": 40, "seed": 1},
        {"host": "127.0.0.1", "port": 8123},
        "database off",
    ]


def test_the_demo_can_prepare_everything_and_return(prepared: list[object]) -> None:
    assert words.main(["demo", "--no-serve"]) == 0

    assert prepared == [
        "database on",
        "up to date",
        "rules loaded",
        {"people": 300, "seed": 1},
        "database off",
    ]


def test_serving_loads_the_rules_before_anybody_works_under_them(prepared: list[object]) -> None:
    assert words.main(["serve"]) == 0

    serving_here = {"host": "127.0.0.1", "port": 8000}
    assert prepared == ["database on", "rules loaded", serving_here, "database off"]


def test_a_database_brought_up_to_date_has_the_rules(prepared: list[object]) -> None:
    assert words.main(["migrate"]) == 0

    assert prepared == ["database on", "up to date", "rules loaded", "database off"]


@pytest.mark.parametrize("word", ["demo", "serve"])
def test_a_taken_port_is_said_before_anything_is_started(
    word: str, prepared: list[object], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(serving, "is_taken", lambda port: True)

    assert words.main([word]) == 1
    assert "Choose another, for example --port 8001" in capsys.readouterr().err
    assert prepared == []


def test_what_is_wrong_with_the_database_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://web:secret@db/record")

    assert words.main(["db", "status"]) == 1
    assert capsys.readouterr().err.startswith("DATABASE_URL is not an address")


def test_missing_migrations_are_named_and_fail_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(preparing, "missing_migrations", lambda: ["plans: Add field why to step"])
    assert words.main(["migrations-check"]) == 1
    assert "plans: Add field why to step" in capsys.readouterr().err

    monkeypatch.setattr(preparing, "missing_migrations", list)
    assert words.main(["migrations-check"]) == 0


def test_without_a_word_every_word_is_listed(capsys) -> None:
    with pytest.raises(SystemExit, match="0"):
        words.main([])

    listed = capsys.readouterr().out
    for word in ("demo", "serve", "migrate", "db", "manage", *words.PASSED):
        assert f"\n    {word} " in listed or f"\n    {word}\n" in listed


def test_the_database_answers_without_waiting_for_django() -> None:
    code = "import sys; from throughcare.cli import words; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
