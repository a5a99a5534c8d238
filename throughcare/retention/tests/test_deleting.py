"""What is due goes, everywhere; what is on hold stays; what was sealed can still be verified."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.databases import NOW
from tests.faults.kept import texts_in
from throughcare.foundation.access import (
    SYSTEM,
    AccessDenied,
    NotVisible,
    acting_as,
    as_owner,
)
from throughcare.foundation.audit.models import Change, Deed
from throughcare.people import actions as people
from throughcare.people.models import Holding, Person
from throughcare.record import actions as record
from throughcare.record.models import Draft, Entry
from throughcare.record.tests.conftest import LETTER, attach
from throughcare.retention import actions, queries
from throughcare.retention.actions import NotDue
from throughcare.retention.models import Deletion, Hold
from throughcare.retention.tests.conftest import LONG_AGO, let_go

RULE = "after-the-case"
WORDS = "She said that Megan Pugh had hidden it."


@pytest.fixture
def over(cast):
    """Erin's case ended long ago; her words are on the record and in the audit."""
    with acting_as(cast.cara):
        record.write_note(
            actor=cast.cara,
            person=cast.erin,
            note_type="contact",
            text=WORDS,
            happened_at=NOW,
            at=NOW,
        )
    attach(cast, "cara", "erin", file=replace(LETTER, name=WORDS))
    let_go(cast.erin)
    return cast.erin


def delete(actor, person, id=None):
    with acting_as(actor):
        actions.delete_record(
            actor=actor, person=person, rule=RULE, because="Agreed", at=NOW, id=id or uuid4()
        )


def every_table():
    with as_owner(), connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def check_references():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_everything_about_somebody_goes_and_what_is_left_names_nobody(cast, rhys, over):
    person = over.pk
    assert any(WORDS in text for text in texts_in(["audit_change", "record_entry"]))

    delete(rhys, over)

    check_references()
    tables = [one for one in every_table() if one != "django_session"]
    said = texts_in(tables)
    for telling in (WORDS, "Vaughan", "X654321", str(over.ref)):
        assert [text for text in said if telling in text and "Vaughan-Cole" not in text] == []
    with acting_as(SYSTEM):
        assert not Person.objects.filter(pk=person).exists()
        left = Deletion.objects.get()
        assert (left.rule, left.decided_by_id, left.because) == (RULE, rhys.staff_id, "Agreed")
        assert left.rows["record.entry"] >= 1
        assert left.rows["people.person"] == 1
        deed = Deed.objects.get(verb="retention.record_deleted")
        assert deed.person_id is None
        # That something was done stays: when, by whom, to which table.
        assert Change.objects.filter(person_id=person).exists()
        assert not Change.objects.filter(person_id=person, before__isnull=False).exists()


def test_no_table_about_people_is_forgotten(over):
    """Whatever has a row about the person is emptied, whoever made the table."""
    named = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(one.attname in ("person_id", "other_id") for one in model._meta.concrete_fields)
    }
    with acting_as(SYSTEM):
        gone = {label for label, _rows in queries.every_row_of([over.pk])}

    assert named - gone == {"audit.deed", "audit.change", "audit.look"}
    assert gone - named == {
        *("people.mergedrow", "people.arrival", "exchange.message", "people.person"),
    }


def test_who_was_found_to_be_the_same_goes_too(cast, rhys, over):
    with acting_as(SYSTEM):
        double = people.add_person(
            actor=SYSTEM,
            given_name="Aeryn",
            family_name="Fychan",
            born_on=over.born_on,
            sex="F",
            at=NOW,
        )
        people.merge(actor=SYSTEM, kept=over, other=double, reason="The same", at=NOW)

    delete(rhys, over)

    check_references()
    said = texts_in([one for one in every_table() if one != "django_session"])
    assert [text for text in said if "Fychan" in text] == []


def test_a_record_is_not_deleted_before_its_time_or_while_anybody_holds_them(cast, rhys, over):
    let_go(over, on=NOW.date() - timedelta(365 * 6))
    with pytest.raises(NotDue):
        delete(rhys, over)
    with pytest.raises(NotDue):  # Amina holds Dan
        delete(rhys, cast.dan)


