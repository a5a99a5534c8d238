"""Questions about reports that other modules and pages may ask."""

from throughcare.reports.queries.evidence import Evidence, EvidencePage, evidence_for
from throughcare.reports.queries.listing import ReportLine, ReportsPage, reports_page
from throughcare.reports.queries.printing import printed_report
from throughcare.reports.queries.reading import (
    PartLine,
    ReportPage,
    SectionPage,
    SourceLine,
    citation_for,
    gathered_for,
    report_for,
    report_of,
    report_page,
    section_for,
    section_page,
)
from throughcare.reports.queries.writers import facts_for_signing, writers

__all__ = [
    "Evidence",
    "EvidencePage",
    "PartLine",
    "ReportLine",
    "ReportPage",
    "ReportsPage",
    "SectionPage",
    "SourceLine",
    "citation_for",
    "evidence_for",
    "facts_for_signing",
    "gathered_for",
    "printed_report",
    "report_for",
    "report_of",
    "report_page",
    "reports_page",
    "section_for",
    "section_page",
    "writers",
]
