"""SQL out of place is named with its line; so is a package that is not the lock's."""

import ast
from pathlib import Path

import pytest

from throughcare.cli import house


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "throughcare"
    monkeypatch.setattr(house, "PROGRAM", folder)
    return folder


def written(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)


@pytest.mark.parametrize(
    "call", ["cursor.execute('select 1')", "Person.objects.raw('select 1')", "RawSQL('now()', [])"]
)
def test_sql_in_an_action_is_out_of_place(program, call):
    written(program, "plans/actions.py", f"def close():\n    {call}\n")

    [found] = house.sql_out_of_place()

    assert found.endswith("plans/actions.py:2 close calls " + found.rsplit(" ", 1)[1])


@pytest.mark.parametrize(
    "path", ["plans/queries.py", "plans/queries/late.py", "plans/migrations/0001.py"]
)
def test_sql_is_at_home_in_queries_and_migrations(program, path):
    written(program, path, "cursor.execute('select 1')\n")

    assert house.sql_out_of_place() == []


def test_a_listed_function_may_send_its_own_and_its_neighbour_may_not(program):
    text = "def {}():\n    cursor.execute('select 1')\n"
    written(program, "people/reach.py", text.format("hold_still") + text.format("forget"))

    [found] = house.sql_out_of_place()

    assert "forget" in found


def test_whatever_is_listed_is_there_and_sends_sql():
    for place in house.LISTED:
        path, _, function = place.partition(":")
        senders = {
            one for one, *_ in house._sends(ast.parse((house.PROGRAM / path).read_text()), "")
        }
        assert senders if ":" not in place else function in senders, place


LOCK = """\
foo-bar==1.2 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
only-there==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
bare==1.0
"""


@pytest.mark.parametrize(
    ("installed", "says"),
    [
        ({"Foo_Bar": "1.2"}, []),
        ({"Foo.Bar": "1.3"}, ["foo-bar 1.3 is installed; the lock says 1.2"]),
        ({}, ["foo-bar 1.2 is in the lock and not installed"]),
        ({"foo-bar": "1.2", "odd": "9"}, ["odd 9 is installed and not in the lock"]),
        ({"foo-bar": "1.2", "pip": "24"}, []),
    ],
)
def test_what_is_installed_is_held_against_the_lock(tmp_path, monkeypatch, installed, says):
    lock = tmp_path / "lock"
    lock.write_text(LOCK.replace("bare==1.0\n", ""))
    monkeypatch.setattr(house, "LOCK", lock)
    monkeypatch.setattr(
        house, "distributions", lambda: [Package(*one) for one in installed.items()]
    )

    assert house.packages_out_of_place() == says


def test_a_package_without_a_hash_is_named(tmp_path, monkeypatch):
    lock = tmp_path / "lock"
    lock.write_text(LOCK)
    monkeypatch.setattr(house, "LOCK", lock)
    monkeypatch.setattr(
        house, "distributions", lambda: [Package("foo-bar", "1.2"), Package("bare", "1.0")]
    )

    assert house.packages_out_of_place() == ["bare has no hash in the lock"]


class Package:
    """As the interpreter tells of one."""

    def __init__(self, name: str, version: str) -> None:
        self.metadata = {"Name": name}
        self.version = version
