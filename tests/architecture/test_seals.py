"""Whoever can write every table cannot change what is sealed unseen; sealing waits for nobody."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from tests.databases import clone, connect_to, drop
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.audit import elsewhere, looked
from throughcare.foundation.audit.models import Change, Deed, Look, Seal
from throughcare.foundation.audit.sealing import ENTRY, FORMS, LETTERS, PLACE, Sealed, seal
from throughcare.foundation.audit.verifying import Verdict, verify
from throughcare.foundation.database.backups import backup, restore
from throughcare.people import actions as people

pytestmark = pytest.mark.alone  # what is sealed ends where the oldest open transaction begins

MODELS = {"audit_change": Change, "audit_deed": Deed, "audit_look": Look}


@pytest.fixture(scope="module")
def sealed_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database in which the making of the cast, and a little more, is sealed: ten at a time."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_sealed"
    with django_db_blocker.unblock():
        connection.close()
        clone(ours, name)
        connect_to(name)
        write_some(12)
        seal(in_a_seal=10)
        connect_to(ours)
        yield name
        drop(name)


@pytest.fixture
def sealed(sealed_once: str, django_db_blocker: Any) -> Iterator[str]:
    """A copy of it for one test alone: what is done there is committed."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_sealing"
    with django_db_blocker.unblock():
        connection.close()
        clone(sealed_once, name)
        connect_to(name)
        yield name
        connect_to(ours)
        drop(name)


@pytest.fixture
def undone(sealed_once: str, django_db_blocker: Any) -> Iterator[None]:
    """The sealed database itself, in one transaction of its superuser, which is undone."""
    ours = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connect_to(sealed_once)
        with tampering():
            yield
        connect_to(ours)


@contextmanager
def tampering() -> Iterator[None]:
    with as_owner(), transaction.atomic():
        sql("set local session_replication_role = replica")
        yield
        transaction.set_rollback(True)


def sql(query: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def write_some(count: int) -> None:
    """Deeds, changes and looks, each in a transaction of its own."""
    from tests.databases import NOW
    from throughcare.people.models import Person

    for number in range(count):
        with acting_as(SYSTEM):
            dan = Person.objects.get(given_name="Dan")
            text = f"07700 900{number:03}"
            people.add_identifier(
                actor=SYSTEM, person=dan, kind="pnc", text=f"20{number:02}/1{text}"
            )
            looked(SYSTEM, dan, f"page {number}", at=NOW)


def a_row(table: str, place: int = 3) -> Any:
    """The id of a sealed row somewhere in the middle."""
    return sql(f"select id from {table} order by transaction, id offset {place} limit 1")[0][0]


def found() -> tuple[str, str, str] | None:
    wrong = verify().wrong
    return (wrong.what, wrong.table, wrong.id) if wrong else None


def test_what_nobody_touched_is_as_it_was_sealed(sealed):
    verdict = verify()

    assert verdict.wrong is None
    assert verdict.seals > 3
    with acting_as(SYSTEM):
        count = sum(model.objects.count() for model in MODELS.values())
    assert (verdict.rows, verdict.not_sealed) == (count, 0)


ANOTHER = {
    "person_id": "coalesce(person_id, 0) + 1000000",
    "marking": "marking + 1000",
    "staff_id": "coalesce(staff_id, 0) + 1000000",
    "at": "at + interval '1 microsecond'",
    "transaction": "transaction + 1",
    "id": "null",
    "before": """'{"a": 1}'""",
    "after": """'{"a": 1}'""",
    "details": """details || '{"a": 1}'""",
}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, field.column)
        for table, model in MODELS.items()
        for field in model._meta.concrete_fields
        if field.column not in {"id", "transaction"}
    ],
)
def test_every_column_of_every_table_counts(undone, table, column):
    id = a_row(table)
    another = ANOTHER.get(column, f""""{column}" || '.'""")

    sql(f'update {table} set "{column}" = {another} where id = %s', id)

    assert found() == ("altered", table, str(id))


@pytest.mark.parametrize("table", MODELS)
def test_an_empty_text_is_not_nothing(undone, table):
    """Null and empty, and where one text ends and the next begins, are told apart."""
    texts = {"audit_change": ("row", "operation"), "audit_deed": ("actor", "verb")}
    first, second = texts.get(table, ("actor", "page"))
    id = a_row(table)

    sql(
        f'update {table} set "{first}" = "{first}" || left("{second}", 1),'
        f' "{second}" = substr("{second}", 2) where id = %s',
        id,
    )

    assert found() == ("altered", table, str(id))


