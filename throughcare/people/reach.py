"""Working out whom a colleague may see: from their roles, the unit tree, clearances, grants and
exclusions. The answer is kept in `access_reach`, where each transaction finds it in one look; when
anything it came from changes the database forgets it, and it is worked out here again.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, Actor, Held, acting_as
from throughcare.foundation.access.models import Reach
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import pack
from throughcare.people.access import BREAK_GLASS
from throughcare.people.models import Exclusion, Grant, Holding
from throughcare.staff import queries as staff

# Reach is worked out anew at least this often, so that a mistake in a trigger cannot last.
LONGEST = timedelta(hours=12)
_LOCK = 771002  # the exclusive side of the lock `app.forget_reach` shares


class NoLongerHere(Exception):
    """The colleague's sign-in has been switched off."""


def actor_for(*, staff_id: int, at: datetime) -> Actor:
    """The colleague as an actor at that moment, their reach known to the database.

    Raises NoLongerHere.
    """
    with acting_as(SYSTEM):
        known = _known(staff=staff_id, at=at)
    return _from_json(known[0], at=at) if known else renew(staff_id=staff_id, at=at)


@kept
def _known(*, staff: int, at: datetime) -> QuerySet[Reach, Any]:
    rows = Reach.objects.filter(staff_id=staff, valid_until__gt=at)
    return rows.values_list("actor", flat=True)


def renew(*, staff_id: int, at: datetime) -> Actor:
    """Work a colleague's reach out anew and keep it."""
    with acting_as(SYSTEM):
        hold_still()
        actor = work_out(staff_id=staff_id, at=at)
        covers = {unit for held in actor.held for unit in held.units}
        Reach.objects.update_or_create(
            staff_id=staff_id,
            defaults={
                "unit_keys": _listed(actor.unit_keys()),
                "people_keys": _listed(actor.people_keys()),
                "excluded": _listed(sorted(actor.excluded)),
                "covers": _listed(sorted(covers)),
                "actor": _to_json(actor),
                "valid_until": _valid_until(staff_id=staff_id, at=at),
            },
        )
    return actor


def hold_still() -> None:
    """Wait for every change under way of what reach is worked out from; let none begin."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def work_out(*, staff_id: int, at: datetime) -> Actor:
    """The colleague's reach from the facts as they stand. Raises NoLongerHere."""
    member = staff.member_numbered(staff_id)
    if member is None or not member.is_active:
        raise NoLongerHere(staff_id)
    on = timezone.localdate(at)
    readable = readable_markings(cleared=staff.clearances_of(staff_id, on=on))
    tree = staff.unit_tree()
    held = tuple(_held(posting, tree, readable) for posting in staff.postings_of(staff_id, on=on))
    now = Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
    named: dict[int, frozenset[int]] = {}
    in_emergency: dict[int, frozenset[int]] = {}
    for grant in Grant.objects.filter(now, member=staff_id):
        given, allowed = named, frozenset(grant.markings) & readable
        if grant.is_emergency:
            given, allowed = in_emergency, allowed & opened_in_emergency(held)
        given[grant.person_id] = given.get(grant.person_id, frozenset()) | allowed
    excluded = Exclusion.objects.filter(now, member=staff_id).values_list("person_id", flat=True)
    return Actor(
        staff_id=staff_id,
        name=member.name,
        at=at,
        held=held,
        granted=named,
        in_emergency={person: marks for person, marks in in_emergency.items() if marks},
        emergency_powers=frozenset(pack().emergency_rule.powers),
        excluded=frozenset(excluded),
    )


def opened_in_emergency(held: Iterable[Held]) -> frozenset[int]:
    """Numbers of the markings an emergency opens to somebody with these roles.

    No more than the role that may open a record reads anyway; never one the pack keeps closed.
    """
    kept = pack().markings
    opens = frozenset(kept[marking].number for marking in pack().emergency_rule.markings)
    may = (one.markings for one in held if BREAK_GLASS.name in one.powers)
    return opens & frozenset().union(*may)


