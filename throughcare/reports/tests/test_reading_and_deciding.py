"""The page a report is read and decided on: its words on the page itself, no frame around them."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.reports import actions
from throughcare.reports.models import Report
from throughcare.reports.queries import printed_report
from throughcare.reports.tests.conftest import reread
from throughcare.reports.tests.test_views import address, text_of

WRITTEN = (
    "<p>He told me [1] of <strong>two</strong> <em>things</em>.</p><h3>Home</h3><h4>Rent</h4>"
    "<ul><li>A room</li></ul><ol><li>Ask</li></ol>"
    "<blockquote><p>It is &lt;b&gt;fine</p></blockquote>"
)


@pytest.fixture
def waiting(cast: Any, report: Report, fill: Any, note: Any) -> Report:
    """Written with every form a text can have, citing a note, and submitted to Ben."""
    amina = cast.amina
    entry = note()
    with acting_as(amina):
        actions.cite_entry(actor=amina, report=reread(report), entry=entry, at=NOW)
    found = fill(report, WRITTEN)
    with acting_as(amina):
        actions.submit_report(
            actor=amina, report=found, version=found.version, to=cast.member("ben"), at=NOW
        )
        return reread(report)


@pytest.fixture
def page(client: Client, cast: Any, waiting: Report) -> str:
    client.force_login(cast.member("ben"))
    return text_of(client.get(address("decide", waiting)))


def test_every_word_of_the_paper_stands_on_the_page(cast: Any, waiting: Report, page: str) -> None:
    with acting_as(cast.ben):
        paper = printed_report(waiting)

    words = re.sub(r"<[^>]+>", "", page)
    assert paper.sections
    assert paper.sources
    for section in paper.sections:
        assert section.title in words
        for fact in section.facts:
            assert fact.value in words
    for said in (*paper.head, *paper.signed):
        assert said.value in words
    assert [one.says for one in paper.sources if one.says not in words] == []
    assert paper.standing in words


def test_what_is_written_keeps_its_form_and_refers_to_its_sources(page: str) -> None:
    assert "<strong><bdi>two</bdi></strong>" in page
    assert "<em><bdi>things</bdi></em>" in page
    assert '<h4 dir="auto"><bdi>Home</bdi></h4>' in page
    assert '<h5 dir="auto"><bdi>Rent</bdi></h5>' in page
    assert '<ul><li dir="auto"><bdi>A room</bdi></li></ul>' in page
    assert '<ol><li dir="auto"><bdi>Ask</bdi></li></ol>' in page
    assert "<blockquote>" in page
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page


def test_what_is_written_acts_on_nothing(page: str) -> None:
    assert "It is &lt;b&gt;fine" in page


def test_nothing_is_framed_that_could_take_a_click(waiting: Report, page: str) -> None:
    assert "<iframe" not in page
    assert "Countersign" in page
    assert f'href="{address("preview-pdf", waiting)}"' in page


def test_the_paper_may_be_framed_by_us_alone_and_load_nothing(
    client: Client, cast: Any, waiting: Report
) -> None:
    client.force_login(cast.member("ben"))

    answer = client.get(address("preview-pdf", waiting))

    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'self'"
