"""Bringing the database up to date, and noticing what no migration makes."""

from typing import Any

import pytest
from django.db import connections, models
from django.db.migrations.state import ModelState, ProjectState

from throughcare.cli import preparing


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone() -> None:
    assert preparing.bring_up_to_date() is False


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
