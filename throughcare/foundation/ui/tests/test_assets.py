"""What was built and committed: complete, free of what is reserved, fit for the strict policy."""

import json
import re
from pathlib import Path

import pytest

from throughcare.foundation import ui

BUILT = Path(ui.__file__).parent / "static" / "ui"
SOURCE = Path(ui.__file__).parents[3] / "frontend"
CSS = (BUILT / "throughcare.css").read_text()
SCRIPT = (BUILT / "throughcare.js").read_text()


def test_every_picture_the_style_sheet_asks_for_is_there():
    asked = re.findall(r"url\(([^)]+)\)", CSS)

    assert asked
    assert [one for one in asked if not (BUILT / one.strip("\"'")).is_file()] == []


@pytest.mark.parametrize("reserved", ["crest.", "@font-face", "GDS Transport", "sourceMappingURL"])
def test_nothing_reserved_and_no_loose_ends_are_in_the_style_sheet(reserved):
    assert reserved not in CSS


@pytest.mark.parametrize("forbidden", ["eval(", "new Function", "sourceMappingURL"])
def test_the_script_keeps_to_the_policy(forbidden):
    assert forbidden not in SCRIPT


def test_the_licences_name_the_versions_that_were_built():
    versions = json.loads((SOURCE / "package.json").read_text())["devDependencies"]
    notice = (BUILT / "LICENCES.txt").read_text()

    assert f"GOV.UK Frontend {versions['govuk-frontend']}" in notice
    assert versions["@ministryofjustice/frontend"] in notice
    assert "Permission is hereby granted" in notice


def test_the_lock_file_records_no_registry():
    assert "resolved" not in (SOURCE / "package-lock.json").read_text()
