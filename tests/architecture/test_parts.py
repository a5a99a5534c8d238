"""Long tables lie in parts: nobody enters one by itself, and no month comes without its part."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.audit.models import Look
from throughcare.foundation.audit.months import AHEAD, make_months
from throughcare.foundation.audit.sealing import LETTERS

PARTS = """
    select c.relnamespace::regnamespace::text, c.relname
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r'
"""


def rows(query: str, *values: object) -> list[tuple]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def part_of(look: Look) -> str:
    [(part,)] = rows(
        "select relnamespace::regnamespace::text from audit_look l join pg_class c"
        " on c.oid = l.tableoid where l.id = %s",
        look.pk,
    )
    return part


def looked_at(at: object) -> Look:
    with acting_as(SYSTEM):
        return Look.objects.create(at=at, actor="Somebody", page="A page")


def test_entries_and_the_audit_are_in_parts_and_nothing_else_is(db):
    assert {table for _, table in rows(PARTS)} == {"record_entry", *LETTERS}


@pytest.mark.parametrize("actor", ["amina", "the program", "nobody"])
def test_no_part_can_be_read_by_its_own_name(cast, actor):
    """Addressed directly, a part would show every row: the policies are the table's."""
    who = {"the program": SYSTEM, "nobody": None}.get(actor) or getattr(cast, actor, None)
    parts = [f"{schema}.{table}" for schema, table in rows(PARTS)]
    assert len(parts) > 10

    for part in parts:
        with (
            acting_as(who),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="permission denied for schema"),
            transaction.atomic(),
        ):
            cursor.execute(f"select count(*) from {part}")


def test_the_rights_to_a_part_are_its_owners_alone(db):
    found = rows(
        f"select s, t from ({PARTS}) parts(s, t) join pg_class c on c.relname = t"
        " and c.relnamespace::regnamespace::text = s cross join aclexplode(c.relacl) g"
        " where g.grantee <> c.relowner"
    )

    assert found == []


def test_a_part_cannot_be_emptied_by_itself(db):
    for schema, table in rows(PARTS):
        with (
            as_owner(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
        ):
            cursor.execute(f"truncate {schema}.{table} cascade")


def test_what_is_dated_later_than_any_month_is_kept_and_goes_to_its_month_when_there_is_one(db):
    """With its number, so that a seal upon it stays good."""
    later = timezone.now() + 2 * AHEAD
    look = looked_at(later)
    before = rows("select transaction, page from audit_look where id = %s", look.pk)
    assert part_of(look) == "part_beyond"

    made = make_months(at=later)

    assert made >= len(LETTERS)
    assert part_of(look) == f"part_{later:%Y_%m}"
    assert rows("select transaction, page from audit_look where id = %s", look.pk) == before
    assert make_months(at=later) == 0


def test_a_part_made_later_is_as_closed_as_the_others(db):
    later = timezone.now() + 2 * AHEAD
    make_months(at=later)
    look = looked_at(later)

    for change in ("update audit_look set page = '-'", "delete from audit_look"):
        with (
            as_owner(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
        ):
            cursor.execute(f"{change} where id = %s", [look.pk])


def test_there_is_room_for_the_next_three_months_from_the_start(db):
    """By the server's clock, which migrations go by."""
    [(now,)] = rows("select now()")

    assert make_months(at=now - timedelta(days=3)) == 0


def test_two_corrections_of_one_wording_clash_though_they_lie_in_different_parts(cast):
    first = uuid4()
    insert = (
        "insert into record_entry (id, person_id, kind, title, happened_at, recorded_at,"
        " author_text, text, note_type, is_important, link, marking, supersedes_id, original_id)"
        " values (%s, %s, 'note', '', now(), now(), '', '', '', false, '', 0, %s, %s)"
    )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(insert, [first, cast.dan.pk, None, None])
        cursor.execute(insert, [uuid4(), cast.dan.pk, first, first])
        for _ in range(8):
            with (
                pytest.raises(DatabaseError, match="record_entry_superseded_once"),
                transaction.atomic(),
            ):
                cursor.execute(insert, [uuid4(), cast.dan.pk, first, first])
