"""`start.py`: what it understands, and that it makes an environment only when it must."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh `start.py`, in a checkout of its own that has locks and nothing else."""
    spec = importlib.util.spec_from_file_location("start", CHECKOUT / "start.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in (module.TO_RUN, module.TO_DEVELOP, "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(module, "INSTALLED", tmp_path / ".venv" / "installed.json")
    return module


@pytest.fixture
def installed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locks that were installed, without installing anything."""
    locks: list[str] = []

    def pip(*arguments: object) -> None:
        if "-r" in arguments:
            locks.append(Path(str(arguments[-1])).name)

    monkeypatch.setattr(start, "make_venv", lambda: start.BIN.mkdir(parents=True, exist_ok=True))
    monkeypatch.setattr(start, "pip", pip)
    return locks


class Became(Exception):
    """The process would have become another program; the arguments say which."""


@pytest.fixture
def typed(start: ModuleType, monkeypatch: pytest.MonkeyPatch, installed: list[str]) -> object:
    """What the process becomes for what was typed."""

    def become(program: Path, arguments: list[str]) -> NoReturn:
        raise Became(arguments)

    monkeypatch.setattr(start.os, "execv", become)

    def run(*words: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["start.py", *words])
        with pytest.raises(Became) as became:
            start.main()
        arguments: list[str] = became.value.args[0]
        return arguments

    return run


def test_nothing_typed_is_the_demo_and_so_are_options_alone(typed) -> None:
    assert typed() == ["throughcare", "demo"]
    assert typed("--port", "8123") == ["throughcare", "demo", "--port", "8123"]


def test_any_other_word_is_passed_on_with_all_that_follows(typed) -> None:
    assert typed("import", "a b.json", "--json") == ["throughcare", "import", "a b.json", "--json"]
    assert typed("db", "status") == ["throughcare", "db", "status"]


def test_packages_are_installed_once_and_again_when_the_lock_changes(start, installed) -> None:
    start.make_environment(start.TO_RUN)
    start.make_environment(start.TO_RUN)
    assert installed == [start.TO_RUN]

    (start.ROOT / start.TO_RUN).write_text("newer")
    start.make_environment(start.TO_RUN)
    assert installed == [start.TO_RUN] * 2


def test_the_environment_to_develop_in_is_also_one_to_run_in(start, installed) -> None:
    start.make_environment(start.TO_RUN)
    start.make_environment(start.TO_DEVELOP)
    start.make_environment(start.TO_RUN)

    assert installed == [start.TO_RUN, start.TO_DEVELOP]


def test_a_checkout_that_was_moved_is_installed_afresh(start, installed) -> None:
    start.make_environment(start.TO_RUN)
    start.INSTALLED.write_text(
        json.dumps(json.loads(start.INSTALLED.read_text()) | {"place": "/elsewhere"})
    )

    start.make_environment(start.TO_RUN)

    assert installed == [start.TO_RUN] * 2


def test_the_lock_to_develop_with_holds_every_package_of_the_lock_to_run_with() -> None:
    def packages(name: str) -> set[str]:
        lines = (CHECKOUT / name).read_text().splitlines()
        return {line.split()[0] for line in lines if "==" in line and not line.startswith(" ")}

    assert packages("requirements.lock") <= packages("requirements-dev.lock")


def test_where_no_environment_can_be_made_one_line_says_what_to_install(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match="apt install python3-venv") as ended:
        start.make_venv()
    assert "\n" not in str(ended.value)


def test_a_python_too_old_gives_way_to_a_newer_one_or_says_so(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(start.os, "execv", lambda program, arguments: became.append(arguments))
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start.sys, "exit", lambda said: became.append([said]))
    start.use_a_python_new_enough()
    assert became[0][0].startswith("/usr/bin/python3.")

    became.clear()
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    start.use_a_python_new_enough()
    assert became[0][0].startswith("Throughcare needs Python 3.11 or later")


def test_a_failed_step_shows_what_it_said_and_the_others_one_line_each(start, capsys) -> None:
    went_well = subprocess.CompletedProcess(["ruff"], 0, stdout="fine")
    failed = subprocess.CompletedProcess(["mypy"], 1, stdout="plans.py:3: error")

    assert start.say("lint", went_well, 0.2) is True
    assert start.say("types", failed, 9.0) is False

    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["ok", "lint", "0.2", "s"]
    assert said[1].split() == ["FAILED", "types", "9.0", "s"]
    assert said[2] == "plans.py:3: error"
    assert "fine" not in said


def test_tests_use_nobodys_data_and_the_browser_that_was_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHCARE_HOME", "/somebodys/records")
    monkeypatch.setenv("THROUGHCARE_CHROMIUM", "")

    environment = start.for_tests()

    assert environment["THROUGHCARE_HOME"] == str(start.ROOT / ".test-home")
    assert environment["THROUGHCARE_CHROMIUM"] == ""
