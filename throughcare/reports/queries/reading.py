"""One report: as it stands, and one of its parts to write in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.foundation.calendar import local_day
from throughcare.reports.access import (
    GIVE_REPORT,
    SUBMIT_REPORT,
    TAKE_OVER_REPORT,
    WRITE_REPORT,
)
from throughcare.reports.models import Citation, Gathered, Report, Section
from throughcare.reports.queries.listing import (
    WITH_ITS_PAPER,
    ReportLine,
    line_of,
    outline_of,
)
from throughcare.reports.queries.printing import source_says
from throughcare.reports.readers import citations_of
from throughcare.reports.writing import count_words, markup_of, references
from throughcare.signoff import queries as signoff
from throughcare.signoff.queries import Standing

_ITS_PAPER = tuple(f"report__{one}" for one in WITH_ITS_PAPER)


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
class ReportPage:
    """A report with its parts, its sources, its way and what the reader may do."""

    line: ReportLine
    version: int
    about: str
    parts: list[PartLine]
    sources: list[SourceLine]
    standing: Standing
    """Where it is on its way to being final, and who said what of it."""
    may_write: Decision
    may_submit: Decision
    may_give: Decision
    may_take_over: Decision

    @property
    def missing(self) -> list[PartLine]:
        """Parts that must be written before it can be submitted."""
        return [part for part in self.parts if part.is_required and not part.is_written]

    @property
    def is_ready(self) -> bool:
        return not self.missing and not any(part.unknown for part in self.parts)


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
    return one_visible(_reports(), person=person, pk=id)


def report_of(paper: Any) -> Report:
    """The report a paper is about, with that paper as it is in hand."""
    report = _reports().get(paper=paper)
    report.paper = paper
    return report


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("person", *WITH_ITS_PAPER)


def citation_for(*, actor: Actor, report: Report, id: UUID) -> Citation:
    """One source of the report. Raises NotVisible."""
    return one_visible(Citation.objects.select_related("entry", *_ITS_PAPER), report=report, pk=id)


def gathered_for(*, actor: Actor, report: Report, id: UUID) -> Gathered:
    """One thing gathered for the report. Raises NotVisible."""
    rows = Gathered.objects.select_related(
        "section__report__person", "section__report__paper__author"
    )
    return one_visible(rows, section__report=report, pk=id)


def report_page(*, actor: Actor, report: Report) -> ReportPage:
    """The report as it stands; a fixed number of queries."""
    sections = list(Section.objects.filter(report=report).select_related("written_by"))
    citations = list(citations_of(report))
    standing = signoff.standing_of(actor=actor, paper=report.paper, on=local_day(actor.at))
    assert standing is not None
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
        standing=standing,
        may_write=decide(actor, WRITE_REPORT, report),
        may_submit=decide(actor, SUBMIT_REPORT, report),
        may_give=decide(actor, GIVE_REPORT, report),
        may_take_over=decide(actor, TAKE_OVER_REPORT, report),
    )


def section_for(*, actor: Actor, report: Report, part: str) -> Section:
    """One part of the report. Raises NotVisible."""
    rows = Section.objects.select_related("report__person", "written_by", *_ITS_PAPER)
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
