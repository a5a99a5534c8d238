"""Who may write, submit and pass on a report. Who signs one, `signoff` asks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, decide, may_read
from throughcare.foundation.packs import pack
from throughcare.people.reach import NoLongerHere, actor_for
from throughcare.reports.models import Report


def is_submitted(actor: Actor, subject: Any) -> bool:
    return _state(subject) == "submitted"


def is_finished(actor: Actor, subject: Any) -> bool:
    return _state(subject) in ("final", "withdrawn", "superseded")


def is_another_author(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Report) and subject.author.pk != actor.staff_id


def has_no_role_for_it(actor: Actor, subject: Any) -> bool:
    """The report's way to being final names the roles that countersign."""
    if not isinstance(subject, Report):
        return False
    return actor.roles.isdisjoint(pack().signoff_rule.roles_of(subject.paper.route))


def is_its_author(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Report) and subject.author.pk == actor.staff_id


def its_author_can_finish_it(actor: Actor, subject: Any) -> bool:
    """Whether the author still works where the person is held, as one who writes reports."""
    if not isinstance(subject, Report) or not subject.author.is_active:
        return False
    try:
        author = actor_for(staff_id=subject.author.pk, at=actor.at)
    except NoLongerHere:
        return False
    return may_read(author, subject) and decide(author, WRITE_REPORT, subject).allowed


def _state(subject: Any) -> str:
    """Where a report stands; one that is only being begun stands nowhere yet."""
    is_begun = isinstance(subject, Report) and subject.paper_id is not None
    return subject.state if is_begun else ""


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
        is_another_author: _("Only its author can submit this report."),
    },
    otherwise=_("Only colleagues of the units that hold this person can submit reports."),
)

GIVE_REPORT = Policy(
    name="reports.give_report",
    about=_("Give an unfinished report to another colleague to write"),
    refuse={
        is_submitted: _SUBMITTED,
        is_finished: _FINISHED,
        has_no_role_for_it: _("Your role does not countersign this kind of report."),
    },
    otherwise=_("Only managers of the units that hold this person can give reports to others."),
)

TAKE_OVER_REPORT = Policy(
    name="reports.take_over_report",
    about=_("Take over an unfinished report whose author no longer works there"),
    refuse={
        is_submitted: _SUBMITTED,
        is_finished: _FINISHED,
        is_its_author: _("This report is yours already."),
        its_author_can_finish_it: _(
            "Its author still works with this person. A manager can give the report to you."
        ),
    },
    otherwise=_("Only colleagues of the units that hold this person can take over reports."),
)
