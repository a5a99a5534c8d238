"""Submitting a report, and what makes it a finished one: that it is whole, and its documents."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack
from throughcare.reports.access import SUBMIT_REPORT
from throughcare.reports.models import Report
from throughcare.reports.pdf import pdf_of
from throughcare.reports.queries.printing import printed_report
from throughcare.reports.queries.writers import facts_for_signing, written_by
from throughcare.reports.readers import citations_of
from throughcare.reports.word import word_of
from throughcare.reports.writing import references
from throughcare.signoff import actions as signoff


class MissingParts(signoff.NotWhole):
    """Parts the outline asks for are empty; `titles` says which."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__(_("Write these parts first: %s") % ", ".join(titles))
        self.titles = titles


class NoSuchSource(signoff.NotWhole):
    """The text refers to sources that are not there; `numbers` says which."""

    def __init__(self, numbers: list[int]) -> None:
        listed = ", ".join(f"[{number}]" for number in numbers)
        super().__init__(
            _("The text refers to sources that are not there, or not for its readers: %s") % listed
        )
        self.numbers = numbers


@action
def submit_report(
    *, actor: Actor, report: Report, version: int, to: Any, at: datetime, comment: str = ""
) -> Report:
    """Submit the report to a named colleague, or (`to` None) to whoever may countersign it.

    Raises AccessDenied, MissingParts, NoSuchSource, CannotCountersign or ChangedMeanwhile.
    """
    require(actor, SUBMIT_REPORT, report)
    must_be_whole(report)
    signoff.submit_paper(
        actor=actor,
        paper=report.paper,
        version=version,
        facts=facts_for_signing(actor=actor, report=report),
        written_by=written_by(report),
        to=to,
        comment=comment,
        at=at,
    )
    record(
        actor,
        "reports.report_submitted",
        about=report.person_id,
        marking=report.marking,
        report=report.pk,
        to=to.pk if to else None,
    )
    return report


def must_be_whole(report: Report) -> None:
    """Raises MissingParts or NoSuchSource."""
    outline = pack().report_outline_version(report.outline, report.outline_version)
    texts = {section.part: section.text for section in report.sections.all()}
    missing = [part.title for part in outline.section if part.required and not texts[part.id]]
    if missing:
        raise MissingParts(missing)
    cited = set(citations_of(report).values_list("number", flat=True))
    unknown = {number for text in texts.values() for number in references(text)} - cited
    if unknown:
        raise NoSuchSource(sorted(unknown))


def print_final(report: Report, *, at: datetime) -> None:
    """Make and keep both documents of a report that becomes final. Raises NotWhole.

    A source may have been marked beyond its readers since it was submitted.
    """
    must_be_whole(report)
    printed = printed_report(report)
    for kind, made in (("pdf", pdf_of), ("docx", word_of)):
        body = made(printed, made_at=at)
        signoff.keep_document(paper=report.paper, kind=kind, body=body, at=at)
