"""The walls that import-linter cannot see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from throughcare.foundation.access import POLICIES
from throughcare.foundation.packs import pack

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "throughcare"
INDOORS = {"models", "forms", "views"}
DOORS = {"web", "exchange", "demo", "cli"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        parts = path.relative_to(PROGRAM).parts
        if "tests" not in parts and "migrations" not in parts:
            yield path.relative_to(PROGRAM), ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_models_forms_and_views_stay_at_home():
    strays = [
        f"{path} imports {name}"
        for path, tree in modules()
        for name in imports(tree)
        if name.startswith("throughcare.")
        and name.split(".")[1] != "foundation"
        and len(name.split(".")) > 2
        and name.split(".")[2] in INDOORS
        and name.split(".")[1] != path.parts[0]
    ]

    assert strays == []


def test_no_file_outgrows_its_reader():
    long = [
        f"{path}: {lines} lines"
        for path, _ in modules()
        if (lines := len((PROGRAM / path).read_text().splitlines())) > 400
    ]

    assert long == []


def test_nothing_below_the_doors_asks_the_time():
    asking = re.compile(r"\b(timezone\.now|datetime\.now|date\.today|timezone\.localdate)\(\)")
    # The audit writes the moment itself: what it says must not be an argument someone passes.
    allowed = {"foundation/audit/writing.py", "foundation/ui/clock.py"}

    askers = [
        str(path)
        for path, _ in modules()
        if path.parts[0] not in DOORS
        and path.name not in {"views.py", "endpoints.py", "signing_in.py"}
        and "views" not in path.parts
        and "commands" not in path.parts
        and str(path) not in allowed
        and asking.search((PROGRAM / path).read_text())
    ]

    assert askers == []


def test_every_model_sorts_every_field_for_privacy():
    ours = [model for model in apps.get_models() if model.__module__.startswith("throughcare.")]

    for model in ours:
        privacy = model.Privacy
        declared = sorted([*privacy.identifying, *privacy.sensitive, *privacy.plain])
        assert declared == sorted(field.name for field in model._meta.concrete_fields), model


def test_every_power_in_the_pack_is_a_policy_and_every_policy_is_somebodys():
    powers = {power for role in pack().roles.values() for power in role.powers}
    openings = {name for name, policy in POLICIES.items() if policy.allow}

    assert powers <= set(POLICIES)
    assert set(POLICIES) <= powers | openings


@pytest.mark.parametrize("folder", ["docs/decisions"])
def test_decisions_are_numbered_once_and_short(folder):
    records = sorted((ROOT / folder).glob("[0-9]*.md"))
    numbers = [path.name.split("-")[0] for path in records]

    assert records
    assert len(set(numbers)) == len(numbers)
    for path in records:
        assert len(path.read_text().split()) <= 420, path.name


def test_nothing_speaks_of_the_place_it_was_made_in():
    forbidden = re.compile(r"(?<![\w.~])/(?:root|work|mnt|builds)/\w")
    kept = [
        path
        for folder in ("throughcare", "packs", "tests", "docs", "bench", "deploy", "samples")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".html", ".csv", ".json"}
    ]

    assert [
        str(path)
        for path in kept
        if path != Path(__file__) and forbidden.search(path.read_text(errors="replace"))
    ] == []
