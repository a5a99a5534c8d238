"""Whoever starts a report works under a version of its outline, which nobody edits any more."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs.loading import EditedAfterUse, remember_loaded
from throughcare.foundation.packs.models import PackVersion


@pytest.fixture
def loaded(cast: Any) -> None:
    with acting_as(SYSTEM):
        PackVersion.objects.all().delete()
        remember_loaded(at=NOW)


def test_the_outline_is_used_once_a_report_is_started(loaded: None, start: Any) -> None:
    report = start()

    with acting_as(SYSTEM):
        [row] = PackVersion.objects.filter(used_at__isnull=False)
    assert (row.rule, row.version, row.used_at) == (report.outline, report.outline_version, NOW)


def test_from_then_on_an_edited_outline_is_refused(
    loaded: None, start: Any, tmp_path: Path
) -> None:
    report = start()
    folder = shutil.copytree(settings.PACK, tmp_path / "pack")
    file = folder / "reports" / report.outline / f"{report.outline_version}.toml"
    file.write_text(file.read_text() + "\n# Thought better of.\n")

    with acting_as(SYSTEM), pytest.raises(EditedAfterUse, match=report.outline):
        remember_loaded(at=NOW, folder=folder)