def readable_markings(*, cleared: list[str]) -> frozenset[int]:
    """Numbers of the markings someone with these clearances may read, where a role lets them."""
    levels = pack().clearances
    return frozenset(
        marking.number
        for marking in pack().markings.values()
        if marking.needs_clearance is None
        or any(levels.covers(level, marking.needs_clearance) for level in cleared)
    )


def _held(posting: Any, tree: staff.UnitTree, readable: frozenset[int]) -> Held:
    role = pack().roles[posting.role]
    units = _units_reached(role.reach, posting.unit_id, tree)
    markings = {pack().markings[marking].number for marking in role.markings}
    return Held(
        role=role.id,
        title=role.title,
        unit_id=posting.unit_id,
        unit_name=posting.unit.name,
        units=units,
        people=_people_beside(units),
        markings=frozenset(markings & readable),
        powers=frozenset(role.powers),
        acting_up=posting.acting_up,
    )


def _units_reached(reach: str, unit_id: int, tree: staff.UnitTree) -> frozenset[int]:
    if reach == "nation":
        # The nation's own number stands for everyone in it: no list of its thousands of units.
        nation = tree.ancestor(unit_id, "nation")
        return frozenset() if nation is None else frozenset({nation})
    top = tree.reached_from(unit_id, reach)
    return frozenset() if top is None else tree.within(top)


def _people_beside(units: frozenset[int]) -> frozenset[int]:
    """People these units hold beside the custody and community holdings, unless restricted."""
    beside = Holding.objects.filter(
        unit__in=units, until=None, kind__in=[Holding.Kind.SPECIALIST, Holding.Kind.PROVIDER]
    )
    return frozenset(beside.filter(person__is_restricted=False).values_list("person_id", flat=True))


def _valid_until(*, staff_id: int, at: datetime) -> datetime:
    today = timezone.localdate(at)
    moments = [_midnight(day) for day in staff.days_postings_change(staff_id, after=today)[:1]]
    for model in (Grant, Exclusion):
        for since, until in model.objects.filter(member=staff_id).values_list("since", "until"):
            moments += [moment for moment in (since, until) if moment and moment > at]
    return min([*moments, at + LONGEST])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _listed(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


def _to_json(actor: Actor) -> dict[str, object]:
    return {
        "staff_id": actor.staff_id,
        "name": actor.name,
        "held": [
            {
                "role": held.role,
                "title": held.title,
                "unit_id": held.unit_id,
                "unit_name": held.unit_name,
                "units": sorted(held.units),
                "people": sorted(held.people),
                "markings": sorted(held.markings),
                "powers": sorted(held.powers),
                "acting_up": held.acting_up,
            }
            for held in actor.held
        ],
        "granted": _marks_to_json(actor.granted),
        "in_emergency": _marks_to_json(actor.in_emergency),
        "emergency_powers": sorted(actor.emergency_powers),
        "excluded": sorted(actor.excluded),
    }


def _from_json(kept: dict[str, Any], *, at: datetime) -> Actor:
    sets = ("units", "people", "markings", "powers")

    def held_again(held: dict[str, Any]) -> Held:
        again: dict[str, Any] = {key: frozenset(held[key]) for key in sets}
        return Held(**(held | again))

    return Actor(
        staff_id=kept["staff_id"],
        name=kept["name"],
        at=at,
        held=tuple(map(held_again, kept["held"])),
        granted=_marks_from_json(kept["granted"]),
        # What an earlier program kept knows no emergencies.
        in_emergency=_marks_from_json(kept.get("in_emergency", {})),
        emergency_powers=frozenset(kept.get("emergency_powers", ())),
        excluded=frozenset(kept["excluded"]),
    )


def _marks_to_json(marked: Mapping[int, frozenset[int]]) -> dict[str, list[int]]:
    return {str(person): sorted(marks) for person, marks in marked.items()}


def _marks_from_json(kept: dict[str, list[int]]) -> dict[int, frozenset[int]]:
    return {int(person): frozenset(marks) for person, marks in kept.items()}
