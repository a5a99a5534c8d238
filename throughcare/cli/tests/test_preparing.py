"""Bringing the database up to date, and noticing what no migration makes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, models
from django.db.migrations.state import ModelState, ProjectState

from tests.databases import NOW
from throughcare.cli import preparing
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import mark_used
from throughcare.foundation.packs.models import PackVersion


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone() -> None:
    assert preparing.bring_up_to_date() is False


@pytest.mark.django_db
def test_a_start_remembers_every_rule(kept_open: None) -> None:
    with acting_as(SYSTEM):
        PackVersion.objects.all().delete()

    preparing.load_rules()

    with acting_as(SYSTEM):
        assert PackVersion.objects.filter(rule="needs-and-strengths").exists()


@pytest.mark.django_db
def test_nothing_starts_under_a_used_rule_that_was_edited(
    kept_open: None, settings: Any, tmp_path: Path
) -> None:
    preparing.load_rules()
    mark_used(pack().instrument_version("needs-and-strengths", "2026.1"), at=NOW)
    settings.PACK = shutil.copytree(settings.PACK, tmp_path / "pack")
    file = settings.PACK / "instruments" / "needs-and-strengths" / "2026.1.toml"
    file.write_text(file.read_text().replace("Needs and strengths", "Strengths and needs"))

    with pytest.raises(SystemExit, match=r"write the change as a new version"):
        preparing.load_rules()


@pytest.mark.django_db
def test_a_database_without_tables_is_left_to_be_brought_up_to_date(
    kept_open: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_the_tables_away()

    preparing.load_rules()


@pytest.mark.django_db
@pytest.mark.parametrize("is_empty", [True, False])
def test_only_a_database_never_used_is_begun_by_whatever_is_typed_first(
    done: list[str], is_empty: bool
) -> None:
    if is_empty:
        take_the_tables_away()

    preparing.begin_if_empty()

    assert done == (["tables", "rules"] if is_empty else [])


@pytest.mark.django_db
def test_an_empty_database_of_another_server_is_left_to_its_owner(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/throughcare")
    take_the_tables_away()

    with pytest.raises(SystemExit, match="with the login that owns it"):
        preparing.begin_if_empty()

    assert done == []


def take_the_tables_away() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("alter table packs_loaded rename to packs_elsewhere")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made, without making it, on a server of ours."""
    made: list[str] = []
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(preparing, "bring_up_to_date", lambda: made.append("tables"))
    monkeypatch.setattr(preparing, "load_rules", lambda: made.append("rules"))
    return made


@pytest.fixture
def kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own transaction goes on."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


def test_a_model_no_migration_makes_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_more = ProjectState.from_apps

    def from_apps(apps: Any) -> ProjectState:
        state = with_one_more(apps)
        state.add_model(ModelState("plans", "Wish", [("id", models.AutoField(primary_key=True))]))
        state.add_model(ModelState("sites", "Theirs", [("id", models.AutoField(primary_key=True))]))
        return state

    monkeypatch.setattr(ProjectState, "from_apps", from_apps)

    assert preparing.missing_migrations() == ["plans: Create model Wish"]


def test_a_demo_that_cannot_be_made_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core import management

    def refuse(*args: object, **options: object) -> None:
        raise management.CommandError("There are real people in this database.")

    monkeypatch.setattr(management, "call_command", refuse)
    monkeypatch.setattr(connections, "close_all", lambda: None)

    with pytest.raises(SystemExit, match="real people"):
        preparing.make_the_fictional_world(people=1, seed=1)
