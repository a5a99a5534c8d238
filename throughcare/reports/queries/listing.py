"""Which reports there are about somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, Decision, decide
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.ui.header import Tone
from throughcare.reports.access import WRITE_REPORT
from throughcare.reports.models import Report
from throughcare.rules.errors import NoSuchRule
from throughcare.signoff import queries as signoff

WITH_ITS_PAPER = ("paper__author", "paper__waits_for")


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


def reports_page(*, actor: Actor, person: Any, on: date) -> ReportsPage:
    """Every report about the person the actor may know; the same queries for any number."""
    rows = Report.objects.filter(person=person).select_related(*WITH_ITS_PAPER)
    found = list(rows.order_by("-started_at", "id"))
    final = [one.covers_until for one in found if one.state == "final"]
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
    paper = report.paper
    return ReportLine(
        id=report.pk,
        title=outline_of(report).title,
        state=paper.state,
        says=str(paper.get_state_display()),
        tone=signoff.TONES[paper.state],
        author=paper.author.name,
        waits_for=paper.waits_for.name if paper.waits_for else "",
        due_on=paper.due_on,
        covers_from=report.covers_from,
        covers_until=report.covers_until,
        started_at=report.started_at,
        final_at=paper.final_at,
        badge=badge_of(report.marking),
        is_mine=paper.author_id == actor.staff_id,
    )


def outline_of(report: Report) -> ReportOutline:
    """The outline in the version the report was begun under."""
    return pack().report_outline_version(report.outline, report.outline_version)
