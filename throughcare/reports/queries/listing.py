"""Which reports there are: one person's, and those that wait for somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Length

from throughcare.foundation.access import Actor, Decision, decide
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.ui.header import Tone
from throughcare.reports.access import WRITE_REPORT
from throughcare.reports.models import Document, Report
from throughcare.rules.errors import NoSuchRule

TONES: dict[str, Tone] = {
    Report.State.DRAFT: "plain",
    Report.State.SUBMITTED: "attention",
    Report.State.RETURNED: "attention",
    Report.State.FINAL: "good",
    Report.State.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class ReportLine:
    """One report in a list."""

    id: UUID
    title: str
    state: str
    says: str
    """The state in words."""
    tone: Tone
    author: str
    waits_for: str
    due_on: date | None
    covers_from: date
    covers_until: date
    started_at: datetime
    final_at: datetime | None
    badge: str
    is_mine: bool


@dataclass(frozen=True)
class ReportsPage:
    """One person's reports, the latest first, and what can be started."""

    reports: list[ReportLine]
    outlines: list[ReportOutline]
    may_write: Decision
    last_until: date | None
    """Until when the last final report reached: the next one goes on from there."""


@dataclass(frozen=True)
class WaitingLine:
    """A report that waits for the reader's countersignature."""

    id: UUID
    ref: UUID
    person: str
    title: str
    author: str
    due_on: date | None


def reports_page(*, actor: Actor, person: Any, on: date) -> ReportsPage:
    """Every report about the person the actor may know; the same queries for any number."""
    rows = Report.objects.filter(person=person).select_related("author", "waits_for")
    found = list(rows.order_by("-started_at", "id"))
    final = [one.covers_until for one in found if one.state == Report.State.FINAL]
    return ReportsPage(
        reports=[line_of(one, actor) for one in found],
        outlines=outlines_on(on),
        may_write=decide(actor, WRITE_REPORT, person),
        last_until=max(final, default=None),
    )


def outlines_on(day: date) -> list[ReportOutline]:
    """The outlines in force on a day."""
    found = []
    for id in pack().report_outlines:
        try:
            found.append(pack().report_outline(id, on=day))
        except NoSuchRule:
            continue
    return found


def line_of(report: Report, actor: Actor) -> ReportLine:
    """A report as it reads in a list."""
    state = Report.State(report.state)
    return ReportLine(
        id=report.pk,
        title=outline_of(report).title,
        state=report.state,
        says=str(state.label),
        tone=TONES[state],
        author=report.author.name,
        waits_for=report.waits_for.name if report.waits_for else "",
        due_on=report.due_on,
        covers_from=report.covers_from,
        covers_until=report.covers_until,
        started_at=report.started_at,
        final_at=report.final_at,
        badge=badge_of(report.marking),
        is_mine=report.author_id == actor.staff_id,
    )


def outline_of(report: Report) -> ReportOutline:
    """The outline in the version the report was begun under."""
    return pack().report_outline_version(report.outline, report.outline_version)


def waiting_for(*, actor: Actor) -> list[WaitingLine]:
    """Reports that wait for the actor's countersignature, the most pressing first."""
    rows = Report.objects.filter(state=Report.State.SUBMITTED, waits_for=actor.staff_id)
    return [
        WaitingLine(
            id=one.pk,
            ref=one.person.ref,
            person=one.person.full_name,
            title=outline_of(one).title,
            author=one.author.name,
            due_on=one.due_on,
        )
        for one in rows.select_related("person", "author").order_by("due_on", "id")
    ]


def documents_of(report: Report) -> list[tuple[str, str, int]]:
    """Kind, SHA-256 and size of what a final report was kept as, without reading the bytes."""
    rows = Document.objects.filter(report=report).annotate(size=Length("body"))
    return list(rows.order_by("-kind").values_list("kind", "sha256", "size"))
