"""Two records of one person become one, and two again: of whom, by whom, and who sees it then."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.audit import looked
from throughcare.people import actions, queries
from throughcare.people.merging import tables
from throughcare.people.models import (
    Adjustment,
    Exclusion,
    Holding,
    Identifier,
    Merge,
    Name,
    Person,
)
from throughcare.people.reach import actor_for

LATER = NOW + timedelta(hours=3)


def as_it_stands(*people):
    """All that is said of these people, by table: every column, and to whom it is open."""
    said = {}
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in [*(one._meta.db_table for one in tables()), "people_person"]:
            if table == "people_merge":
                continue
            whose = "id" if table == "people_person" else "person_id"
            cursor.execute(
                f"select to_jsonb(t)::text from {table} t where {whose} = any(%s) order by 1",
                [[one.pk for one in people]],
            )
            if rows := [json.loads(row) for (row,) in cursor.fetchall()]:
                said[table] = rows
    return said


@pytest.fixture
def twice(cast):
    """Dan a second time, under another name and with one number of the same; Owen has the case."""
    with acting_as(SYSTEM):
        other = actions.add_person(
            actor=SYSTEM,
            given_name="Daniel",
            middle_names="Huw",
            family_name="Reece",
            born_on=date(1990, 7, 15),
            at=NOW,
        )
        actions.add_identifier(actor=SYSTEM, person=other, kind="crn", text="X999999")
        actions.add_identifier(actor=SYSTEM, person=other, kind="nomis", text="A1234BC")
        hold(cast, other, "N50ASHA", "owen")
    return other


def hold(cast, person, unit, holder=None, kind="community"):
    actions.hold(
        actor=SYSTEM,
        person=person,
        kind=kind,
        unit=cast.unit(unit),
        holder=cast.member(holder) if holder else None,
        on=date(2026, 2, 2),
        at=NOW,
    )


def merge(actor, kept, other, **more):
    with acting_as(actor):
        return actions.merge(actor=actor, kept=kept, other=other, reason="The same", at=NOW, **more)


def take_back(actor, merged, **more):
    with acting_as(actor):
        return actions.take_merge_back(
            actor=actor, merge=merged, because="Not the same", at=LATER, **more
        )


def readable(actor, person):
    """What the colleague reads of somebody, by table."""
    with acting_as(actor_for(staff_id=actor.staff_id, at=NOW)):
        return {
            (one._meta.db_table, str(pk))
            for one in tables()
            for pk in one._base_manager.filter(person=person.pk).values_list("pk", flat=True)
        }


def test_a_merge_taken_back_leaves_everything_as_it_was(cast, twice):
    before = as_it_stands(cast.dan, twice)

    merged = merge(cast.ben, cast.dan, twice)
    assert as_it_stands(cast.dan, twice) != before
    take_back(cast.ben, merged)

    assert as_it_stands(cast.dan, twice) == before


def test_what_was_about_either_is_about_the_one_that_is_kept(cast, twice):
    merge(cast.ben, cast.dan, twice)

    with acting_as(cast.ben):
        assert set(Identifier.objects.filter(person=cast.dan).values_list("value", flat=True)) == {
            *("X123456", "X999999", "A1234BC")
        }
        names = Name.objects.filter(person=cast.dan).values_list("kind", "family_name", "born_on")
        assert set(names) == {
            ("current", "Rees", None),
            ("alias", "Reece", date(1990, 7, 15)),
        }
        open_now = Holding.objects.filter(person=cast.dan, until=None)
        assert [one.holder.name for one in open_now] == ["Amina Khan"]
        assert Person.objects.get(pk=cast.dan.pk).middle_names == "Huw"
        assert not Person.objects.filter(pk=twice.pk).exists()


def test_their_old_address_and_what_is_typed_there_lead_to_the_one_that_is_kept(
    cast, twice, client
):
    merge(cast.ben, cast.dan, twice)
    client.force_login(cast.member("ben"))
    asked = reverse("people:details", args=[twice.ref]) + "?from=an-old-letter"

    answer = client.get(asked)
    sent = client.post(reverse("people:write", args=[twice.ref, "adjustment"]), {})

    assert answer.status_code == sent.status_code == 307
    assert answer["Location"] == asked.replace(str(twice.ref), str(cast.dan.ref))
    assert client.get(answer["Location"]).status_code == 200


def test_their_old_address_is_nobodys_for_who_does_not_see_the_one_that_is_kept(
    cast, twice, client
):
    merge(cast.ben, cast.dan, twice)
    client.force_login(cast.member("cara"))

    assert client.get(reverse("people:details", args=[twice.ref])).status_code == 404


def test_whom_one_does_not_see_cannot_be_merged_any_more_than_nobody(cast):
    for kept, other in ((cast.dan, cast.erin), (cast.erin, cast.dan)):
        with pytest.raises(NotVisible):
            merge(cast.ben, kept, other)


def test_an_officer_who_holds_the_case_cannot_merge_it(cast, twice):
    with pytest.raises(AccessDenied):
        merge(cast.amina, cast.dan, twice)


def test_nobody_is_merged_with_themselves_or_twice(cast, twice):
    merge(cast.ben, cast.dan, twice)

    for kept, other in ((cast.dan, cast.dan), (cast.dan, twice), (twice, cast.dan)):
        with pytest.raises(NotVisible):
            merge(cast.ben, kept, other)


def test_the_same_form_sent_twice_merges_once(cast, twice):
    id = uuid4()

    assert merge(cast.ben, cast.dan, twice, id=id) == merge(cast.ben, cast.dan, twice, id=id)
    with acting_as(cast.ben):
        assert Merge.objects.count() == 1


def test_who_is_excluded_from_either_sees_nothing_of_the_two(cast, twice):
    with acting_as(SYSTEM):
        actions.exclude_colleague(
            actor=SYSTEM, person=twice, member=cast.member("amina"), reason="Cousin", at=NOW
        )
    assert readable(cast.amina, cast.dan)

    merged = merge(cast.ben, cast.dan, twice)
    assert readable(cast.amina, cast.dan) == set()

    take_back(cast.ben, merged)
    assert readable(cast.amina, cast.dan)


def test_a_name_given_for_one_of_two_is_no_name_for_the_other(cast, twice):
    with acting_as(SYSTEM):
        for person in (cast.dan, twice):
            grant(cast, person, "cara")
        grant(cast, twice, "pia")
        grant(cast, cast.dan, "fay")
    before = as_it_stands(cast.dan, twice)

    merged = merge(cast.ben, cast.dan, twice)

    assert readable(cast.cara, cast.dan)
    assert readable(cast.pia, cast.dan) == readable(cast.fay, cast.dan) == set()
    take_back(cast.ben, merged)
    assert as_it_stands(cast.dan, twice) == before
    assert readable(cast.pia, twice)


def grant(cast, person, member, **more):
    actions.grant_access(
        actor=SYSTEM, person=person, member=cast.member(member), reason="Cover", at=NOW, **more
    )


def test_a_name_reads_of_the_two_what_it_read_of_each(cast, twice):
    with acting_as(SYSTEM):
        grant(cast, cast.dan, "cara", markings=(0,))
        grant(cast, twice, "cara", markings=(0, 1))
        Adjustment.objects.create(person=cast.dan, text="Marked", marking=1)

    merge(cast.ben, cast.dan, twice)

    with acting_as(cast.cara):
        assert not Adjustment.objects.exists()


def test_two_of_whom_one_is_restricted_are_restricted(cast, twice):
    with acting_as(SYSTEM):
        hold(cast, cast.dan, "MWI-H", kind="custody")
        actions.restrict_person(
            actor=SYSTEM, person=twice, named=[cast.member("ben")], reason="Threats", at=NOW
        )
    with pytest.raises(actions.NameThemFirst) as named:
        merge(cast.ben, cast.dan, twice)
    assert named.value.names == ["Amina Khan"]

    with acting_as(SYSTEM):
        grant(cast, twice, "amina")
    merged = merge(cast.ben, cast.dan, twice)

    assert readable(cast.amina, cast.dan)
    assert readable(cast.ben, cast.dan)
    assert readable(cast.sol, cast.dan) == set()
    take_back(cast.ben, merged)
    assert readable(cast.sol, cast.dan)


def test_a_limit_set_since_holds_for_both(cast, twice):
    merged = merge(cast.ben, cast.dan, twice)
    with acting_as(cast.ben):
        actions.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member("owen"), reason="-", at=NOW
        )

    take_back(cast.ben, merged)

    with acting_as(SYSTEM):
        assert Exclusion.objects.filter(member=cast.member("owen")).count() == 2


def test_what_was_written_since_goes_where_whoever_takes_it_back_says(cast, twice):
    merged = merge(cast.ben, cast.dan, twice)
    with acting_as(cast.amina):
        rows = [
            actions.write_circumstance(
                actor=cast.amina,
                person=cast.dan,
                what="adjustment",
                facts={"text": text},
                id=f"00000000-0000-4000-8000-00000000000{n}",
                at=NOW,
            )
            for n, text in enumerate(("Large print", "A hearing loop"))
        ]

    take_back(cast.ben, merged, to_other=[("people_adjustment", str(rows[0].pk))])

    with acting_as(SYSTEM):
        assert Adjustment.objects.get(text="Large print").person_id == twice.pk
        assert Adjustment.objects.get(text="A hearing loop").person_id == cast.dan.pk


def test_what_was_changed_since_stays_changed(cast, twice):
    merged = merge(cast.ben, cast.dan, twice)
    with acting_as(SYSTEM):
        moved = Name.objects.get(family_name="Reece")
        moved.given_name = "Danny"
        moved.save()

    take_back(cast.ben, merged)

    with acting_as(SYSTEM):
        name = Name.objects.get(pk=moved.pk)
        assert (name.person_id, name.given_name, name.kind) == (twice.pk, "Danny", "current")


def test_whoever_writes_about_one_who_was_merged_writes_about_the_one_that_is_kept(cast, twice):
    merge(cast.ben, cast.dan, twice)

    with acting_as(SYSTEM):
        Adjustment.objects.create(person=twice, text="Came late")
        assert Adjustment.objects.get().person_id == cast.dan.pk


def test_merges_are_taken_back_the_newest_first(cast, twice):
    with acting_as(SYSTEM):
        third = actions.add_person(
            actor=SYSTEM, given_name="Dai", family_name="Rhys", born_on=None, at=NOW
        )
        actions.add_identifier(actor=SYSTEM, person=third, kind="crn", text="X777777")
        hold(cast, third, "N50ASHA")
    before = as_it_stands(cast.dan, twice, third)
    first = merge(cast.ben, cast.dan, twice)
    second = merge(cast.ben, third, cast.dan)  # and so the first lies in the third's record

    with pytest.raises(actions.TakeBackTheLaterFirst):
        take_back(cast.ben, first)
    take_back(cast.ben, second)
    take_back(cast.ben, first)

    assert as_it_stands(cast.dan, twice, third) == before


def test_the_database_moves_a_finished_row_only_as_a_merge_says(cast, twice):
    with acting_as(SYSTEM):
        hold(cast, cast.erin, "N50ASHA", kind="specialist")
    merge(cast.ben, cast.dan, twice)

    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select id from people_name where family_name = 'Reece'")
        [key] = cursor.fetchone()
        for now, allowed in ((twice.pk, True), (cast.dan.pk, True), (cast.erin.pk, False)):
            was = json.dumps({"id": key, "person_id": cast.dan.pk if now != cast.dan.pk else 0})
            if now == cast.dan.pk:
                was = json.dumps({"id": key, "person_id": twice.pk})
            becomes = json.dumps({"id": key, "person_id": now})
            cursor.execute(
                "select app.only_moved('people_name', %s::jsonb, %s::jsonb)", [was, becomes]
            )
            assert cursor.fetchone() == (allowed,)


def test_looks_at_either_are_looks_at_the_two(cast, twice):
    with acting_as(SYSTEM):
        looked(cast.owen, twice, "web:overview", at=NOW)
    merged = merge(cast.ben, cast.dan, twice)
    with acting_as(SYSTEM):
        looked(cast.amina, cast.dan, "web:overview", at=NOW + timedelta(minutes=1))

    def lookers(person):
        with acting_as(cast.ben):
            page = queries.looks_page(actor=cast.ben, person=person, since=None, until=None)
            return sorted(line.looks.actor for line in page.lines)

    assert lookers(cast.dan) == ["Amina Khan", "Owen Pryce"]
    take_back(cast.ben, merged)
    assert lookers(cast.dan) == ["Amina Khan"]
    assert lookers(twice) == ["Amina Khan", "Owen Pryce"]


def test_nobody_but_the_program_reads_what_a_merge_notes(cast, twice):
    merge(cast.ben, cast.dan, twice)

    for table in ("people_mergedrow", "people_arrival"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting_as(cast.ben),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"select count(*) from {table}")
