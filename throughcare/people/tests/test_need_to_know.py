"""The harness: random colleagues, people, restrictions and markings, and the answers must agree.

Three answers to "what may this colleague see?" are compared: what row security shows, what
`may_read` says, and what a plain walk over the facts written for this test says. (The fourth, the
search function's, is compared in `record/tests`.)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as, may_read
from throughcare.foundation.packs import pack
from throughcare.people.models import (
    Characteristic,
    Exclusion,
    Grant,
    Holding,
    Person,
    Restriction,
)
from throughcare.people.reach import actor_for
from throughcare.staff.models import Clearance, Member, Posting, Unit

TODAY = NOW.date()
INSIDE = {
    "nation": "region",
    "region": "delivery-unit establishment specialist-team provider",
    "delivery-unit": "team",
    "establishment": "wing",
}
HOLDING_KIND = {
    "team": "community",
    "delivery-unit": "community",
    "wing": "custody",
    "establishment": "custody",
    "specialist-team": "specialist",
    "provider": "provider",
}
NUMBERS = sorted(marking.number for marking in pack().markings.values())

spans = st.sampled_from([(-30, None), (-30, 30), (-30, -1), (1, 30), (0, 1)])
"""Since and until, in days from today: running, running out, over, to come, today only."""


@dataclass
class World:
    """Facts by position: unit 0 is the nation; everything else names others by their place."""

    units: list[tuple[str, int | None]] = field(default_factory=lambda: [("nation", None)])
    postings: list[tuple[str, int, tuple[int, int | None]]] = field(default_factory=list)
    clearance: tuple[str, tuple[int, int | None]] | None = None
    people: list[dict] = field(default_factory=list)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    for _ in range(draw(st.integers(3, 12))):
        parents = [i for i, (kind, _) in enumerate(world.units) if kind in INSIDE]
        parent = draw(st.sampled_from(parents))
        kind = draw(st.sampled_from(INSIDE[world.units[parent][0]].split()))
        world.units.append((kind, parent))
    places = st.integers(0, len(world.units) - 1)
    roles = st.sampled_from(sorted(pack().roles))
    world.postings = draw(st.lists(st.tuples(roles, places, spans), max_size=3))
    levels = st.sampled_from([level.id for level in pack().clearances.clearance])
    world.clearance = draw(st.none() | st.tuples(levels, spans))
    holders = [i for i, (kind, _) in enumerate(world.units) if kind in HOLDING_KIND]
    held = st.lists(st.sampled_from(holders), max_size=3) if holders else st.just([])
    world.people = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "held": held,
                    "restricted": st.booleans(),
                    "granted": st.none() | st.tuples(st.sets(st.sampled_from(NUMBERS)), spans),
                    "excluded": st.none() | spans,
                }
            ),
            min_size=1,
            max_size=5,
        )
    )
    return world


@given(world=worlds())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_row_security_the_python_rule_and_a_plain_walk_agree(world, db):
    with undone_afterwards():
        member, people, rows = put_on_record(world)
        actor = actor_for(staff_id=member.pk, at=NOW)

        with acting_as(actor):
            people_shown = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
            rows_shown = set(
                Characteristic.objects.filter(pk__in=rows).values_list("pk", flat=True)
            )
            counted = Characteristic.objects.filter(pk__in=rows).count()

        assert counted == len(rows_shown)
        assert people_shown == {pk for pk, person in people.items() if may_read(actor, person)}
        assert rows_shown == {pk for pk, row in rows.items() if may_read(actor, row)}
        for place, person in enumerate(people.values()):
            readable = plain_walk(world, place)
            assert (person.pk in people_shown) is (0 in readable), (place, readable)
            assert {
                row.marking
                for row in rows.values()
                if row.person_id == person.pk and row.pk in rows_shown
            } == readable


def plain_walk(world: World, place: int) -> set[int]:
    """Markings readable of one person, said as plainly as can be, from the facts alone."""
    person = world.people[place]
    if person["excluded"] and holds(person["excluded"]):
        return set()
    cleared = set()
    if world.clearance and holds(world.clearance[1]):
        cleared.add(world.clearance[0])
    readable = set()
    if person["granted"] and holds(person["granted"][1]):
        readable |= person["granted"][0]
    for role_id, unit, span in world.postings:
        role = pack().roles[role_id]
        if not holds(span) or role.reach == "none":
            continue
        # The nation reaches all that anyone in it holds: the walk upward ends there.
        if any(reached_by(world, role.reach, unit, holder) for holder in holders_of(person, world)):
            readable |= {pack().markings[marking].number for marking in role.markings}
    return {number for number in readable if may_be_read_with(cleared, number)}


def holders_of(person: dict, world: World) -> list[int]:
    """Units that hold the person and count: none where they are restricted."""
    return [] if person["restricted"] else effective_holdings(person, world)


def effective_holdings(person: dict, world: World) -> list[int]:
    """One custody and one community holding at most: the first named."""
    kept, seen = [], set()
    for unit in person["held"]:
        kind = HOLDING_KIND[world.units[unit][0]]
        if kind in ("custody", "community") and kind in seen:
            continue
        seen.add(kind)
        kept.append(unit)
    return kept


def reached_by(world: World, reach: str, unit: int, holder: int) -> bool:
    top: int | None = unit
    if reach != "own":
        while top is not None and world.units[top][0] != reach:
            top = world.units[top][1]
        if top is None:
            top = unit
    at: int | None = holder
    while at is not None:
        if at == top:
            return True
        at = world.units[at][1]
    return False


def holds(span: tuple[int, int | None]) -> bool:
    since, until = span
    return since <= 0 and (until is None or until > 0)


def may_be_read_with(cleared: set[str], number: int) -> bool:
    marking = next(one for one in pack().markings.values() if one.number == number)
    if marking.needs_clearance is None:
        return True
    order = [level.id for level in pack().clearances.clearance]
    return any(order.index(one) >= order.index(marking.needs_clearance) for one in cleared)


@contextmanager
def undone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put_on_record(world: World) -> tuple[Member, dict, dict]:
    """The world as rows: the colleague, people by key, one row of every marking for each."""
    with acting_as(SYSTEM):
        units: list[Unit] = []
        for place, (kind, parent) in enumerate(world.units):
            units.append(
                Unit.objects.create(
                    kind=kind,
                    code=f"harness-{place}",
                    name=f"Unit {place}",
                    parent=None if parent is None else units[parent],
                )
            )
        member = Member.objects.create(name="Random colleague", email="random@example.invalid")
        for role, unit, span in world.postings:
            since, until = days(span)
            Posting.objects.create(
                member=member, unit=units[unit], role=role, since=since, until=until
            )
        if world.clearance:
            since, until = days(world.clearance[1])
            Clearance.objects.create(
                member=member,
                level=world.clearance[0],
                since=since,
                until=until or TODAY + timedelta(days=999),
            )
        keys = [put_person(world, facts, units, member) for facts in world.people]
        connection.check_constraints()
        people = {pk: Person.objects.get(pk=pk) for pk in keys}
        rows = {row.pk: row for row in Characteristic.objects.filter(person__in=keys)}
    return member, people, rows


def put_person(world: World, facts: dict, units: list[Unit], member: Member) -> int:
    person = Person.objects.create(given_name="Some", family_name="Body", sort_key="body some")
    for unit in effective_holdings(facts, world):
        Holding.objects.create(
            person=person, kind=HOLDING_KIND[world.units[unit][0]], unit=units[unit], since=TODAY
        )
    if facts["restricted"]:
        Restriction.objects.create(person=person, reason="-", since=NOW)
    if facts["granted"]:
        markings, span = facts["granted"]
        since, until = moments(span)
        Grant.objects.create(
            person=person,
            member=member,
            markings=sorted(markings),
            reason="-",
            since=since,
            until=until,
        )
    if facts["excluded"]:
        since, until = moments(facts["excluded"])
        Exclusion.objects.create(person=person, member=member, reason="-", since=since, until=until)
    Characteristic.objects.bulk_create(
        Characteristic(person=person, kind="religion", text="-", marking=number)
        for number in NUMBERS
    )
    return person.pk


def days(span: tuple[int, int | None]) -> tuple[date, date | None]:
    since, until = span
    return TODAY + timedelta(days=since), None if until is None else TODAY + timedelta(days=until)


def moments(span: tuple[int, int | None]) -> tuple:
    since, until = span
    return NOW + timedelta(days=since), None if until is None else NOW + timedelta(days=until)