@pytest.mark.parametrize("model", MODELS.values())
def test_the_newest_form_has_every_column(model):
    columns = {field.column for field in model._meta.concrete_fields}

    assert set(FORMS[max(FORMS)][model._meta.db_table]) | PLACE == columns


@pytest.mark.parametrize("table", MODELS)
def test_a_row_that_is_gone_is_missing(undone, table):
    id = a_row(table)

    sql(f"delete from {table} where id = %s", id)

    assert found() == ("missing", table, str(id))


def test_many_that_are_gone_are_named_by_the_first(undone):
    first = a_row("audit_look", 2)

    sql(
        "delete from audit_look where id in"
        " (select id from audit_look order by transaction offset 2)"
    )

    assert found() == ("missing", "audit_look", str(first))


@pytest.mark.parametrize("number", ["transaction", "-7", "0"])
def test_a_row_put_among_the_sealed_is_added(undone, number):
    sql(
        "insert into audit_look (id, at, staff_id, actor, page, person_id, marking, transaction)"
        " select '00000000-0000-4000-8000-000000000001', at, staff_id, actor, page, person_id,"
        f" marking, {number} from audit_look where id = %s",
        a_row("audit_look"),
    )

    assert found() == ("added", "audit_look", "00000000-0000-4000-8000-000000000001")


