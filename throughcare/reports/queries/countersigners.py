"""Who could countersign a report."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
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

    Whoever is chosen is asked about exactly (`why_not`) when the report is submitted.
    """
    outline = pack().report_outline_version(report.outline, report.outline_version)
    return colleagues_near(actor=actor, report=report, roles=outline.countersigned_by, at=at)


def colleagues_near(
    *, actor: Actor, report: Report, roles: Collection[str], at: datetime
) -> list[Any]:
    """Colleagues in one of these roles, near enough to reach the person; not the author.

    A fixed number of queries, so near is worked out from the units.
    """
    units = _units_near(report, roles)
    named = people.who_may_see(actor=actor, person=report.person, at=at)
    never = {exclusion.member_id for exclusion in named.exclusions} | {report.author_id}
    on = local_day(at)
    colleagues = staff.colleagues_in(frozenset().union(*units.values()), on=on)
    near = [one for one in colleagues.prefetch_related("postings") if _is_near(one, units, on)]
    granted = [grant.member for grant in named.grants]
    prefetch_related_objects(granted, "postings")
    near += [one for one in granted if _holds(one, roles, on)]
    found = {one.pk: one for one in near}
    return sorted((one for pk, one in found.items() if pk not in never), key=lambda one: one.name)


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


def _units_near(report: Report, roles: Iterable[str]) -> dict[str, frozenset[int]]:
    """By role, the units in which a posting in it would reach the person."""
    tree = staff.unit_tree()
    held = [unit for unit in (report.open_to_community, report.open_to_custody) if unit is not None]
    return {
        role: frozenset(
            unit for one in held for unit in _from_where(pack().roles[role].reach, one, tree)
        )
        for role in roles
    }


def _is_near(member: Any, units: dict[str, frozenset[int]], on: date) -> bool:
    return any(posting.unit_id in units.get(posting.role, ()) for posting in _postings(member, on))


def _holds(member: Any, roles: Iterable[str], on: date) -> bool:
    return any(posting.role in roles for posting in _postings(member, on))


def _postings(member: Any, on: date) -> list[Any]:
    return [
        posting
        for posting in member.postings.all()
        if posting.since <= on and (posting.until is None or posting.until > on)
    ]


def _from_where(reach: str, unit: int, tree: UnitTree) -> set[int]:
    above: set[int] = set()
    at: int | None = unit
    while at is not None:
        above.add(at)
        at = tree.units[at].parent_id
    top = None if reach in ("own", "none") else tree.ancestor(unit, reach)
    return above | (set(tree.within(top)) if top is not None else set())
