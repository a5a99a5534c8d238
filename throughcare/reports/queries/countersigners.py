"""Who could countersign a report."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, decide, may_read
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.packs import pack
from throughcare.people import queries as people
from throughcare.people.reach import NoLongerHere, actor_for
from throughcare.reports.access import COUNTERSIGN_REPORT, has_no_role_for_it, wrote_it
from throughcare.reports.models import Report
from throughcare.staff import queries as staff
from throughcare.staff.queries import UnitTree


def countersigners(*, actor: Actor, report: Report, at: datetime) -> list[Any]:
    """Colleagues in a role that countersigns it, near enough to reach the person, by name.

    A fixed number of queries, so near is worked out from the units; whoever is chosen is asked
    about exactly (`why_not`) when the report is submitted.
    """
    outline = pack().report_outline_version(report.outline, report.outline_version)
    units = _units_near(report, outline.countersigned_by)
    named = people.who_may_see(actor=actor, person=report.person, at=at)
    granted = {grant.member_id for grant in named.grants}
    excluded = {exclusion.member_id for exclusion in named.exclusions}
    near = staff.colleagues_in(units, on=local_day(at)).filter(
        postings__role__in=outline.countersigned_by
    )
    found = {one.pk: one for one in near if one.pk not in excluded | {report.author_id}}
    for grant in named.grants:
        if grant.member_id in granted - excluded - {report.author_id}:
            found.setdefault(grant.member_id, grant.member)
    return sorted(found.values(), key=lambda member: member.name)


def due_if_submitted(*, report: Report, at: datetime) -> date:
    """By when a report submitted now is to be countersigned."""
    outline = pack().report_outline_version(report.outline, report.outline_version)
    return working_days_after(local_day(at), outline.countersign_within_working_days)


def why_not(*, report: Report, member: Any, at: datetime) -> str:
    """Why this colleague cannot countersign the report, in a sentence; empty if they can."""
    name = {"who": member.name}
    try:
        them = actor_for(staff_id=member.pk, at=at)
    except NoLongerHere:
        return _("%(who)s no longer works here. Choose somebody else.") % name
    if wrote_it(them, report):
        return _("%(who)s wrote in this report. Choose somebody else.") % name
    if has_no_role_for_it(them, report):
        return _("%(who)s has no role that countersigns this report. Choose a manager.") % name
    if not may_read(them, report) or not decide(them, COUNTERSIGN_REPORT, report).allowed:
        return _("%(who)s cannot read this report. Choose a manager of the person’s team.") % name
    return ""


def _units_near(report: Report, roles: Iterable[str]) -> frozenset[int]:
    """Units in which a posting in one of these roles would reach the person."""
    tree = staff.unit_tree()
    held = [unit for unit in (report.open_to_community, report.open_to_custody) if unit is not None]
    reaches = {pack().roles[role].reach for role in roles}
    return frozenset(
        unit for one in held for reach in reaches for unit in _from_where(reach, one, tree)
    )


def _from_where(reach: str, unit: int, tree: UnitTree) -> set[int]:
    above: set[int] = set()
    at: int | None = unit
    while at is not None:
        above.add(at)
        at = tree.units[at].parent_id
    top = None if reach in ("own", "none") else tree.ancestor(unit, reach)
    return above | (set(tree.within(top)) if top is not None else set())