def hold(actor, person, **said):
    with acting_as(actor):
        return actions.place_hold(
            actor=actor,
            person=person,
            kind="public-inquiry",
            reason="Letter of 3 March",
            review_on=NOW.date() + timedelta(90),
            at=NOW,
            id=uuid4(),
            **said,
        )


def test_a_hold_stops_deletion_until_it_ends(rhys, over):
    placed = hold(rhys, over)
    with pytest.raises(NotDue):
        delete(rhys, over)
    assert due(rhys) == []

    with acting_as(rhys):
        actions.end_hold(actor=rhys, person=over, id=placed.pk, because="It is over", at=NOW)

    assert due(rhys) == ["Erin Vaughan"]
    delete(rhys, over)
    with acting_as(SYSTEM):
        assert not Hold.objects.exists()


def test_a_hold_that_comes_after_the_deletion_finds_nobody(rhys, over):
    delete(rhys, over)

    with pytest.raises(NotVisible):
        hold(rhys, over)


def _hold_where_few_see(cast, person):
    with acting_as(SYSTEM):
        Holding.objects.create(
            person=person,
            kind="specialist",
            unit=cast.unit("N50CT"),
            since=NOW.date(),
            marking=2,
        )


def due(actor):
    with acting_as(actor):
        page = queries.retention_page(actor=actor, at=NOW)
    return [one.person.name for one in page.due]


def test_who_may_not_decide_deletes_nothing_and_is_shown_nothing_due(cast, rhys, over):
    with acting_as(cast.ben):
        page = queries.retention_page(actor=cast.ben, at=NOW)
        assert (page.due, page.deletions) == ([], [])
    with pytest.raises(AccessDenied), acting_as(cast.amina):
        queries.retention_page(actor=cast.amina, at=NOW)
    with pytest.raises(AccessDenied):
        delete(cast.ben, cast.dan)


def test_what_the_reader_does_not_see_stops_a_deletion_without_a_word(cast, rhys, over):
    """A running holding that row security hides: the record is simply not due."""
    _hold_where_few_see(cast, over)

    assert due(rhys) == []
    with acting_as(rhys):
        assert queries.person_page(actor=rhys, person=over, at=NOW).due == ()
    with pytest.raises(NotDue):
        delete(rhys, over)


def test_whom_something_hidden_stops_takes_nobodys_place_in_the_list(cast, rhys, over, monkeypatch):
    monkeypatch.setattr("throughcare.retention.queries.pages.PAGE", 1)
    _hold_where_few_see(cast, over)
    let_go(cast.dan, on=LONG_AGO + timedelta(days=30))

    assert due(rhys) == [cast.dan.full_name]


def test_what_was_deleted_and_what_never_was_are_found_alike(client, cast, rhys, over):
    delete(rhys, over)
    client.force_login(cast.member("cara"))

    gone, absent = (client.get(f"/people/{one}") for one in (over.ref, uuid4()))

    assert gone.status_code == absent.status_code == 404


def test_nothing_else_makes_what_is_kept_for_ever_stand_aside(cast):
    """Every trigger that refuses, and every one that writes changes down, names the one role."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, pg_get_triggerdef(t.oid) from pg_trigger t"
            " join pg_proc p on p.oid = tgfoid"
            " where not tgisinternal and tgparentid = 0"
            " and (proname in ('write_change', 'write_new')"
            "      or tgtype & 1 = 1 and prosrc ilike '%%raise exception%%')"
        )
        found = cursor.fetchall()

    assert {table for table, said in found if "throughcare_retention" not in said} == {
        "audit_seal", "audit_blanked", "retention_deletion",
    }  # fmt: skip
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        Deed.objects.all().delete()


def test_drafts_and_the_text_of_messages_go_when_their_own_time_is_over(cast, capsys):
    with acting_as(SYSTEM):
        for person in (cast.dan, cast.erin):
            Draft.objects.create(
                person=person,
                author=cast.member("amina"),
                key="note",
                content={"text": "Half"},
                saved_at=NOW - timedelta(120),
            )
    hold(cast.ben, cast.dan)

    call_command("retention")
    assert "drafts): due 1." in capsys.readouterr().out
    call_command("retention", "sweep")

    with acting_as(SYSTEM):
        assert [one.person_id for one in Draft.objects.all()] == [cast.dan.pk]
        assert Deletion.objects.get().decided_by is None
        assert Entry.objects.exists()
