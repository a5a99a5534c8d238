"""Where things are kept, and who else could have put something there."""

import os
from pathlib import Path

import pytest

from throughcare.foundation.database.accounts import server_account
from throughcare.foundation.database.places import (
    home_folder,
    home_for_tests,
    short_folder,
    socket_folder,
)
from throughcare.foundation.database.trouble import UnableToUseFolder


def test_the_home_is_the_one_that_was_named() -> None:
    assert home_folder({"THROUGHCARE_HOME": "/srv/record"}) == Path("/srv/record")
    assert home_folder({"THROUGHCARE_HOME": "record"}) == Path.cwd() / "record"


def test_without_a_name_the_home_is_not_inside_roots_private_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert home_folder({}) == Path("/var/lib/throughcare")

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", "/home/amina")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert Path("/home/amina") in home_folder({}).parents


def test_the_tests_home_is_in_the_checkout_if_the_server_can_reach_it(
    open_folder: Path, tmp_path: Path
) -> None:
    assert home_for_tests(open_folder) == open_folder / ".test-home"

    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700 if os.geteuid() == 0 else 0o500)
    elsewhere = home_for_tests(closed)
    assert elsewhere.parent == Path("/tmp")
    assert elsewhere == home_for_tests(closed)


@pytest.mark.parametrize("folder", ["/srv/" + "x" * 100, "/srv/a,b", "/srv/o'clock"])
def test_a_folder_no_socket_can_live_in_is_stood_in_for(folder: str) -> None:
    instead = socket_folder(Path(folder), server_account())

    assert instead.parent == Path("/tmp")
    assert instead != socket_folder(Path(f"{folder}2"), server_account())


def test_a_trap_laid_by_another_account_is_not_used(open_folder: Path) -> None:
    long = open_folder / ("x" * 100)
    stand_in = short_folder(long, owner=os.geteuid())
    stand_in.symlink_to(open_folder)

    try:
        with pytest.raises(UnableToUseFolder, match="not a private folder of ours"):
            short_folder(long, owner=os.geteuid())
    finally:
        stand_in.unlink()
