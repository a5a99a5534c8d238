"""Questions about reports that other modules and pages may ask."""

from throughcare.reports.queries.countersigners import countersigners, due_if_submitted
from throughcare.reports.queries.evidence import Evidence, EvidencePage, evidence_for
from throughcare.reports.queries.listing import (
    ReportLine,
    ReportsPage,
    WaitingLine,
    reports_page,
    waiting_for,
)
from throughcare.reports.queries.printing import document_of, printed_report
from throughcare.reports.queries.reading import (
    PartLine,
    ReportPage,
    SectionPage,
    SourceLine,
    citation_for,
    gathered_for,
    report_for,
    report_page,
    section_for,
    section_page,
)
from throughcare.reports.queries.writers import writers

__all__ = [
    "Evidence",
    "EvidencePage",
    "PartLine",
    "ReportLine",
    "ReportPage",
    "ReportsPage",
    "SectionPage",
    "SourceLine",
    "WaitingLine",
    "citation_for",
    "countersigners",
    "document_of",
    "due_if_submitted",
    "evidence_for",
    "gathered_for",
    "printed_report",
    "report_for",
    "report_page",
    "reports_page",
    "section_for",
    "section_page",
    "waiting_for",
    "writers",
]
