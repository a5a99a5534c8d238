"""Questions about reports: the same few queries whatever there is."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.reports import actions, queries
from throughcare.reports.models import Report
from throughcare.signoff import queries as signoff


def count(act: Any) -> int:
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def test_the_list_asks_no_more_for_more_reports(cast: Any, start: Any) -> None:
    amina, dan = cast.amina, cast.dan

    def asked() -> int:
        with acting_as(amina):
            return count(lambda: queries.reports_page(actor=amina, person=dan, on=NOW.date()))

    start()
    before = asked()
    for _ in range(4):
        start()

    assert asked() == before


def test_what_waits_asks_no_more_for_more_reports(cast: Any, start: Any, fill: Any) -> None:
    ben, to, amina = cast.ben, cast.member("ben"), cast.amina

    def asked() -> int:
        with acting_as(ben):
            return count(lambda: signoff.waiting_for(actor=ben, on=NOW.date()))

    def submitted() -> None:
        whole = fill(start())
        with acting_as(amina):
            actions.submit_report(actor=amina, report=whole, version=whole.version, to=to, at=NOW)

    submitted()
    before = asked()
    submitted()
    submitted()

    assert asked() == before


def test_a_part_with_its_evidence_asks_no_more_for_a_longer_record(
    cast: Any, report: Report, note: Any, met: Any
) -> None:
    amina = cast.amina

    def asked() -> int:
        with acting_as(amina):
            section = queries.section_for(actor=amina, report=report, part="attendance")

            def page() -> None:
                queries.section_page(actor=amina, section=section)
                queries.evidence_for(actor=amina, report=report, part="attendance")

            return count(page)

    note()
    before = asked()
    for n in range(5):
        with acting_as(amina):
            actions.cite_entry(actor=amina, report=report, entry=note(f"News {n}"), at=NOW)
        met(n + 2, "ATTC")

    assert asked() == before


def test_gathering_and_printing_ask_no_more_for_a_longer_record(
    cast: Any, order: None, start: Any, met: Any
) -> None:
    amina = cast.amina

    def asked() -> tuple[int, int]:
        report = start()
        with acting_as(amina):
            gathering = count(lambda: actions.gather_again(actor=amina, report=report, at=NOW))
            return gathering, count(lambda: queries.printed_report(report))

    met(1, "ATTC")
    before = asked()
    for days in range(2, 9):
        met(days, "UAAB")

    assert asked() == before


def test_evidence_is_what_the_part_is_about_newest_first(
    cast: Any, report: Report, note: Any, met: Any
) -> None:
    note("Older", happened_at=NOW - timedelta(days=9))
    met(3, "ATTC", note="Came on time")
    amina = cast.amina

    with acting_as(amina):
        about = queries.evidence_for(actor=amina, report=report, part="attendance")
        plan = queries.evidence_for(actor=amina, report=report, part="plan")
        every = queries.evidence_for(actor=amina, report=report, part="summary")
        found = queries.evidence_for(actor=amina, report=report, part="attendance", words="on time")

    assert [one.text for one in about.entries] == ["Came on time", "Older"]
    assert [one.text for one in plan.entries] == ["Older"]
    assert len(every.entries) >= 3  # a part about nothing in particular shows everything
    assert [one.text for one in found.entries] == ["Came on time"]


def test_an_entry_that_is_cited_says_its_number_though_it_was_corrected_since(
    cast: Any, report: Report, note: Any
) -> None:
    from throughcare.record import actions as on_record

    amina, first = cast.amina, note("First")
    with acting_as(amina):
        actions.cite_entry(actor=amina, report=report, entry=first, at=NOW)
        on_record.correct_entry(
            actor=amina, entry=first, text="Better", at=NOW + timedelta(minutes=5)
        )
        page = queries.evidence_for(actor=amina, report=report, part="needs")

    assert [(one.text, one.number) for one in page.entries] == [("Better", 1)]


def test_a_part_says_what_is_missing(cast: Any, report: Report) -> None:
    with acting_as(cast.amina):
        page = queries.report_page(actor=cast.amina, report=report)

    assert [part.id for part in page.missing] == [
        *("summary", "sentence", "attendance", "needs", "plan", "risk", "next")
    ]
    assert not page.is_ready
