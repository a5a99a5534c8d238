"""Passing an unfinished report on: given to another author, or taken over from one who left."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.record import actions as on_record
from throughcare.reports.access import GIVE_REPORT, TAKE_OVER_REPORT
from throughcare.reports.actions.starting import number_of
from throughcare.reports.models import Report
from throughcare.reports.queries.writers import why_not_write
from throughcare.signoff import actions as signoff
from throughcare.staff import queries as staff


class CannotWriteIt(Exception):
    """Whom the report was to go to cannot write it; `reason` is the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@action
def give_report(
    *, actor: Actor, report: Report, version: int, to: Any, why: str, at: datetime
) -> Report:
    """Give the report to another colleague, who is its author from now on.

    What was written stays, each part under the name of whoever wrote it.
    Raises AccessDenied, CannotWriteIt or ChangedMeanwhile.
    """
    require(actor, GIVE_REPORT, report)
    if reason := why_not_write(report=report, member=to, at=at):
        raise CannotWriteIt(reason)
    said = _("%(title)s: given to %(who)s")
    return _pass_on(actor, report, said, version, to=to, why=why, at=at)


@action
def take_over_report(
    *, actor: Actor, report: Report, version: int, why: str, at: datetime
) -> Report:
    """Take the report over from an author who no longer works where the person is held.

    Raises AccessDenied or ChangedMeanwhile.
    """
    require(actor, TAKE_OVER_REPORT, report)
    to = staff.member_numbered(number_of(actor))
    said = _("%(title)s: taken over by %(who)s")
    return _pass_on(actor, report, said, version, to=to, why=why, at=at)


def _pass_on(
    actor: Actor,
    report: Report,
    said: str,
    version: int,
    *,
    to: Any,
    why: str,
    at: datetime,
) -> Report:
    before = report.author.pk
    signoff.pass_on_paper(
        actor=actor, paper=report.paper, version=version, to=to, comment=why, at=at
    )
    on_record.happened(
        actor=actor,
        person=report.person,
        kind="report-passed-on",
        happened_at=at,
        recorded_at=at,
        title=said % {"title": report.paper.title, "who": to.name},
        text=why,
        marking=report.marking,
        link=f"reports.report:{report.pk}",
    )
    record(
        actor,
        "reports.report_taken_over" if to.pk == actor.staff_id else "reports.report_given",
        about=report.person_id,
        marking=report.marking,
        report=report.pk,
        before=before,
        to=to.pk,
    )
    return report
