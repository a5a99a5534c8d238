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
        "court_messages",
        "court_case_requests",
        "nomis_search",
        "prison_events",
        "licences_recalls",
    )
]
EVERY_FOLDER = sorted(one for one in SAMPLES.iterdir() if one.is_dir())


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


def prisoner(nomis: str = "A4321CB", **more: Any) -> dict[str, Any]:
    """A prisoner as NOMIS's search shows them, with the least it needs."""
    return {
        "prisonerNumber": nomis,
        "bookingId": "77",
        "firstName": "JO",
        "lastName": "KING",
        "dateOfBirth": "1988-08-08",
        "gender": "Female",
        "restrictedPatient": False,
        "prisonId": "MWI",
        "cellLocation": "H-1-2",
        **more,
    }


def found(*documents: dict[str, Any]) -> dict[str, Any]:
    """The answer of a search engine."""
    hits = [{"_id": str(n), "_source": one} for n, one in enumerate(documents)]
    return {"_shards": {"total": 1}, "hits": {"total": len(hits), "hits": hits}}


def answers(*bodies: Any, url: str = "/somewhere", status: int = 200) -> dict[str, Any]:
    """Recorded answers of a service."""
    return {
        "responses": [
            {"method": "GET", "url": url, "status": status, "body": body} for body in bodies
        ]
    }


def counts(report: Report) -> tuple[int, int, int, int]:
    """Taken, unchanged, needing review, refused."""
    states = ("taken", "unchanged", "needs-review", "refused")
    return tuple(report.count(state) for state in states)  # type: ignore[return-value]


def reasons(report: Report) -> list[str]:
    return [one.reason for one in report.outcomes if one.state in ("needs-review", "refused")]


def known(number: str) -> Any:
    """The person with this CRN or NOMIS number, as the program sees them."""
    from throughcare.people.models import Identifier

    with acting_as(SYSTEM):
        rows = Identifier.objects.filter(kind__in=["crn", "nomis"], value=number)
        one = rows.select_related("person").first()
        return one.person if one else None


def rows_of(model: Any, number: str, **wanted: Any) -> list[Any]:
    """The rows of the person with this number."""
    with acting_as(SYSTEM):
        return list(model.objects.filter(person=known(number), **wanted).order_by("pk"))
