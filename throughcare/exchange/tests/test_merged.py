"""Messages about one of two who were merged, and where they are once they are two again."""

from datetime import timedelta

import pytest

from tests.databases import NOW
from throughcare.exchange.models import Original
from throughcare.exchange.tests.conftest import counts, known, person, requirements
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people
from throughcare.people.models import Identifier, Merge, Name, Person
from throughcare.sentences.models import Requirement
from throughcare.supervision import actions as supervision

KEPT, OTHER = "X111111", "X222222"


@pytest.fixture
def merged(take):
    """Mo Lewis twice: once with a CRN and a PNC number, once with another CRN."""
    take(one=person(KEPT), two=person(OTHER, surname="Lewis-Jones"))
    return merge()


def merge():
    with acting_as(SYSTEM):
        return people.merge(
            actor=SYSTEM, kept=known(KEPT), other=known(OTHER), reason="The same", at=NOW
        )


def take_back(merged):
    with acting_as(SYSTEM):
        return people.take_merge_back(actor=SYSTEM, merge=merged, because="They are two", at=NOW)


def whose(rows):
    with acting_as(SYSTEM):
        return {row.source_key: row.person_id for row in rows.objects.all()}


def test_a_message_with_a_number_of_either_is_about_the_one_that_is_kept(take, merged):
    take(**{f"requirements_{KEPT}.json": requirements(1)})
    report = take(**{f"requirements_{OTHER}.json": requirements(2)})

    assert counts(report)[0] == 1
    assert set(whose(Requirement).values()) == {merged.person_id}


def test_what_came_since_goes_to_the_one_whose_number_it_named(take, merged):
    take(**{f"requirements_{KEPT}.json": requirements(1)})
    take(**{f"requirements_{OTHER}.json": requirements(2)})

    take_back(merged)

    found = whose(Requirement)
    assert sorted(found.values()) == sorted([merged.person_id, merged.other_id])
    assert {key.split(":")[-1]: person for key, person in found.items()} == {
        "1": merged.person_id,
        "2": merged.other_id,
    }
    with acting_as(SYSTEM):
        owners = Original.objects.values_list("person_id", flat=True)
        assert sorted(owners) == sorted([merged.person_id] * 2 + [merged.other_id] * 2)


def test_a_name_that_came_for_the_other_is_not_the_name_of_the_one_that_is_kept(take, merged):
    new_name = {"surname": "Evans", "previousSurname": "Lewis-Jones"}
    take(one=person(OTHER, otherIds={"pncNumber": "2012/0052494Q"}, **new_name))
    with acting_as(SYSTEM):
        assert Person.objects.get(pk=merged.person_id).family_name == "Evans"

    take_back(merged)

    with acting_as(SYSTEM):
        kept = Person.objects.get(pk=merged.person_id)
        other = Person.objects.get(pk=merged.other_id)
        assert (kept.family_name, other.family_name) == ("Lewis", "Evans")
        for one in (kept, other):
            [current] = Name.objects.filter(person=one, kind="current")
            assert current.family_name == one.family_name
        [pnc] = Identifier.objects.filter(kind="pnc")
        assert pnc.person_id == other.pk


def test_a_number_that_came_for_the_other_names_the_other_from_then_on(take, merged):
    take(one=person(OTHER, surname="Lewis-Jones", otherIds={"nomsNumber": "A1111AA"}))
    take(two={**requirements(7)})
    take(**{"requirements_A1111AA.json": requirements(8)})

    take_back(merged)

    assert {merged.other_id} == {
        owner for key, owner in whose(Requirement).items() if key.endswith(":8")
    }


def test_a_message_that_names_both_stays_with_the_one_that_is_kept(take, merged):
    with acting_as(SYSTEM):
        people.add_identifier(actor=SYSTEM, person=merged.person, kind="nomis", text="A2222BB")
    take(one=person(OTHER, surname="Lewis-Jones", otherIds={"nomsNumber": "A2222BB"}))
    take(**{"requirements_A2222BB.json": requirements(9)})

    take_back(merged)

    assert set(whose(Requirement).values()) == {merged.person_id}


def test_what_hung_on_a_fact_both_had_hangs_on_the_one_that_stays_until_they_are_two(take):
    for one in (KEPT, OTHER):
        take(one=person(one), **{f"requirements_{one}": requirements(1)})
    with acting_as(SYSTEM):
        mine, theirs = (Requirement.objects.get(person=known(one)) for one in (KEPT, OTHER))
        booked = supervision.book_appointment(
            actor=SYSTEM,
            person=known(OTHER),
            type="COAP",
            starts_at=NOW + timedelta(days=1),
            requirement=theirs,
            at=NOW,
        )

    merged = merge()
    with acting_as(SYSTEM):
        booked.refresh_from_db()
        assert (booked.person_id, booked.requirement) == (merged.person_id, mine)
        assert Requirement.objects.get(pk=theirs.pk).person_id == merged.other_id

    take_back(merged)
    with acting_as(SYSTEM):
        booked.refresh_from_db()
        assert (booked.person_id, booked.requirement) == (merged.other_id, theirs)


def test_the_same_message_again_changes_nothing_while_they_are_one(take, merged):
    take(**{f"requirements_{OTHER}.json": requirements(2)})

    again = take(**{f"requirements_{OTHER}.json": requirements(2)})

    assert counts(again) == (0, 1, 0, 0)
    with acting_as(SYSTEM):
        assert Merge.objects.count() == 1
