"""Bringing messages in, in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.exchange.actions import import_files
from throughcare.exchange.outcomes import Report
from throughcare.foundation.access import SYSTEM, acting_as

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
FOLDERS = [
    SAMPLES / name
    for name in (
        "ndelius_person_search",
        "ndelius_case",
        "ndelius_supervision",
        "oasys_api",
        "oasys_sections",
        "nomis_api",
    )
]


def person(crn: str = "X111111", **more: Any) -> dict[str, Any]:
    """A person document as nDelius sends it, with the least it needs."""
    return {
        "otherIds": {"crn": crn, **more.pop("otherIds", {})},
        "firstName": "Mo",
        "surname": "Lewis",
        "dateOfBirth": "1991-04-02",
        "gender": "Male",
        "softDeleted": False,
        "contactDetails": {"addresses": []},
        **more,
    }


def requirements(*ids: int) -> dict[str, Any]:
    """Requirements of an order; whose, only the name of their file says."""
    kind = {"code": "W", "description": "Unpaid Work"}
    return {
        "requirements": [
            {
                "requirementId": id,
                "requirementTypeMainCategory": kind,
                "length": 60,
                "lengthUnit": "Hours",
            }
            for id in ids
        ]
    }


Take = Callable[..., Report]


@pytest.fixture
def take(cast: Any, tmp_path: Path) -> Take:
    """Import files given by name: bytes and text as they are, anything else as JSON."""
    count = 0

    def run(**files: Any) -> Report:
        nonlocal count
        count += 1
        folder = tmp_path / str(count)
        folder.mkdir()
        for name, content in files.items():
            if isinstance(content, bytes):
                raw = content
            else:
                raw = (content if isinstance(content, str) else json.dumps(content)).encode()
            suffix = "jsonl" if name.endswith("_lines") else "json"
            (folder / f"{name}.{suffix}").write_bytes(raw)
        return import_files(actor=SYSTEM, paths=[folder], at=NOW)

    return run


def counts(report: Report) -> tuple[int, int, int, int]:
    """Taken, unchanged, needing review, refused."""
    states = ("taken", "unchanged", "needs-review", "refused")
    return tuple(report.count(state) for state in states)  # type: ignore[return-value]


def reasons(report: Report) -> list[str]:
    return [one.reason for one in report.outcomes if one.state in ("needs-review", "refused")]


def known(crn: str) -> Any:
    """The person with this CRN, as the program sees them."""
    from throughcare.people.models import Identifier

    with acting_as(SYSTEM):
        found = Identifier.objects.filter(kind="crn", value=crn).select_related("person").first()
        return found.person if found else None
