"""One report: as it stands, and one of its parts to write in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.reports.access import (
    COUNTERSIGN_REPORT,
    GIVE_REPORT,
    SUBMIT_REPORT,
    TAKE_OVER_REPORT,
    WRITE_REPORT,
)
from throughcare.reports.models import Citation, Gathered, Report, Section, Stage
from throughcare.reports.queries.listing import ReportLine, documents_of, line_of, outline_of
from throughcare.reports.queries.printing import source_says
from throughcare.reports.readers import citations_of
from throughcare.reports.writing import count_words, markup_of, references


@dataclass(frozen=True)
class PartLine:
    """One part in the outline."""

    id: str
    title: str
    is_required: bool
    words: int
    written_by: str
    written_at: datetime | None
    unknown: tuple[int, ...]
    """Numbers it refers to that no source has."""

    @property
    def is_written(self) -> bool:
        return self.words > 0


@dataclass(frozen=True)
class SourceLine:
    """An entry the report cites."""

    id: UUID
    entry_id: UUID
    number: int
    says: str
    is_used: bool


@dataclass(frozen=True)
class StageLine:
    """A step of the report's way."""

    kind: str
    says: str
    at: datetime
    by: str
    by_role: str
    to: str
    comment: str


@dataclass(frozen=True)
class ReportPage:
    """A report with its parts, its sources, its way and what the reader may do."""

    line: ReportLine
    version: int
    about: str
    parts: list[PartLine]
    sources: list[SourceLine]
    stages: list[StageLine]
    documents: list[tuple[str, str, int]]
    may_write: Decision
    may_submit: Decision
    may_countersign: Decision
    may_give: Decision
    may_take_over: Decision

    @property
    def missing(self) -> list[PartLine]:
        """Parts that must be written before it can be submitted."""
        return [part for part in self.parts if part.is_required and not part.is_written]

    @property
    def is_ready(self) -> bool:
        return not self.missing and not any(part.unknown for part in self.parts)

    @property
    def last_return(self) -> StageLine | None:
        """What whoever returned it last asked for, while it is the author's to answer."""
        if self.line.state != Report.State.RETURNED:
            return None
        returned = [one for one in self.stages if one.kind == Stage.Kind.RETURNED]
        return returned[-1] if returned else None


@dataclass(frozen=True)
class SectionPage:
    """One part, to be written in."""

    id: UUID
    part: str
    title: str
    guidance: str
    html: str
    markup: str
    version: int
    written_by: str
    written_at: datetime | None
    gathered: list[Gathered]
    before: PartLine | None
    after: PartLine | None
    report: ReportPage


def report_for(*, actor: Actor, person: Any, id: UUID) -> Report:
    """One report of this person, to be changed. Raises NotVisible."""
    rows = Report.objects.select_related("person", "author", "waits_for")
    return one_visible(rows, person=person, pk=id)


def citation_for(*, actor: Actor, report: Report, id: UUID) -> Citation:
    """One source of the report. Raises NotVisible."""
    return one_visible(Citation.objects.select_related("report", "entry"), report=report, pk=id)


def gathered_for(*, actor: Actor, report: Report, id: UUID) -> Gathered:
    """One thing gathered for the report. Raises NotVisible."""
    rows = Gathered.objects.select_related("section__report__person")
    return one_visible(rows, section__report=report, pk=id)


def report_page(*, actor: Actor, report: Report) -> ReportPage:
    """The report as it stands; a fixed number of queries."""
    sections = list(Section.objects.filter(report=report).select_related("written_by"))
    citations = list(citations_of(report))
    stages = Stage.objects.filter(report=report).select_related("by", "to")
    numbers = {one.number for one in citations}
    used = {number for section in sections for number in references(section.text)}
    return ReportPage(
        line=line_of(report, actor),
        version=report.version,
        about=outline_of(report).about,
        parts=_parts(report, sections, numbers),
        sources=[
            SourceLine(one.pk, one.entry_id, one.number, source_says(one.entry), one.number in used)
            for one in citations
        ],
        stages=[_stage(one) for one in stages],
        documents=documents_of(report) if report.state == Report.State.FINAL else [],
        may_write=decide(actor, WRITE_REPORT, report),
        may_submit=decide(actor, SUBMIT_REPORT, report),
        may_countersign=decide(actor, COUNTERSIGN_REPORT, report),
        may_give=decide(actor, GIVE_REPORT, report),
        may_take_over=decide(actor, TAKE_OVER_REPORT, report),
    )


def section_for(*, actor: Actor, report: Report, part: str) -> Section:
    """One part of the report. Raises NotVisible."""
    rows = Section.objects.select_related("report__person", "report__author", "written_by")
    return one_visible(rows, report=report, part=part)


def section_page(*, actor: Actor, section: Section) -> SectionPage:
    """One part with its surroundings; a fixed number of queries."""
    page = report_page(actor=actor, report=section.report)
    rule = next(one for one in outline_of(section.report).section if one.id == section.part)
    at = next(n for n, part in enumerate(page.parts) if part.id == section.part)
    return SectionPage(
        id=section.pk,
        part=section.part,
        title=rule.title,
        guidance=rule.guidance,
        html=section.text,
        markup=markup_of(section.text),
        version=section.version,
        written_by=section.written_by.name if section.written_by else "",
        written_at=section.written_at,
        gathered=list(Gathered.objects.filter(section=section)),
        before=page.parts[at - 1] if at else None,
        after=page.parts[at + 1] if at + 1 < len(page.parts) else None,
        report=page,
    )


def _parts(report: Report, sections: list[Section], numbers: set[int]) -> list[PartLine]:
    rows = {section.part: section for section in sections}
    found = []
    for rule in outline_of(report).section:
        section = rows[rule.id]
        found.append(
            PartLine(
                id=rule.id,
                title=rule.title,
                is_required=rule.required,
                words=count_words(section.text),
                written_by=section.written_by.name if section.written_by else "",
                written_at=section.written_at,
                unknown=tuple(n for n in references(section.text) if n not in numbers),
            )
        )
    return found


def _stage(stage: Stage) -> StageLine:
    return StageLine(
        kind=stage.kind,
        says=str(Stage.Kind(stage.kind).label),
        at=stage.at,
        by=stage.by.name,
        by_role=stage.by_role,
        to=stage.to.name if stage.to else "",
        comment=stage.comment,
    )
