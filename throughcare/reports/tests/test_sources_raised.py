"""A source is marked beyond the readers of a report that cites it: it is a source no more."""

from typing import Any

import pytest
from django.test import Client

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.record import actions as on_record
from throughcare.record.models import Entry
from throughcare.reports import actions, queries
from throughcare.reports.models import Report
from throughcare.reports.tests.conftest import reread
from throughcare.reports.tests.test_views import signing, text_of

SENSITIVE = 1
TITLE = "Contact with the person"


@pytest.fixture
def cited(cast: Any, report: Report, fill: Any, note: Any) -> Entry:
    """A note Amina wrote, cited in every part of her report."""
    entry: Entry = note()
    with acting_as(cast.amina):
        actions.cite_entry(actor=cast.amina, report=report, entry=entry, at=NOW)
    fill(report, "<p>He told me [1].</p>")
    return entry


def raised(cast: Any, entry: Entry) -> None:
    with acting_as(cast.amina):
        on_record.raise_marking(
            actor=cast.amina, entry=entry, marking=SENSITIVE, reason="-", at=NOW
        )


def submit(cast: Any, report: Report) -> Report:
    with acting_as(cast.amina):
        found = reread(report)
        return actions.submit_report(
            actor=cast.amina, report=found, version=found.version, to=cast.member("ben"), at=NOW
        )


def test_it_is_printed_no_more_not_even_for_who_may_read_it(
    cast: Any, report: Report, cited: Entry
) -> None:
    with acting_as(cast.amina):
        assert queries.printed_report(reread(report)).sources
    raised(cast, cited)

    with acting_as(cast.amina):
        assert queries.printed_report(reread(report)).sources == ()
        page = queries.report_page(actor=cast.amina, report=reread(report))
    assert page.sources == []
    assert all(part.unknown == (1,) for part in page.parts if part.is_written)


def test_the_report_cannot_be_submitted_until_it_is_written_anew(
    cast: Any, report: Report, cited: Entry, fill: Any
) -> None:
    raised(cast, cited)

    with pytest.raises(actions.NoSuchSource):
        submit(cast, report)
    fill(report, "<p>He is well.</p>")
    assert submit(cast, report).state == "submitted"


def test_nor_countersigned_and_the_page_says_why(
    cast: Any, report: Report, cited: Entry, client: Client
) -> None:
    found = submit(cast, report)
    raised(cast, cited)
    client.force_login(cast.member("ben"))

    answer = client.post(signing("decide", report), {"version": str(found.version)})

    assert "sources that are not there, or not for its readers: [1]" in text_of(answer)
    with acting_as(cast.ben):
        assert reread(report).state == "submitted"
