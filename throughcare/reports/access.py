"""Who may write, submit, return and countersign a report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy
from throughcare.foundation.packs import pack
from throughcare.reports.models import Report, Section


def is_submitted(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Report) and subject.state == Report.State.SUBMITTED


def is_finished(actor: Actor, subject: Any) -> bool:
    finished = (Report.State.FINAL, Report.State.WITHDRAWN)
    return isinstance(subject, Report) and subject.state in finished


def is_not_submitted(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Report) and subject.state != Report.State.SUBMITTED


def is_another_author(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Report) and subject.author_id != actor.staff_id


def wrote_it(actor: Actor, subject: Any) -> bool:
    """Whether the actor is the author or wrote in any part, in whatever role they act now."""
    return isinstance(subject, Report) and (
        subject.author_id == actor.staff_id
        or Section.objects.filter(report=subject, written_by=actor.staff_id).exists()
    )


def has_no_role_for_it(actor: Actor, subject: Any) -> bool:
    """The outline names the roles that countersign."""
    if not isinstance(subject, Report):
        return False
    outline = pack().report_outline_version(subject.outline, subject.outline_version)
    return actor.roles.isdisjoint(outline.countersigned_by)


_SUBMITTED = _(
    "This report waits for its countersignature. To change it, ask for it to be returned."
)
_FINISHED = _("This report is finished and never changes. Start a new one.")

WRITE_REPORT = Policy(
    name="reports.write_report",
    about=_("Start reports, gather for them and write in them"),
    refuse={is_submitted: _SUBMITTED, is_finished: _FINISHED},
    otherwise=_("Only colleagues of the units that hold this person can write reports."),
)

SUBMIT_REPORT = Policy(
    name="reports.submit_report",
    about=_("Submit one’s own report to be countersigned"),
    refuse={
        is_submitted: _SUBMITTED,
        is_finished: _FINISHED,
        is_another_author: _("Only its author can submit or withdraw this report."),
    },
    otherwise=_("Only colleagues of the units that hold this person can submit reports."),
)

COUNTERSIGN_REPORT = Policy(
    name="reports.countersign_report",
    about=_("Return and countersign reports that others wrote"),
    refuse={
        wrote_it: _("You wrote in this report: somebody else must countersign it."),
        is_not_submitted: _("This report is not waiting for a countersignature."),
        has_no_role_for_it: _("Your role does not countersign this kind of report."),
    },
    otherwise=_("Only managers of the units that hold this person can countersign reports."),
)
