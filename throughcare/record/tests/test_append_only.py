"""What was written stays written, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.people import actions as people
from throughcare.record.models import Entry

ATTEMPTS = [
    "update record_entry set text = 'Nothing happened.'",
    "update record_entry set marking = 0, recorded_at = happened_at",
    "update record_entry set marking = 1",
    "update record_entry set marking = 4, text = 'Nothing happened.'",
    "delete from record_entry",
    "truncate record_entry cascade",
]


def attempt(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ATTEMPTS)
@pytest.mark.parametrize("who", ["amina", "ben"])
def test_no_colleague_changes_or_deletes_an_entry(cast, notes, who, statement):
    notes.by("amina", "dan", "He came.")

    with acting_as(getattr(cast, who)), pytest.raises(DatabaseError):
        attempt(statement)


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_program_itself_changes_and_deletes_none(cast, notes, statement):
    notes.by("amina", "dan", "He came.")

    with acting_as(SYSTEM), pytest.raises(DatabaseError):
        attempt(statement)


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_not_even_the_owner_changes_or_deletes_one(cast, notes, statement):
    notes.by("amina", "dan", "He came.")

    with as_owner(), pytest.raises(DatabaseError, match="never changed or deleted"):
        attempt(statement)


def test_entries_follow_their_person_to_another_team(cast, notes):
    notes.by("amina", "dan", "He came.")

    with acting_as(cast.ben):
        people.hold(
            actor=cast.ben,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=NOW.date(),
            at=NOW,
        )

    with acting_as(cast.amina):
        assert not Entry.objects.filter(person=cast.dan.pk).exists()
    with acting_as(cast.cara):
        assert Entry.objects.filter(person=cast.dan.pk, text="He came.").exists()
