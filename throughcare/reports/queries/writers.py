"""Who wrote a report, who could go on writing it, and what its signing depends on."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, decide, may_read
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.signoff import Facts
from throughcare.people.reach import NoLongerHere, actor_for
from throughcare.reports.access import SUBMIT_REPORT, WRITE_REPORT
from throughcare.reports.models import Report, Section
from throughcare.signoff import queries as signoff


def writers(*, actor: Actor, report: Report, at: datetime) -> list[Any]:
    """Colleagues in a role that writes and submits reports, near enough to reach the person.

    Whoever is chosen is asked about exactly (`why_not_write`) when the report is given to them.
    """
    roles = [role.id for role in pack().roles.values() if SUBMIT_REPORT.name in role.powers]
    never = {report.author.pk}
    return signoff.colleagues_near(actor=actor, about=report, roles=roles, never=never, at=at)


def why_not_write(*, report: Report, member: Any, at: datetime) -> str:
    """Why this colleague cannot go on writing the report, in a sentence; empty if they can."""
    name = {"who": member.name}
    if member.pk == report.author.pk:
        return _("%(who)s has this report already.") % name
    try:
        them = actor_for(staff_id=member.pk, at=at)
    except NoLongerHere:
        return _("%(who)s no longer works here. Choose somebody else.") % name
    if not may_read(them, report) or not decide(them, WRITE_REPORT, report).allowed:
        return _("%(who)s cannot write reports about this person. Choose somebody else.") % name
    return ""


def written_by(report: Report) -> frozenset[int]:
    """Everybody whose words stand in it."""
    rows = Section.objects.filter(report=report, written_by__isnull=False)
    return frozenset(rows.values_list("written_by", flat=True))


def facts_for_signing(*, actor: Actor, report: Report) -> Facts:
    """What decides who must countersign it, when its author submits it."""
    return {"author_role": tuple(sorted(actor.roles)), "outline": report.outline}
