"""Starting, writing, citing, submitting, returning, countersigning."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, as_owner
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events.models import Outbox
from throughcare.people import actions as people
from throughcare.record.models import Entry
from throughcare.reports import actions
from throughcare.reports.models import Citation, Gathered, Report, Section
from throughcare.reports.tests.conftest import DAY, countersign, reread, send_back
from throughcare.signoff import actions as signoff
from throughcare.signoff.models import Document, Stage


def section_of(cast: Any, report: Report, part: str = "summary") -> Section:
    with acting_as(cast.amina):
        return Section.objects.select_related("report__person").get(report=report, part=part)


def write(cast: Any, section: Section, html: str, **said: Any) -> Section:
    actor = said.pop("actor", cast.amina)
    version = said.pop("version", section.version)
    with acting_as(actor):
        return actions.write_section(
            actor=actor, section=section, version=version, html=html, at=NOW
        )


def cite(cast: Any, report: Report, entry: Any, **said: Any) -> Citation:
    actor = said.pop("actor", cast.amina)
    with acting_as(actor):
        return actions.cite_entry(actor=actor, report=report, entry=entry, at=NOW)


def submit(cast: Any, report: Report, **said: Any) -> Report:
    actor, to = said.pop("actor", cast.amina), cast.member(said.pop("to", "ben"))
    with acting_as(actor):
        now = reread(report)
        return actions.submit_report(
            actor=actor, report=now, version=said.pop("version", now.version), to=to, at=NOW
        )


def kinds_said(cast: Any) -> list[str]:
    with acting_as(cast.amina):
        rows = Entry.objects.filter(kind__startswith="report-").order_by("recorded_at", "kind")
        return [entry.kind for entry in rows]


@contextmanager
def refused() -> Iterator[None]:
    """The database refuses, and the test goes on."""
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


# Starting


def test_a_report_begins_with_what_the_record_says_and_where(
    cast: Any, order: None, met: Any, start: Any
) -> None:
    met(30, "ATTC")
    met(20, "UAAB")
    met(200, "UAAB")

    report = start()

    with acting_as(cast.amina):
        said = {
            (row.section.part, row.label): (row.value, row.origin)
            for row in Gathered.objects.filter(section__report=report).select_related("section")
        }
    assert said["sentence", "Rehabilitation activity"] == (
        "4 of 20 days",
        "Requirements, as on record on 24 November 2026",
    )
    assert said["attendance", "Appointments offered"][0] == "2"
    assert said["attendance", "Attended and complied"][0] == "1"
    assert said["attendance", "Absent, no acceptable reason"] == (
        "1: 4 November 2026 (Unacceptable absence)",
        "Appointments, 1 September 2026 to 24 November 2026",
    )


def test_a_report_keeps_to_the_outline_it_was_begun_under(report: Report) -> None:
    assert (report.outline, report.outline_version) == ("progress-report", "2026.2")


def test_the_same_form_sent_twice_starts_one_report(cast: Any, start: Any) -> None:
    id = uuid4()

    assert start(id=id).pk == start(id=id).pk == id
    with acting_as(cast.amina):
        assert Stage.objects.count() == 1
        assert Section.objects.count() == 8


def test_a_report_covers_days_in_their_order(start: Any) -> None:
    with pytest.raises(DatabaseError):
        start(covers_from=date(2026, 11, 24), covers_until=date(2026, 9, 1))


def test_what_was_left_out_stays_out_when_it_is_brought_up_to_date(
    cast: Any, order: None, report: Report, met: Any
) -> None:
    with acting_as(cast.amina):
        row = Gathered.objects.select_related("section__report__person").get(
            label="Rehabilitation activity"
        )
        actions.leave_out(actor=cast.amina, gathered=row, left_out=True)
    met(3, "ATTC")

    with acting_as(cast.amina):
        actions.gather_again(actor=cast.amina, report=report, at=NOW + DAY)
        rows = {row.label: row for row in Gathered.objects.all()}

    assert rows["Rehabilitation activity"].is_left_out
    assert rows["Appointments offered"].value == "1"
    assert not rows["Appointments offered"].is_left_out


# Writing


def test_what_is_written_is_kept_clean(cast: Any, report: Report) -> None:
    section = write(
        cast,
        section_of(cast, report),
        '<h2 style="x">Now</h2><script>alert(1)</script><p onclick="x">He <b>works</b></p>',
    )

    assert section.text == "<h3>Now</h3><p>He <strong>works</strong></p>"


def test_of_two_who_write_the_same_part_the_second_is_shown_both(cast: Any, report: Report) -> None:
    seen_by_both = section_of(cast, report)
    write(cast, section_of(cast, report), "<p>Hers</p>")

    with pytest.raises(ChangedMeanwhile) as told:
        write(cast, seen_by_both, "<p>His</p>", actor=cast.owen, version=seen_by_both.version)
    assert told.value.theirs.text == "<p>Hers</p>"  # type: ignore[attr-defined]


def test_saving_the_same_text_again_is_no_new_version(cast: Any, report: Report) -> None:
    first = write(cast, section_of(cast, report), "<p>Same</p>")

    assert write(cast, section_of(cast, report), "<p>Same</p>").version == first.version


# Citing


def test_an_entry_keeps_its_number_wherever_it_is_cited(
    cast: Any, report: Report, note: Any
) -> None:
    one, other = note(), note("Working again.")

    numbers = [cite(cast, report, entry).number for entry in (one, other, one)]

    assert numbers == [1, 2, 1]


def test_a_number_written_by_hand_never_comes_to_mean_a_source(
    cast: Any, report: Report, note: Any
) -> None:
    write(cast, section_of(cast, report), "<p>As he said [4].</p>")

    assert cite(cast, report, note()).number == 5


def test_a_source_is_dropped_only_when_nothing_refers_to_it(
    cast: Any, report: Report, note: Any
) -> None:
    citation = cite(cast, report, note())
    write(cast, section_of(cast, report), "<p>He told me [1].</p>")

    with acting_as(cast.amina):
        with pytest.raises(actions.StillReferredTo):
            actions.drop_citation(actor=cast.amina, citation=citation)
        write(cast, section_of(cast, report), "<p>He told me.</p>")
        actions.drop_citation(actor=cast.amina, citation=citation)
        assert not Citation.objects.exists()


def test_an_entry_about_somebody_else_cannot_be_cited(cast: Any, report: Report, note: Any) -> None:
    entry = note(actor=cast.cara, person=cast.erin)

    with pytest.raises(actions.NotForItsReaders):
        cite(cast, report, entry)


@pytest.mark.parametrize("marking", [1, 5])
def test_what_not_every_reader_may_know_cannot_be_cited(
    cast: Any, report: Report, note: Any, marking: int
) -> None:
    with pytest.raises(actions.NotForItsReaders):
        cite(cast, report, note(marking=marking))


# Submitting


def test_an_empty_part_the_outline_asks_for_must_be_written_first(
    cast: Any, report: Report
) -> None:
    with pytest.raises(actions.MissingParts) as told:
        submit(cast, report)

    assert "Summary" in told.value.titles
    assert "What the person says" not in told.value.titles  # not required


def test_a_reference_to_no_source_is_said_before_anybody_reads_it(
    cast: Any, report: Report, fill: Any
) -> None:
    fill(report, "<p>As noted [7].</p>")

    with pytest.raises(actions.NoSuchSource) as told:
        submit(cast, report)
    assert told.value.numbers == [7]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("owen", "has no role"),
        ("tom", "has no role"),
        ("amina", "wrote in this"),
        ("ada", "has no role"),
    ],
)
def test_who_cannot_countersign_cannot_be_chosen(
    cast: Any, report: Report, fill: Any, who: str, why: str
) -> None:
    fill(report)

    with pytest.raises(signoff.CannotCountersign, match=why):
        submit(cast, report, to=who)


def test_submitting_says_to_whom_and_by_when(cast: Any, submitted: Report) -> None:
    assert submitted.paper.waits_for == cast.member("ben")
    assert submitted.paper.due_on == date(2026, 11, 26)
    assert kinds_said(cast) == ["report-submitted"]
    with acting_as(SYSTEM):
        assert Outbox.objects.filter(name="signoff.paper_submitted").exists()


def test_only_its_author_submits_a_report(cast: Any, report: Report, fill: Any) -> None:
    fill(report)

    with pytest.raises(AccessDenied, match="Only its author"):
        submit(cast, report, actor=cast.owen)


def test_what_waits_for_a_countersignature_cannot_be_written_in(
    cast: Any, submitted: Report
) -> None:
    with pytest.raises(AccessDenied, match="waits for its countersignature"):
        write(cast, section_of(cast, submitted), "<p>One more thing</p>")


@pytest.mark.parametrize(
    "sql",
    [
        "update reports_section set text = '<p>Slipped in</p>'",
        "delete from reports_gathered",
        "update reports_gathered set value = 'none'",
    ],
)
def test_the_database_itself_refuses_a_change_to_what_is_submitted(
    cast: Any, submitted: Report, sql: str
) -> None:
    with acting_as(cast.amina), connection.cursor() as cursor, refused():
        cursor.execute(sql)


# Returning and countersigning


def test_a_returned_report_is_its_authors_again(cast: Any, submitted: Report) -> None:
    with acting_as(cast.ben):
        send_back(cast.ben, submitted, "Say what he thinks of it himself.")
        returned = reread(submitted)

    assert (returned.state, returned.paper.waits_for) == ("returned", None)
    write(cast, section_of(cast, submitted, "views"), "<p>“Fair enough.”</p>")
    assert submit(cast, submitted).state == "submitted"
    assert kinds_said(cast).count("report-returned") == 1


def test_a_countersigned_report_is_final_with_its_documents(cast: Any, final: Report) -> None:
    assert final.state == "final"
    with acting_as(cast.amina):
        documents = {one.kind: one for one in Document.objects.filter(paper=final.paper)}
    assert set(documents) == {"pdf", "docx"}
    for document in documents.values():
        assert hashlib.sha256(bytes(document.body)).hexdigest() == document.sha256
    assert "report-final" in kinds_said(cast)
    with acting_as(SYSTEM):
        assert Outbox.objects.filter(name="signoff.paper_final").exists()
    assert final.paper.sha256 == documents["pdf"].sha256


def test_the_author_never_countersigns_in_whatever_role(cast: Any, start: Any, fill: Any) -> None:
    report = start(actor=cast.ben)
    fill(report)
    submit(cast, report, actor=cast.ben, to="lena")

    with acting_as(cast.ben):
        now = reread(report)
        with pytest.raises(AccessDenied, match="somebody else must"):
            countersign(cast.ben, now)


def test_who_wrote_a_part_of_it_does_not_countersign_it(
    cast: Any, report: Report, fill: Any
) -> None:
    fill(report)
    write(cast, section_of(cast, report), "<p>Ben’s words</p>", actor=cast.ben)
    submit(cast, report, to="lena")

    with acting_as(cast.ben):
        now = reread(report)
        with pytest.raises(AccessDenied, match="You wrote in this"):
            countersign(cast.ben, now)


def test_a_manager_covers_for_the_one_it_was_submitted_to(cast: Any, submitted: Report) -> None:
    with acting_as(cast.lena):
        countersign(cast.lena, submitted)
        assert reread(submitted).state == "final"


@pytest.mark.parametrize("second", [send_back, countersign])
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(
    cast: Any, submitted: Report, second: Any
) -> None:
    with acting_as(cast.lena):
        seen_by_both = reread(submitted)
    with acting_as(cast.ben):
        countersign(cast.ben, reread(submitted))

    with acting_as(cast.lena), pytest.raises(ChangedMeanwhile):
        second(cast.lena, seen_by_both, comment="Too late")
    with acting_as(cast.amina):
        assert Document.objects.count() == 2


def test_nothing_of_a_final_report_can_change(cast: Any, final: Report) -> None:
    with pytest.raises(AccessDenied, match="never changes"):
        write(cast, section_of(cast, final), "<p>Better</p>")
    with acting_as(cast.ben), pytest.raises(AccessDenied, match="not waiting"):
        send_back(cast.ben, final)


@pytest.mark.parametrize(
    "sql",
    [
        "update signoff_paper set state = 'draft', final_at = null, sha256 = ''",
        "update reports_report set covers_from = covers_until",
        "delete from reports_report",
        "update reports_section set text = 'x'",
        "insert into reports_citation select gen_random_uuid() from reports_report",
        "update signoff_document set body = 'x'",
        "delete from signoff_document",
        "delete from signoff_stage",
        "update signoff_stage set comment = 'x'",
    ],
)
def test_the_database_refuses_to_change_a_final_report_even_for_its_owner(
    cast: Any, final: Report, sql: str
) -> None:
    with as_owner(), connection.cursor() as cursor, refused():
        cursor.execute(sql)


def test_a_final_report_follows_the_person_to_another_team(cast: Any, final: Report) -> None:
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            on=NOW.date(),
            at=NOW,
        )

    with acting_as(cast.cara):
        assert Document.objects.count() == 2
        assert reread(final).state == "final"
    with acting_as(cast.amina):
        assert not Report.objects.exists()


# Withdrawing


def test_a_withdrawn_report_stays_readable_and_is_done_with(cast: Any, report: Report) -> None:
    with acting_as(cast.amina):
        paper = report.paper
        signoff.withdraw_paper(
            actor=cast.amina, paper=paper, version=paper.version, comment="Wrong person", at=NOW
        )
        withdrawn = reread(report)
        assert Stage.objects.filter(paper=paper).latest("id").comment == "Wrong person"

    with pytest.raises(AccessDenied, match="finished"):
        write(cast, section_of(cast, withdrawn), "<p>x</p>")
