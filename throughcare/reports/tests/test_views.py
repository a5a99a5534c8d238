"""Pages about reports, as somebody signed in uses them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.reports import actions
from throughcare.reports.models import Citation, Gathered, Report, Section
from throughcare.reports.tests.conftest import reread


@pytest.fixture
def amina(client: Client, cast: Any) -> Client:
    client.force_login(cast.member("amina"))
    return client


@pytest.fixture
def ben(cast: Any) -> Client:
    other = Client()
    other.force_login(cast.member("ben"))
    return other


def address(page: str, report: Any = None, **named: Any) -> str:
    if report is not None:
        named |= {"ref": report.person.ref, "id": report.pk}
    return reverse(f"reports:{page}", kwargs=named)


def signing(page: str, report: Report) -> str:
    """Pages every document has on its way."""
    return reverse(f"signoff:{page}", kwargs={"ref": report.person.ref, "id": report.paper_id})


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def kept(cast: Any, report: Report, part: str = "summary") -> Section:
    with acting_as(cast.amina):
        return Section.objects.get(report=report, part=part)


def typed(cast: Any, report: Report, text: str, part: str = "summary", **more: str) -> Any:
    version = str(kept(cast, report, part).version)
    return {"text": text, "written_as": "marks", "version": version, **more}


# Starting


def test_a_report_is_started_with_one_button(amina: Client, cast: Any, order: None) -> None:
    page = text_of(amina.get(address("reports", ref=cast.dan.ref)))
    assert 'value="25/8/2026"' in page  # thirteen weeks back
    assert 'value="24/11/2026"' in page

    answer = amina.post(
        address("reports", ref=cast.dan.ref),
        {
            "outline": "progress-report",
            "covers_from": "25/8/2026",
            "covers_until": "today",
            "language": "en",
            "once": str(uuid4()),
        },
    )

    page = text_of(amina.get(answer.headers["Location"]))
    assert "To be written" in page
    assert "Attendance and compliance" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"covers_from": "1/1/2027"}, "still to come"),
        ({"covers_from": "24/11/2026", "covers_until": "1/9/2026"}, "cannot be before the first"),
        ({"covers_from": "soon"}, "Enter a date"),
        ({"outline": "novel"}, "Choose one of the answers offered"),
        ({"language": "tlh"}, "Choose one of the answers offered"),
    ],
)
def test_what_cannot_be_started_is_said(
    amina: Client, cast: Any, wrong: dict[str, str], said: str
) -> None:
    sent = {
        "outline": "progress-report",
        "covers_from": "1/9/2026",
        "covers_until": "24/11/2026",
        "language": "en",
        **wrong,
    }

    assert said in text_of(amina.post(address("reports", ref=cast.dan.ref), sent))
    with acting_as(cast.amina):
        assert not Report.objects.exists()


# Writing


def test_a_part_is_written_with_marks_where_there_is_no_script(
    amina: Client, cast: Any, report: Report
) -> None:
    answer = amina.post(
        address("section", report, part="summary"),
        typed(cast, report, "# Now\n\nHe **works**.\n\n- one\n- two", next="yes"),
    )

    assert answer.headers["Location"] == address("section", report, part="sentence")
    assert kept(cast, report).text == (
        "<h3>Now</h3><p>He <strong>works</strong>.</p><ul><li>one</li><li>two</li></ul>"
    )
    page = amina.get(address("section", report, part="summary")).content.decode()
    assert "# Now" in page


def test_what_the_editor_sends_is_cleaned(amina: Client, cast: Any, report: Report) -> None:
    sent = typed(cast, report, '<p style="x" onclick="y()">Hello<script>z()</script></p>')

    amina.post(address("section", report, part="summary"), {**sent, "written_as": "html"})

    assert kept(cast, report).text == "<p>Hello</p>"


def test_the_page_saves_by_itself(amina: Client, cast: Any, report: Report) -> None:
    answer = amina.post(
        address("save-section", report, part="summary"), typed(cast, report, "So far")
    )

    assert answer.json() == {"saved_at": "9.30am", "version": 2}
    assert kept(cast, report).text == "<p>So far</p>"


def test_saving_by_itself_over_somebody_elses_words_says_so(
    amina: Client, ben: Client, cast: Any, report: Report
) -> None:
    before = typed(cast, report, "Mine")
    ben.post(address("section", report, part="summary"), typed(cast, report, "His"))

    answer = amina.post(address("save-section", report, part="summary"), before)

    assert answer.status_code == 409
    assert answer.json()["conflict"] == address("section", report, part="summary") + "?both=yes"
    page = text_of(amina.get(answer.json()["conflict"]))
    assert "Ben Adeyemi</bdi> changed this part while you were writing" in page
    assert "data-autosave=" not in page  # nothing is saved before they have chosen


def test_the_second_of_two_who_write_sees_both_and_chooses(
    amina: Client, ben: Client, cast: Any, report: Report
) -> None:
    before = typed(cast, report, "Mine")
    ben.post(address("section", report, part="summary"), typed(cast, report, "His"))

    answer = amina.post(address("section", report, part="summary"), before)

    page = text_of(answer)
    assert "<p>His</p>" in page
    assert "Mine" in page
    assert kept(cast, report).text == "<p>His</p>"
    (version,) = re.findall(r'name="version" value="(\d+)"', page)
    amina.post(address("section", report, part="summary"), {**before, "version": version})
    assert kept(cast, report).text == "<p>Mine</p>"


def test_the_same_part_sent_twice_is_saved_once(amina: Client, cast: Any, report: Report) -> None:
    sent = typed(cast, report, "Once")

    amina.post(address("section", report, part="summary"), sent)
    amina.post(address("section", report, part="summary"), sent)

    assert (kept(cast, report).text, kept(cast, report).version) == ("<p>Once</p>", 2)


@pytest.mark.parametrize(
    "text",
    [
        "'; drop table reports_report; --",
        "{{ 7*7 }} {% include 'x' %}",
        "<script>alert(1)</script>",
        "\u202egnp.exe \x00 \x07",
        "#panic(1) $x$ \\",
    ],
)
def test_any_words_can_be_written_read_and_printed(
    amina: Client, cast: Any, report: Report, text: str
) -> None:
    amina.post(address("section", report, part="summary"), typed(cast, report, text))

    page = amina.get(address("section", report, part="summary")).content.decode()
    assert "<script>alert(1)" not in page
    assert amina.get(address("preview-pdf", report)).content.startswith(b"%PDF")


def test_a_part_that_is_not_in_the_outline_is_not_there(amina: Client, report: Report) -> None:
    assert amina.get(address("section", report, part="gossip")).status_code == 404


# Citing and leaving out, with and without a script


def test_without_a_script_citing_saves_the_text_and_ends_it_with_the_number(
    amina: Client, cast: Any, report: Report, note: Any
) -> None:
    sent = typed(cast, report, "He is staying with his sister", "needs", cite=str(note().pk))

    answer = amina.post(address("section", report, part="needs"), sent)

    assert answer.headers["Location"] == address("section", report, part="needs")
    assert kept(cast, report, "needs").text == "<p>He is staying with his sister [1]</p>"


def test_with_a_script_citing_answers_with_the_number(
    amina: Client, cast: Any, report: Report, note: Any
) -> None:
    entry = note()

    first = amina.post(address("cite", report, entry=entry.pk)).json()
    second = amina.post(address("cite", report, entry=entry.pk)).json()

    assert first == second == {"number": 1}


@pytest.mark.parametrize("wrong", ["00000000-0000-4000-8000-000000000000", "nonsense", ""])
def test_an_entry_that_is_not_there_cannot_be_cited(
    amina: Client, cast: Any, report: Report, wrong: str
) -> None:
    sent = typed(cast, report, "Text", cite=wrong)

    assert amina.post(address("section", report, part="summary"), sent).status_code == 404
    with acting_as(cast.amina):
        assert not Citation.objects.exists()


def test_leaving_something_out_saves_the_text_as_well(
    amina: Client, cast: Any, order: None, report: Report
) -> None:
    with acting_as(cast.amina):
        row = Gathered.objects.get(label="Rehabilitation activity")

    amina.post(
        address("section", report, part="sentence"),
        typed(cast, report, "Kept", "sentence", leave_out=str(row.pk)),
    )

    assert kept(cast, report, "sentence").text == "<p>Kept</p>"
    page = text_of(amina.get(address("section", report, part="sentence")))
    assert "left out of the report" in page
    with acting_as(cast.amina):
        row.refresh_from_db()
        assert row.is_left_out


def test_looking_for_evidence_saves_the_text_as_well(
    amina: Client, cast: Any, report: Report, note: Any
) -> None:
    note("Staying with his sister")
    note("Lost his telephone")

    answer = amina.post(
        address("section", report, part="needs"),
        typed(cast, report, "Kept", "needs", find="yes", words="sister"),
        follow=True,
    )

    assert kept(cast, report, "needs").text == "<p>Kept</p>"
    assert "Staying with his sister" in text_of(answer)
    assert "Lost his telephone" not in text_of(answer)


def test_a_source_nothing_refers_to_can_be_taken_off(
    amina: Client, cast: Any, report: Report, note: Any
) -> None:
    amina.post(address("cite", report, entry=note().pk))
    with acting_as(cast.amina):
        citation = Citation.objects.get()

    amina.post(address("drop-source", report, citation=citation.pk))

    with acting_as(cast.amina):
        assert not Citation.objects.exists()


# Submitting, returning, countersigning


def test_the_whole_way_of_a_report(
    amina: Client, ben: Client, cast: Any, report: Report, fill: Any
) -> None:
    fill(report)
    page = text_of(amina.get(address("submit", report)))
    assert "by Thursday 26 November 2026" in page

    version = str(report.version)
    sent = {"to": str(cast.member("ben").pk), "comment": "For court", "version": version}
    amina.post(address("submit", report), sent)
    assert "Progress report: <bdi>Dan Rees</bdi>" in text_of(ben.get(reverse("signoff:queue")))

    page = text_of(ben.get(address("decide", report)))
    assert "For court" in page
    (version, *_) = re.findall(r'name="version" value="(\d+)"', page)
    back = {"return": "yes", "comment": "Say more", "reasons": ["facts"], "version": version}
    ben.post(signing("decide", report), back)
    page = text_of(amina.get(address("report", report)))
    assert "asked for changes" in page
    assert "Say more" in page

    page = text_of(amina.get(address("submit", report)))
    (version, *_) = re.findall(r'name="version" value="(\d+)"', page)
    amina.post(address("submit", report), {**sent, "version": version})
    (version, *_) = re.findall(
        r'name="version" value="(\d+)"', text_of(ben.get(address("decide", report)))
    )
    ben.post(signing("decide", report), {"version": version, "comment": ""})

    page = text_of(amina.get(address("report", report)))
    assert "It never changes" in page
    assert "SHA-256" in page
    assert "Nothing waits for you" in text_of(ben.get(reverse("signoff:queue")))


def test_submitting_without_a_name_or_with_parts_missing_is_said(
    amina: Client, cast: Any, report: Report, fill: Any
) -> None:
    page = text_of(amina.get(address("submit", report)))
    assert "These parts are still to be written" in page

    fill(report)
    for wrong in ({"to": ""}, {"to": "999"}, {"to": str(cast.member("owen").pk)}):
        answer = amina.post(address("submit", report), {"version": "1", **wrong})
        assert "error" in text_of(answer).casefold()
    with acting_as(cast.amina):
        assert reread(report).state == "draft"


def test_returning_needs_what_is_to_be_changed(ben: Client, cast: Any, submitted: Report) -> None:
    sent = {"return": "yes", "comment": " ", "version": str(submitted.version)}

    assert "Write what is to be changed" in text_of(ben.post(signing("decide", submitted), sent))


def test_a_comment_stands_beside_its_part_and_is_settled_with_what_was_typed_kept(
    amina: Client, ben: Client, cast: Any, submitted: Report
) -> None:
    said = {"place": "summary", "place_says": "Summary", "text": "Who told you?"}
    ben.post(signing("comment", submitted), said)
    back = {"return": "yes", "reasons": ["facts"], "comment": "See there."}
    ben.post(signing("decide", submitted), {**back, "version": str(submitted.version)})

    here = text_of(amina.get(address("section", submitted, part="summary")))
    elsewhere = text_of(amina.get(address("section", submitted, part="risk")))
    assert "Who told you?" in here
    assert "Who told you?" not in elsewhere
    (comment,) = re.findall(r'name="settle" value="([0-9a-f-]+)"', here)
    sent = typed(cast, submitted, "His sister did.", settle=comment)
    answer = amina.post(address("section", submitted, part="summary"), sent)

    assert answer.headers["Location"] == address("section", submitted, part="summary")
    page = text_of(amina.get(answer.headers["Location"]))
    assert "His sister did." in page
    assert "Who told you?" not in page


def test_the_second_of_two_who_decide_is_told(ben: Client, cast: Any, submitted: Report) -> None:
    stale = str(submitted.version)
    ben.post(signing("decide", submitted), {"version": stale})

    answer = ben.post(signing("decide", submitted), {"version": stale})

    assert answer.status_code == 403
    assert "not waiting for a countersignature" in text_of(answer)


def test_what_was_read_in_an_earlier_version_is_not_countersigned(
    ben: Client, cast: Any, submitted: Report
) -> None:
    answer = ben.post(signing("decide", submitted), {"version": "1", "comment": "Fine"})

    assert "has changed since you opened it" in text_of(answer)
    assert "Fine" in text_of(answer)
    with acting_as(cast.ben):
        assert reread(submitted).state == "submitted"


def test_its_author_cannot_countersign_by_the_address(
    amina: Client, cast: Any, submitted: Report
) -> None:
    answer = amina.post(signing("decide", submitted), {"version": str(submitted.version)})

    assert answer.status_code == 403
    assert "somebody else must countersign it" in text_of(answer)


def test_what_is_submitted_is_read_not_written(amina: Client, submitted: Report) -> None:
    answer = amina.get(address("section", submitted, part="summary"))

    assert answer.headers["Location"] == address("report", submitted)


def test_a_report_is_withdrawn_for_a_reason(amina: Client, cast: Any, report: Report) -> None:
    refused = amina.post(signing("withdraw", report), {"version": "1", "comment": ""})
    amina.post(signing("withdraw", report), {"version": "1", "comment": "Wrong person"})

    assert "Write why it is withdrawn" in text_of(refused)
    page = text_of(amina.get(address("report", report)))
    assert "Withdrawn" in page
    assert "Wrong person" in page


# Documents


@pytest.mark.parametrize(
    ("page", "kind", "name"),
    [
        ("pdf", "application/pdf", "progress-report-2026-11-24.pdf"),
        (
            "word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "progress-report-2026-11-24.docx",
        ),
    ],
)
def test_a_final_report_is_handed_out_under_a_name_that_names_nobody(
    amina: Client, final: Report, page: str, kind: str, name: str
) -> None:
    answer = amina.get(address(page, final))

    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_handed_out_is_what_was_signed(amina: Client, cast: Any, final: Report) -> None:
    from throughcare.signoff.models import Document

    with acting_as(cast.amina):
        body = bytes(Document.objects.get(kind="pdf").body)

    assert amina.get(address("pdf", final)).content == body
    assert amina.get(address("preview-pdf", final)).content == body


def test_a_draft_has_a_preview_but_no_document(amina: Client, report: Report) -> None:
    preview = amina.get(address("preview-pdf", report))

    assert preview.headers["Content-Disposition"].startswith("inline")
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert "no-store" in preview.headers["Cache-Control"]
    assert amina.get(address("pdf", report)).status_code == 404
    assert address("preview-pdf", report) in text_of(amina.get(address("preview", report)))


@pytest.mark.parametrize(
    "page",
    ["report", "preview", "preview-pdf", "submit", "decide", "pdf", "word"],
)
def test_a_report_of_somebody_out_of_reach_is_not_there(
    client: Client, cast: Any, final: Report, page: str
) -> None:
    client.force_login(cast.member("cara"))

    hidden = client.get(address(page, final))
    elsewhere = client.get(
        reverse(f"reports:{page}", kwargs={"ref": cast.erin.ref, "id": final.pk})
    )

    assert (hidden.status_code, elsewhere.status_code) == (404, 404)
    assert b"Dan Rees" not in hidden.content + elsewhere.content


def test_a_welsh_report_is_printed_in_welsh_where_words_are_known(
    amina: Client, cast: Any, start: Any
) -> None:
    report = start(language="cy")

    assert amina.get(address("preview-pdf", report)).content.startswith(b"%PDF")


def test_two_people_in_two_tabs_do_not_meet(
    amina: Client, cast: Any, report: Report, start: Any
) -> None:
    with acting_as(cast.cara):
        actions.start_report(
            actor=cast.cara,
            person=cast.erin,
            outline="progress-report",
            covers_from=NOW.date(),
            covers_until=NOW.date(),
            at=NOW,
        )
    session = dict(amina.session)

    amina.get(address("report", report))

    assert dict(amina.session) == session
