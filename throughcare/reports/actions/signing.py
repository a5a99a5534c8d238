"""The way of a report: submitted, returned or countersigned, and then for ever as it is."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.record import actions as on_record
from throughcare.reports.access import COUNTERSIGN_REPORT, SUBMIT_REPORT
from throughcare.reports.actions.starting import add_stage
from throughcare.reports.events import ReportFinal, ReportReturned, ReportSubmitted
from throughcare.reports.models import Document, Report, Stage
from throughcare.reports.pdf import pdf_of
from throughcare.reports.queries.countersigners import due_if_submitted, why_not
from throughcare.reports.queries.printing import printed_report
from throughcare.reports.readers import citations_of
from throughcare.reports.word import word_of
from throughcare.reports.writing import references


class MissingParts(Exception):
    """Parts the outline asks for are empty; `titles` says which."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__(", ".join(titles))
        self.titles = titles


class NoSuchSource(Exception):
    """The text refers to sources that are not there; `numbers` says which."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(str(numbers))
        self.numbers = numbers


class CannotCountersign(Exception):
    """Whom it was to go to cannot countersign it; `reason` is the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@action
def submit_report(
    *, actor: Actor, report: Report, version: int, to: Any, at: datetime, comment: str = ""
) -> Report:
    """Submit the report to a named colleague who can countersign it.

    Raises AccessDenied, MissingParts, NoSuchSource, CannotCountersign or ChangedMeanwhile.
    """
    require(actor, SUBMIT_REPORT, report)
    _must_be_whole(report)
    outline = pack().report_outline_version(report.outline, report.outline_version)
    report.state, report.waits_for = Report.State.SUBMITTED, to
    if reason := why_not(report=report, member=to, at=at):
        raise CannotCountersign(reason)
    report.due_on = due_if_submitted(report=report, at=at)
    save_version(report, version=version, fields=["state", "waits_for_id", "due_on"])
    add_stage(actor, report, Stage.Kind.SUBMITTED, at=at, to=to, comment=comment)
    _say(actor, report, "report-submitted", _("%(title)s: submitted to %(who)s")
         % {"title": outline.title, "who": to.name}, at=at, text=comment)  # fmt: skip
    announce(
        ReportSubmitted(
            person=report.person, at=at, by=actor, report=report, to=to, due_on=report.due_on
        )
    )
    _record(actor, report, "reports.report_submitted", to=to.pk)
    return report


@action
def return_report(
    *, actor: Actor, report: Report, version: int, comment: str, at: datetime
) -> Report:
    """Give a report back to its author with what is to be changed.

    Raises AccessDenied or ChangedMeanwhile.
    """
    require(actor, COUNTERSIGN_REPORT, report)
    outline = pack().report_outline_version(report.outline, report.outline_version)
    report.state, report.waits_for, report.due_on = Report.State.RETURNED, None, None
    save_version(report, version=version, fields=["state", "waits_for_id", "due_on"])
    add_stage(actor, report, Stage.Kind.RETURNED, at=at, to=report.author, comment=comment)
    _say(actor, report, "report-returned", _("%(title)s: returned to %(who)s")
         % {"title": outline.title, "who": report.author.name}, at=at, text=comment)  # fmt: skip
    announce(ReportReturned(person=report.person, at=at, by=actor, report=report, to=report.author))
    _record(actor, report, "reports.report_returned", to=report.author_id)
    return report


@action
def countersign_report(
    *, actor: Actor, report: Report, version: int, at: datetime, comment: str = ""
) -> Report:
    """Countersign: the report is final, its PDF and Word document are made once and kept.

    Never by anybody who wrote in it. Raises AccessDenied, ChangedMeanwhile, or NoSuchSource if a
    source has been marked beyond its readers since it was submitted.
    """
    require(actor, COUNTERSIGN_REPORT, report)
    _must_be_whole(report)
    outline = pack().report_outline_version(report.outline, report.outline_version)
    report.state, report.final_at = Report.State.FINAL, at
    report.waits_for, report.due_on = None, None
    save_version(report, version=version, fields=["state", "waits_for_id", "due_on", "final_at"])
    add_stage(actor, report, Stage.Kind.COUNTERSIGNED, at=at, comment=comment)
    sha256 = _keep_documents(report, at=at)
    _say(actor, report, "report-final", _("%(title)s: countersigned by %(who)s")
         % {"title": outline.title, "who": actor.name}, at=at, text=comment)  # fmt: skip
    announce(ReportFinal(person=report.person, at=at, by=actor, report=report, sha256=sha256))
    _record(actor, report, "reports.report_countersigned", sha256=sha256)
    return report


@action
def withdraw_report(
    *, actor: Actor, report: Report, version: int, why: str, at: datetime
) -> Report:
    """Give a report up that was never countersigned; it stays readable.

    Raises AccessDenied or ChangedMeanwhile.
    """
    require(actor, SUBMIT_REPORT, report)
    report.state = Report.State.WITHDRAWN
    save_version(report, version=version, fields=["state"])
    add_stage(actor, report, Stage.Kind.WITHDRAWN, at=at, comment=why)
    _record(actor, report, "reports.report_withdrawn")
    return report


def _must_be_whole(report: Report) -> None:
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


def _keep_documents(report: Report, *, at: datetime) -> str:
    """Make and keep both documents; the SHA-256 of the PDF, by which the report is known."""
    printed = printed_report(report)
    made = {
        Document.Kind.PDF: pdf_of(printed, made_at=at),
        Document.Kind.WORD: word_of(printed, made_at=at),
    }
    for kind, body in made.items():
        Document.objects.create(
            person_id=report.person_id,
            marking=report.marking,
            report=report,
            kind=kind,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            made_at=at,
        )
    return hashlib.sha256(made[Document.Kind.PDF]).hexdigest()


def _say(
    actor: Actor, report: Report, kind: str, title: str, *, at: datetime, text: str = ""
) -> None:
    on_record.happened(
        actor=actor,
        person=report.person,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        title=title,
        text=text,
        marking=report.marking,
        link=f"reports.report:{report.pk}",
    )


def _record(actor: Actor, report: Report, verb: str, **details: Any) -> None:
    record(actor, verb, about=report.person_id, marking=report.marking, report=report.pk, **details)
