"""Who could see somebody's record at a moment in the past, by role and place."""

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.foundation.access import Actor, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.past import Past
from throughcare.people.models import Exclusion, Holding, Restriction
from throughcare.staff import queries as staff

MOST = 300


@dataclass(frozen=True)
class CouldSee:
    """Colleagues whose role in a unit reached the person."""

    role: str
    unit: str
    names: tuple[str, ...]


def who_could_see(*, actor: Actor, past: Past) -> list[CouldSee]:
    """By the holdings, restriction and exclusions as they stood, and the roles held on that day.

    Who was named beside them is told with the names. Two queries; MOST colleagues at the most.
    Raises AccessDenied.
    """
    require(actor, SEE_LOOKS, past.person)
    if any(one.row.until is None for one in past.of(Restriction)):
        return []
    units = {one.row.unit_id for one in past.of(Holding) if one.row.until is None}
    excluded = {one.row.member_id for one in past.of(Exclusion) if _ran(one.row, past)}
    postings = staff.postings_in(_places(units), on=local_day(past.at), most=MOST)
    found: dict[tuple[str, str], list[str]] = {}
    for posting in postings:
        if posting.member_id not in excluded:
            where = staff.role_title(posting.role), posting.unit.name
            found.setdefault(where, []).append(posting.member.name)
    return [CouldSee(role, unit, tuple(names)) for (role, unit), names in sorted(found.items())]


def _places(units: Iterable[int]) -> dict[str, set[int]]:
    """For each role the units in which it reaches people whom one of these units holds."""
    tree = staff.unit_tree()
    above = {up for unit in units for up in tree.path(unit)}
    by_reach: dict[str, set[int]] = {"none": set(), "own": above}
    for reach in {role.reach for role in pack().roles.values()} - set(by_reach):
        tops = ((unit, tree.ancestor(unit, reach)) for unit in tree.units)
        by_reach[reach] = {unit for unit, top in tops if (top or unit) in above}
    return {role.id: by_reach[role.reach] for role in pack().roles.values()}


def _ran(row: Exclusion, past: Past) -> bool:
    return row.since <= past.at and (row.until is None or row.until > past.at)
