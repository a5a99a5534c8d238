"""throughcare import."""

import json

import pytest
from django.core.management import CommandError, call_command

from throughcare.exchange.tests.conftest import known, person, requirements


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "a.json").write_text(json.dumps(person()))
    (tmp_path / "inside" / "b_X999999.json").write_text(json.dumps(requirements(1)))
    (tmp_path / "c.json").write_text("{")
    (tmp_path / ".hidden.json").write_text("{")
    return tmp_path


def test_the_report_is_one_object_and_nothing_else(cast, folder, capsys):
    call_command("import_messages", str(folder), "--json")

    report = json.loads(capsys.readouterr().out)
    assert {name: report[name] for name in ("taken", "unchanged", "needs_review", "refused")} == {
        "taken": 1,
        "unchanged": 0,
        "needs_review": 1,
        "refused": 1,
    }
    assert [(one["file"], one["state"]) for one in report["list"]] == [
        ("a.json", "taken"),
        ("c.json", "refused"),
        ("b_X999999.json", "needs_review"),
    ]
    assert all(one["reason"] for one in report["list"] if one["state"] != "taken")
    assert set(report) > {"unmapped", "unknown_codes"}


def test_the_report_for_people_has_the_counts_first_and_every_reason(cast, folder, capsys):
    call_command("import_messages", str(folder))

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "1 taken, 0 unchanged, 1 needing review, 1 refused"
    assert "  c.json line 1, column 2: This is not JSON." in said


def test_one_file_can_be_named(cast, folder, capsys):
    call_command("import_messages", str(folder / "a.json"))

    assert capsys.readouterr().out.startswith("1 taken, 0 unchanged, 0 needing review")


def test_what_was_put_aside_is_tried_again(cast, folder, capsys):
    call_command("import_messages", str(folder))
    (folder / "d.json").write_text(json.dumps(person("X999999", firstName="Al")))
    call_command("import_messages", str(folder / "d.json"))
    capsys.readouterr()

    call_command("import_messages", "--retry")

    assert capsys.readouterr().out.startswith("1 taken, 0 unchanged, 0 needing review, 1 refused")


def test_people_can_be_marked_as_fictional(cast, folder, capsys):
    call_command("import_messages", str(folder), "--fictional")

    assert known("X111111").is_fictional


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"], ["--retry", "."]])
def test_arguments_that_cannot_be_used_end_with_two(cast, arguments):
    with pytest.raises(CommandError) as told:
        call_command("import_messages", *arguments)

    assert told.value.returncode == 2
