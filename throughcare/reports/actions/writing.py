"""Writing the parts of a report, and citing what they rely on."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.reports.access import WRITE_REPORT
from throughcare.reports.actions.starting import number_of
from throughcare.reports.models import Citation, Report, Section
from throughcare.reports.readers import readable
from throughcare.reports.writing import clean, references


class NotForItsReaders(Exception):
    """The entry is about somebody else, or some who may read the report may not know it."""


class StillReferredTo(Exception):
    """A part of the report still refers to the source."""


@action
def write_section(
    *, actor: Actor, section: Section, version: int, html: str, at: datetime
) -> Section:
    """Save a part's text, cleaned. Raises AccessDenied or ChangedMeanwhile."""
    require(actor, WRITE_REPORT, section.report)
    text = clean(html)
    if text != section.text or version != section.version:
        section.text, section.written_at = text, at
        section.written_by_id = actor.staff_id
        save_version(section, version=version, fields=["text", "written_at", "written_by_id"])
    record(
        actor,
        "reports.section_written",
        about=section.person_id,
        marking=section.marking,
        report=section.report_id,
        part=section.part,
    )
    return section


@action
def cite_entry(*, actor: Actor, report: Report, entry: Any, at: datetime) -> Citation:
    """Take an entry of the record among the report's sources; one that is there keeps its number.

    Raises AccessDenied, or NotForItsReaders: what not all who may read the report may know.
    """
    require(actor, WRITE_REPORT, report)
    if entry.person_id != report.person_id or entry.marking not in readable(report.marking):
        raise NotForItsReaders(entry)
    # Locked, so that two who cite at once get two numbers.
    Report.objects.select_for_update().get(pk=report.pk)
    known = Citation.objects.filter(report=report)
    citation = known.filter(entry=entry).first()
    if citation is None:
        last = known.aggregate(last=Max("number"))["last"] or 0
        citation = Citation.objects.create(
            person_id=report.person_id,
            marking=report.marking,
            report=report,
            entry=entry,
            number=max(last, _last_number_used(report)) + 1,
            cited_by_id=number_of(actor),
            cited_at=at,
        )
    record(
        actor,
        "reports.entry_cited",
        about=report.person_id,
        marking=report.marking,
        report=report.pk,
        entry=entry.pk,
        number=citation.number,
    )
    return citation


@action
def drop_citation(*, actor: Actor, citation: Citation) -> None:
    """Take a source nothing refers to off the list. Raises AccessDenied or StillReferredTo."""
    report = citation.report
    require(actor, WRITE_REPORT, report)
    if any(citation.number in references(section.text) for section in report.sections.all()):
        raise StillReferredTo(citation)
    number = citation.number
    citation.delete()
    record(
        actor,
        "reports.citation_dropped",
        about=report.person_id,
        marking=report.marking,
        report=report.pk,
        number=number,
    )


def _last_number_used(report: Report) -> int:
    """The highest number any part mentions: one written by hand must not come to mean a source."""
    mentioned = [n for section in report.sections.all() for n in references(section.text)]
    return max(mentioned, default=0)
