"""The table of the security standard names nothing that is not there."""

from pathlib import Path

from django.conf import settings

from throughcare.reference.security import STATES, requirements

ROOT = Path(settings.FOLDER)


def test_every_test_that_is_named_is_there():
    missing = []
    for row in requirements():
        if not row.test:
            continue
        path, _, name = row.test.partition("::")
        file = ROOT / path
        is_there = file.exists() and (not name or f"def {name}(" in file.read_text())
        missing += [] if is_there else [f"{row.number}: {row.test}"]

    assert missing == []


def test_every_requirement_stands_once_with_its_state_and_its_reason():
    rows = requirements()

    assert len({row.number for row in rows}) == len(rows) == 253
    assert {row.level for row in rows} == {1, 2}
    assert {row.state for row in rows} <= set(STATES)
    assert [row.number for row in rows if row.state != "met" and not row.how] == []


def test_the_standards_order_is_kept():
    numbers = [tuple(map(int, row.number.split("."))) for row in requirements()]

    assert numbers == sorted(numbers)
