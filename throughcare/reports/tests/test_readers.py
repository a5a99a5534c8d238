"""What only the author may know does not get into a report that others read."""

from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people
from throughcare.record import actions as on_record
from throughcare.reports import actions, queries
from throughcare.reports.models import Gathered, Report
from throughcare.reports.readers import readable
from throughcare.reports.tests.conftest import reread
from throughcare.risk import actions as risk
from throughcare.supervision import actions as supervision

CT = 2
SECRET = "Met the handler in Leeds"


@pytest.fixture
def taken_on(cast: Any) -> None:
    """Dan is taken on by the CT team beside his own: Carys reads ct, Amina does not."""
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("carys"),
            on=NOW.date(),
            at=NOW,
        )


@pytest.fixture
def secrets(cast: Any, taken_on: None) -> Any:
    """A ct note, a ct appointment that came to nothing, and a ct flag."""
    carys = cast.carys
    with acting_as(carys):
        appointment = supervision.book_appointment(
            actor=carys, person=cast.dan, type="COAP", starts_at=NOW, marking=CT, at=NOW
        )
        supervision.record_outcome(
            actor=carys,
            appointment=appointment,
            version=1,
            outcome="UAAB",
            enforcement="NFA",
            note=SECRET,
            at=NOW,
        )
        return on_record.write_note(
            actor=carys,
            person=cast.dan,
            note_type="contact",
            text=SECRET,
            happened_at=NOW,
            marking=CT,
            at=NOW,
        )


@pytest.fixture
def by_carys(cast: Any, secrets: Any, start: Any) -> Report:
    """An ordinary report, written by somebody who knows more than its readers."""
    return start(actor=cast.carys)  # type: ignore[no-any-return]


def test_readers_may_know_what_is_ordinary_and_what_is_marked_as_the_report_is() -> None:
    assert readable(0) == {0}
    assert readable(CT) == {0, CT}


def test_nothing_marked_is_gathered_for_an_ordinary_report(cast: Any, by_carys: Report) -> None:
    with acting_as(cast.carys):
        said = [f"{row.label} {row.value}" for row in Gathered.objects.all()]

    assert "Appointments offered 0" in said
    assert not any("Absent" in one for one in said)


def test_nothing_marked_is_offered_as_evidence(cast: Any, by_carys: Report, note: Any) -> None:
    note("Ordinary news")
    with acting_as(cast.carys):
        for part in ("attendance", "needs", "summary"):
            page = queries.evidence_for(
                actor=cast.carys, report=by_carys, part=part, everything=True
            )
            assert SECRET not in " ".join(f"{one.title} {one.text}" for one in page.entries)
            found = queries.evidence_for(
                actor=cast.carys, report=by_carys, part=part, words="handler", everything=True
            )
            assert found.entries == []


def test_nothing_marked_can_be_cited_by_its_address(
    cast: Any, by_carys: Report, secrets: Any, client: Any
) -> None:
    client.force_login(cast.member("carys"))

    answer = client.post(f"/people/{cast.dan.ref}/reports/{by_carys.pk}/cite/{secrets.pk}")

    assert answer.status_code == 404


def test_nothing_marked_is_printed(cast: Any, by_carys: Report, secrets: Any, fill: Any) -> None:
    with acting_as(cast.carys), pytest.raises(actions.NotForItsReaders):
        actions.cite_entry(actor=cast.carys, report=by_carys, entry=secrets, at=NOW)
    with acting_as(cast.carys):
        printed = str(queries.printed_report(reread(by_carys)))

    assert SECRET not in printed
    assert "Unacceptable" not in printed


def test_therapeutic_risks_go_into_the_part_about_risk_as_far_as_its_readers_may_know(
    cast: Any, start: Any, taken_on: None
) -> None:
    for named, marking in (("Walks out", 0), ("Zebra finch", CT)):
        with acting_as(cast.carys):
            risk.identify_risk(
                actor=cast.carys,
                person=cast.dan,
                risk=named,
                brings_out="Being challenged",
                addressed="In his group.",
                by_words="Priya",
                state="being-addressed",
                marking=marking,
                at=NOW,
            )
    start(actor=cast.carys)

    with acting_as(cast.carys):
        found = {row.label: row for row in Gathered.objects.select_related("section")}
    row = found["Therapeutic risk: Walks out"]
    assert row.section.part == "risk"
    assert row.value == (
        "What brings it out: Being challenged. How it is addressed: In his group. By: Priya. "
        "How it stands: Being addressed."
    )
    assert not any("Zebra" in label for label in found)