def test_a_row_with_a_number_no_transaction_has_had_is_added(undone):
    sql(
        "insert into audit_look (id, at, staff_id, actor, page, person_id, marking, transaction)"
        " select '00000000-0000-4000-8000-000000000001', at, staff_id, actor, page, person_id,"
        " marking, 1 + pg_current_xact_id()::text::bigint from audit_look limit 1"
    )

    assert found() == ("added", "audit_look", "00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize("table", MODELS)
@pytest.mark.parametrize("swapped", ["id", "at", "transaction"])
def test_two_rows_that_changed_places_are_reordered(undone, table, swapped):
    sql("update audit_look set at = at + interval '1 second' where id = %s", a_row("audit_look", 4))
    sql("update audit_deed set at = at + interval '1 second' where id = %s", a_row("audit_deed", 4))
    sql("delete from audit_seal")
    seal(in_a_seal=10)
    one, other = (
        a_row(table, 3),
        sql(
            f"select id from {table} where transaction > (select transaction from {table}"
            " where id = %s) order by transaction, id limit 1",
            a_row(table, 3),
        )[0][0],
    )

    swap(table, swapped, one, other)

    what, where, id = found() or ("", "", "")
    assert (what, where) == ("reordered", table)
    assert id in {str(one), str(other)}


def swap(table: str, column: str, one: Any, other: Any) -> None:
    [first] = sql(f"select {column} from {table} where id = %s", one)
    [second] = sql(f"select {column} from {table} where id = %s", other)
    if column == "id":
        between = "-1" if table == "audit_change" else "'00000000-0000-4000-8000-000000000009'"
        sql(f"update {table} set id = {between} where id = %s", one)
        sql(f"update {table} set id = %s where id = %s", one, other)
        sql(f"update {table} set id = %s where id = {between}", other)
    else:
        sql(f"update {table} set {column} = %s where id = %s", second[0], one)
        sql(f"update {table} set {column} = %s where id = %s", first[0], other)


SEAL_COLUMNS = {
    "made_at": "made_at + interval '1 second'",
    "form": "form + 1",
    "since": "since - 1",
    "until": "until + 1",
    "rows": "rows + 1",
    "entries": "set_byte(entries, 0, 1)",
    "previous": "set_byte(previous, 0, 255 - get_byte(previous, 0))",
    "digest": "set_byte(digest, 0, 255 - get_byte(digest, 0))",
}


@pytest.mark.parametrize("column", [field.column for field in Seal._meta.concrete_fields][1:])
def test_every_column_of_a_seal_counts(undone, column):
    sql(f"update audit_seal set {column} = {SEAL_COLUMNS[column]} where number = 2")

    assert found() == ("altered", "audit_seal", "2")


def test_a_seal_made_anew_to_fit_is_not_the_one_the_next_was_put_upon(undone):
    id = a_row("audit_look", 0)
    [[number]] = sql(
        "select number from audit_seal, audit_look where id = %s and since <= transaction"
        " and until > transaction",
        id,
    )
    sql("update audit_look set page = 'another' where id = %s", id)
    make_anew(number)

    assert found() == ("altered", "audit_seal", str(number))


def make_anew(number: int) -> None:
    """What whoever can write every table would do: the seal as it would be for the rows now."""
    sql("create temp table later on commit drop as table audit_seal")
    sql("delete from audit_seal where number >= %s", number)
    seal(in_a_seal=10)
    sql("delete from audit_seal where number > %s", number)
    sql("insert into audit_seal select * from later where number > %s", number)


@pytest.mark.parametrize("number", [1, 2])
def test_a_seal_that_is_gone_is_missing(undone, number):
    sql("delete from audit_seal where number = %s", number)

    assert found() == ("missing", "audit_seal", str(number))


def exported() -> dict:
    written = StringIO()
    elsewhere.export(written)
    return elsewhere.read(written.getvalue().splitlines())


def test_only_seals_kept_elsewhere_tell_that_the_last_is_gone(undone):
    kept = exported()
    last = max(kept)

    sql("delete from audit_seal where number = %s", last)

    assert verify().wrong is None
    wrong = verify(kept=kept).wrong
    assert (wrong.what, wrong.table, wrong.id) == ("missing", "audit_seal", str(last))


def test_only_seals_kept_elsewhere_tell_that_all_were_made_anew(undone):
    kept = exported()

    sql("update audit_look set page = 'another' where id = %s", a_row("audit_look"))
    sql("delete from audit_seal")
    seal(in_a_seal=10)

    assert verify().wrong is None
    assert (verify(kept=kept).wrong.what, verify(kept=kept).wrong.table) == (
        "altered",
        "audit_seal",
    )


@at_most(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    table=st.sampled_from(sorted(MODELS)),
    place=st.integers(0, 10),
    byte=st.integers(0, 255),
    how=st.sampled_from(["alter", "delete", "copy", "seal", "unseal"]),
)
def test_whatever_is_done_it_is_seen_and_undone_it_is_not(undone, table, place, byte, how):
    at = transaction.savepoint()
    id = a_row(table, place)
    [[seals]] = sql("select count(*) from audit_seal")
    number = byte % (seals - 1) + 1
    if how == "alter":
        sql(f"update {table} set at = at + %s * interval '1 ms' where id = %s", byte + 1, id)
    elif how == "delete":
        sql(f"delete from {table} where id = %s", id)
    elif how == "copy":
        new = "-id" if table == "audit_change" else "gen_random_uuid()"
        columns = ", ".join(f'"{one}"' for one in [*FORMS[1][table], "transaction", "at"])
        sql(
            f"insert into {table} (id, {columns}) select {new}, {columns} from {table}"
            " where id = %s",
            id,
        )
    elif how == "seal":
        sql(
            "update audit_seal set entries = set_byte(entries, %s %% length(entries),"
            " 255 - get_byte(entries, %s %% length(entries))) where number = %s",
            *(byte * 7, byte * 7, number),
        )
    else:
        sql("delete from audit_seal where number = %s", number)

    wrong = verify().wrong
    transaction.savepoint_rollback(at)

    assert wrong is not None
    if how in {"alter", "delete"}:
        assert (wrong.table, wrong.id) == (table, str(id))
    elif how != "copy":
        assert (wrong.table, wrong.id) == ("audit_seal", str(number))
    assert verify().wrong is None


# Writing goes on while sealing


@contextmanager
def another(name: str) -> Iterator[psycopg.Connection]:
    given = connection.get_connection_params()
    parts = {key: given[key] for key in ("host", "port", "user", "password") if given.get(key)}
    with psycopg.connect(dbname=name, **parts) as other:
        # Whoever would have to wait fails instead.
        other.execute("set lock_timeout = '1ms'")
        other.commit()
        yield other
        other.rollback()


def look(other: psycopg.Connection, page: str) -> None:
    other.execute(
        "insert into audit_look (id, at, actor, page, marking, transaction)"
        " values (gen_random_uuid(), now(), 'somebody', %s, 0, 5)",
        [page],
    )


def test_a_writer_left_open_holds_nobody_up_and_is_sealed_the_next_time(sealed):
    with another(sealed) as early, another(sealed) as late:
        look(late, "before it")
        late.commit()
        look(early, "still open")
        look(late, "after it")
        late.commit()

        assert seal() == Sealed(seals=1, rows=1)
        assert verify() == Verdict(verify().seals, verify().rows, not_sealed=1)

        early.commit()
        assert seal() == Sealed(seals=1, rows=2)
    assert verify().wrong is None
    assert verify().not_sealed == 0


def test_nobody_who_writes_waits_for_who_seals(sealed):
    with another(sealed) as sealing, another(sealed) as writing:
        look(writing, "one")
        writing.commit()
        # As far as a sealer gets before it is done: it holds the lock and has put its seal.
        sealing.execute("select pg_advisory_xact_lock(771003)")
        sealing.execute(
            "insert into audit_seal select number + 1000, made_at, form, since, until, rows,"
            " entries, previous, digest from audit_seal limit 1"
        )

        look(writing, "two")
        writing.commit()

        assert seal() == Sealed(is_held=True)
    assert seal() == Sealed(seals=1, rows=2)


def test_what_is_undone_is_not_missed(sealed):
    with another(sealed) as writing:
        look(writing, "never")
        writing.rollback()
        look(writing, "done")
        writing.commit()

    assert seal() == Sealed(seals=1, rows=1)
    assert seal() == Sealed()
    assert verify().wrong is None


def test_one_transaction_is_never_parted(sealed):
    with another(sealed) as writing:
        for number in range(30):
            look(writing, str(number))
        writing.commit()
        look(writing, "one more")
        writing.commit()

    assert seal(in_a_seal=10) == Sealed(seals=2, rows=31)
    assert verify().wrong is None


def test_whatever_number_is_given_the_database_gives_its_own(sealed):
    with another(sealed) as writing:
        look(writing, "a lie")
        [[number]] = writing.execute("select pg_current_xact_id()::text::bigint").fetchall()
        writing.commit()

    with acting_as(SYSTEM):
        assert Look.objects.get(page="a lie").transaction == number


@pytest.mark.parametrize("role", ["throughcare_web", "throughcare_system"])
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_seal set rows = 0",
        "delete from audit_seal",
        "truncate audit_seal",
        "update app.numbering set added = 0",
        "delete from app.numbering",
    ],
)
def test_what_runs_can_neither_change_nor_remove_a_seal(sealed, role, statement):
    with another(sealed) as running:
        running.execute(f"set role {role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            running.execute(statement)


def test_a_page_can_neither_read_nor_make_seals(sealed):
    for statement in (
        "select from audit_seal",
        "insert into audit_seal (number) values (99)",
        "insert into app.numbering values (now(), 99)",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), acting_as(None):
            sql(statement)


def test_the_owner_needs_to_switch_triggers_off_first(sealed):
    for statement in ("delete from audit_seal", "update audit_seal set rows = 0"):
        with as_owner(), pytest.raises(DatabaseError, match="never changed or deleted"):
            sql(statement)


# A copy brought back


def test_a_copy_brought_back_is_whole_and_goes_on(sealed, tmp_path):
    address = environment(sealed)
    before = verify()
    kept = exported()
    connection.close()

    backup(tmp_path / "copy", address)
    restore(tmp_path / "copy", address, replace=True)

    assert verify(kept=kept) == before
    write_some(1)
    assert seal().rows > 0
    assert verify(kept=kept).wrong is None


def test_a_server_that_counts_from_lower_does_not_write_among_the_sealed(sealed):
    """As if the copy came from a server that had done a thousand million transactions more."""
    ahead = 10**9
    with as_owner(), transaction.atomic():
        sql("set local session_replication_role = replica")
        for table in MODELS:
            sql(f"update {table} set transaction = transaction + {ahead}")
        sql("update app.numbering set started = started - interval '1 day'")
        sql("delete from audit_seal")
    with another(sealed) as writing:
        look(writing, "here")
        writing.commit()
    assert seal().rows > 40
    assert verify() == Verdict(1, verify().rows)

    with another(sealed) as early, another(sealed) as late:
        look(early, "still open")
        look(late, "after it")
        late.commit()
        assert seal() == Sealed()
        early.commit()

    assert seal() == Sealed(1, 2)
    assert verify().wrong is None
    [[highest, newest]] = sql_as_program(
        "select max(transaction) filter (where page not in ('here', 'still open', 'after it')),"
        " min(transaction) filter (where page in ('here', 'still open', 'after it'))"
        " from audit_look"
    )
    assert newest > highest


def test_two_who_write_first_after_a_copy_was_brought_back_count_alike(sealed):
    with as_owner(), transaction.atomic():
        sql("set local session_replication_role = replica")
        sql("update audit_look set transaction = transaction + 1000000")
        sql("update app.numbering set started = started - interval '1 day'")
        sql("delete from audit_seal")
    [[before]] = sql_as_program("select count(*) from app.numbering")
    with another(sealed) as one, another(sealed) as other:
        one.execute("select pg_current_xact_id()")
        look(other, "other")
        other.commit()
        look(one, "one")
        one.commit()

    assert seal().seals == 1
    assert sql_as_program("select count(*) from app.numbering") == [(before + 1,)]
    numbers = sql_as_program(
        "select page, transaction from audit_look where page in ('one', 'other') order by 2"
    )
    assert [page for page, _ in numbers] == ["one", "other"]
    [[highest]] = sql_as_program(
        "select max(transaction) from audit_look where page not in ('one', 'other')"
    )
    assert numbers[0][1] > highest


def sql_as_program(query: str) -> list[tuple]:
    with acting_as(SYSTEM):
        return sql(query)


def environment(name: str) -> dict[str, str]:
    if "DATABASE_URL" in os.environ:
        head, _, tail = os.environ["DATABASE_URL"].rpartition("/")
        _, mark, options = tail.partition("?")
        return {**os.environ, "DATABASE_URL": f"{head}/{name}{mark}{options}"}
    given = connection.get_connection_params()
    address = f"postgresql:///{name}?host={given['host']}&user={given['user']}"
    if given.get("port"):
        address += f"&port={given['port']}"
    return {**os.environ, "DATABASE_URL": address}


# The words one types


@pytest.fixture
def say(sealed: str) -> Callable[..., str]:
    def typed(*words: Any) -> str:
        said = StringIO()
        call_command("audit", *map(str, words), stdout=said)
        return said.getvalue()

    return typed


def test_the_words_seal_export_and_verify(say, tmp_path):
    assert say("seal") == "There was nothing to seal.\n"
    write_some(1)
    assert "Not sealed yet: 0." not in say("verify")
    assert "Seals made: 1." in say("seal")

    file = tmp_path / "seals.jsonl"
    say("export", file)

    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [one["number"] for one in lines] == list(range(1, len(lines) + 1))
    assert f"kept elsewhere: {len(lines)}). Not sealed yet: 0." in say("verify", "--against", file)
    with pytest.raises(CommandError, match="exists already"):
        say("export", file)


def test_verify_names_the_first_and_nothing_of_what_it_says(say, capsys):
    with as_owner(), transaction.atomic():
        sql("set local session_replication_role = replica")
        id = a_row("audit_change")
        sql('update audit_change set after = \'{"name": "Rees"}\' where id = %s', id)

    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", stdout=said)

    assert ended.value.code == 1
    assert f"audit_change {id}, " in said.getvalue()
    assert "was altered. It is one of seal 1." in said.getvalue()
    assert "Rees" not in said.getvalue()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no seals", "Line 1 is not a seal"),
        ('{"number": 1}', "Line 1 is not a seal"),
        ("damaged", "Line 2 is not as it was written"),
    ],
)
def test_a_file_that_holds_no_seals_is_refused(say, tmp_path, text, says):
    file = tmp_path / "seals.jsonl"
    if text == "damaged":
        say("export", file)
        first, second, *_ = file.read_text().splitlines()
        text = "\n".join([first, second.replace('"rows": ', '"rows": 1')])
    file.write_text(text)

    with pytest.raises(CommandError, match=says) as refused:
        say("verify", "--against", file)
    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_is_said(say, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        say("verify", "--against", tmp_path / "nothing")


def test_an_entry_of_a_seal_is_small(sealed):
    with acting_as(SYSTEM):
        one = Seal.objects.first()
    assert ENTRY.size == 65
    assert one.rows * ENTRY.size == len(one.entries)
    assert set(LETTERS) == set(MODELS)
