"""The harness: random colleagues, people, restrictions and markings, and the answers must agree.

Three answers to "what may this colleague see?" are compared: what row security shows, what
`may_read` says, and what a plain walk over the facts written for this test says. (The fourth, the
search function's, is compared in `record/tests`.)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as, may_read
from throughcare.foundation.packs import pack
from throughcare.people.models import (
    Characteristic,
    Exclusion,
    Grant,
    Holding,
    Likeness,
    Person,
    Restriction,
)
from throughcare.people.reach import actor_for
from throughcare.staff.models import Clearance, Member, Posting, Unit

TODAY = NOW.date()
TREE = [
    ("nation", None),
    ("region", 0),
    ("delivery-unit", 1),
    ("team", 2),
    ("team", 2),
    ("establishment", 1),
    ("wing", 5),
    ("wing", 5),
    ("specialist-team", 1),
    ("region", 0),
    ("delivery-unit", 9),
    ("team", 10),
    ("provider", 9),
]
"""Kinds of unit and the place of their parent: two regions, of which one has a prison."""
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
    """A colleague and some people, by the places of units in TREE."""

    postings: list[tuple[str, int, tuple[int, int | None]]]
    clearance: tuple[str, tuple[int, int | None]] | None
    people: list[dict]


places = st.integers(0, len(TREE) - 1)
holders = st.sampled_from([place for place, (kind, _) in enumerate(TREE) if kind in HOLDING_KIND])
somebody = st.fixed_dictionaries(
    {
        "held": st.lists(holders, max_size=3),
        "restricted": st.sampled_from([False, False, True]),
        "granted": st.none() | st.tuples(st.sets(st.sampled_from(NUMBERS)), spans),
        "emergency": st.none() | st.tuples(st.sets(st.sampled_from(NUMBERS)), spans),
        "excluded": st.sampled_from([None, None, None]) | spans,
    }
)
worlds = st.builds(
    World,
    postings=st.lists(st.tuples(st.sampled_from(sorted(pack().roles)), places, spans), max_size=3),
    clearance=st.none()
    | st.tuples(st.sampled_from([level.id for level in pack().clearances.clearance]), spans),
    people=st.lists(somebody, min_size=4, max_size=6),
)


@pytest.fixture
def units(db):
    """The tree, made once for all worlds."""
    made: list[Unit] = []
    with acting_as(SYSTEM):
        for place, (kind, parent) in enumerate(TREE):
            made.append(
                Unit.objects.create(
                    kind=kind,
                    code=f"harness-{place}",
                    name=f"Unit {place}",
                    parent=None if parent is None else made[parent],
                )
            )
    return made


@given(world=worlds)
@settings(
    max_examples=100,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a world found wanting is small already
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_row_security_the_python_rule_and_a_plain_walk_agree(world, units):
    with undone_afterwards():
        member, people, rows = put_on_record(world, units)
        actor = actor_for(staff_id=member.pk, at=NOW)

        with acting_as(actor):
            people_shown = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
            shown = Characteristic.objects.filter(pk__in=rows)
            rows_shown = set(shown.values_list("pk", flat=True))
            counted = shown.count()
            alike = set(Likeness.objects.values_list("person_id", "other_id"))

        assert counted == len(rows_shown)
        # Two who may be one are shown to whoever sees both.
        assert alike == set(combinations(sorted(people_shown), 2))
        assert people_shown == {pk for pk, person in people.items() if may_read(actor, person)}
        assert rows_shown == {pk for pk, row in rows.items() if may_read(actor, row)}
        for place, person in enumerate(people.values()):
            readable = plain_walk(world, place)
            theirs = {
                row.marking
                for row in rows.values()
                if row.person_id == person.pk and row.pk in rows_shown
            }
            assert theirs == readable, place
            assert (person.pk in people_shown) is (0 in readable), place


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
    opens = set()
    for role_id, _unit, span in world.postings:
        role = pack().roles[role_id]
        if holds(span) and "people.break_glass" in role.powers:
            opens |= {pack().markings[marking].number for marking in role.markings}
    if person["emergency"] and holds(person["emergency"][1]):
        never = {pack().markings[marking].number for marking in ("ct", "therapy", "victim")}
        readable |= (person["emergency"][0] & opens) - never
    for role_id, unit, span in world.postings:
        role = pack().roles[role_id]
        if not holds(span) or role.reach == "none":
            continue
        # The nation reaches all that anyone in it holds: the walk upward ends there.
        if any(reached_by(role.reach, unit, holder) for holder in holders_of(person)):
            readable |= {pack().markings[marking].number for marking in role.markings}
    return {number for number in readable if may_be_read_with(cleared, number)}


def holders_of(person: dict) -> list[int]:
    """Units that hold the person and count: none where they are restricted."""
    return [] if person["restricted"] else effective_holdings(person)


def effective_holdings(person: dict) -> list[int]:
    """One custody and one community holding at most: the first named."""
    kept, seen = [], set()
    for unit in person["held"]:
        kind = HOLDING_KIND[TREE[unit][0]]
        if kind in ("custody", "community") and kind in seen:
            continue
        seen.add(kind)
        kept.append(unit)
    return kept


def reached_by(reach: str, unit: int, holder: int) -> bool:
    top: int | None = unit
    if reach != "own":
        while top is not None and TREE[top][0] != reach:
            top = TREE[top][1]
        if top is None:
            top = unit
    at: int | None = holder
    while at is not None:
        if at == top:
            return True
        at = TREE[at][1]
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


def put_on_record(world: World, units: list[Unit]) -> tuple[Member, dict, dict]:
    """The world as rows: the colleague, people by key, one row of every marking for each."""
    with acting_as(SYSTEM):
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
        keys = [put_person(facts, units, member) for facts in world.people]
        Likeness.objects.bulk_create(
            Likeness(person_id=one, other_id=other, weight=9, parts=[], rule="-", found_at=NOW)
            for one, other in combinations(sorted(keys), 2)
        )
        connection.check_constraints()
        people = {pk: Person.objects.get(pk=pk) for pk in keys}
        rows = {row.pk: row for row in Characteristic.objects.filter(person__in=keys)}
    return member, people, rows


def put_person(facts: dict, units: list[Unit], member: Member) -> int:
    person = Person.objects.create(given_name="Some", family_name="Body", sort_key="body some")
    for unit in effective_holdings(facts):
        Holding.objects.create(
            person=person, kind=HOLDING_KIND[TREE[unit][0]], unit=units[unit], since=TODAY
        )
    if facts["restricted"]:
        Restriction.objects.create(person=person, reason="-", since=NOW)
    for kind, by_name in (("named", facts["granted"]), ("emergency", facts["emergency"])):
        if not by_name:
            continue
        markings, span = by_name
        since, until = moments(span)
        Grant.objects.create(
            person=person,
            member=member,
            kind=kind,
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
