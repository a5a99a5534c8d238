"""What the database itself says about who sees what."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.people import actions as people
from throughcare.people.models import Characteristic

ABOUT_NOBODY_IN_PARTICULAR = {
    # Rows that name a person by number for the program alone; see each table's own policy.
    *("events_outbox", "calculations_due"),
}


def person_tables() -> list[str]:
    """Tables with a row about a person: they point at one, or are people themselves."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("throughcare.")
        and (
            model._meta.label == "people.Person"
            or any(field.attname == "person_id" for field in model._meta.concrete_fields)
        )
    )


def rows(query: str, *values: object) -> list[tuple]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def test_every_table_about_people_has_row_security_enabled_and_forced(db):
    found = rows(
        "select relname, relrowsecurity, relforcerowsecurity from pg_class"
        " where relname = any(%s) and relnamespace = 'public'::regnamespace",
        person_tables(),
    )

    assert len(found) == len(person_tables()) > 15
    assert [name for name, enabled, forced in found if not (enabled and forced)] == []


def test_every_table_about_people_has_a_policy_for_the_web_and_one_for_the_program(db):
    found = rows("select tablename, roles::text from pg_policies")

    for table in person_tables():
        roles = {role for name, role in found if name == table}
        assert roles == {"{throughcare_web}", "{throughcare_system}"}, table


def test_a_table_that_reaches_a_person_through_another_is_known(db):
    """No model keeps words about somebody in a table that row security does not know."""
    strays = [
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("throughcare.")
        and model._meta.db_table not in person_tables()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.db_table in person_tables()
    ]

    assert strays == []


def test_every_change_about_people_is_written_down(db):
    audited = {
        table
        for (table,) in rows(
            "select tgrelid::regclass::text from pg_trigger"
            " where tgname in ('audited', 'audited_new') and tgparentid = 0"
            " group by tgrelid having count(*) = 2"
        )
    }

    assert set(person_tables()) - audited == {
        # the audit itself, and news on its way out
        "audit_change",
        "audit_deed",
        "audit_look",
        *("events_outbox", "calculations_due"),
        # written once and never changed: what came in, what went out
        "disclosure_bundle",
        "exchange_doubt",
        "exchange_original",
        "record_content",
        "signoff_document",
        # not on the record yet
        "record_draft",
        # about two people, so that its changes would tell of the one who sees the other alone: each
        # answer is a deed about each
        "people_likeness",
    }


def test_the_web_role_owns_nothing_and_bypasses_nothing(db):
    [role] = rows(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin"
        " from pg_roles where rolname = 'throughcare_web'"
    )
    owned = rows(
        "select relname from pg_class where relowner = 'throughcare_web'::regrole"
        " union all select proname from pg_proc where proowner = 'throughcare_web'::regrole"
    )

    assert role == (False, False, False, False, False)
    assert owned == []


def test_a_transaction_that_does_not_say_who_is_asking_sees_nobody(cast):
    for table in person_tables():
        with acting_as(None), connection.cursor() as cursor:
            if not table.startswith(("events_", "audit_")):
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone() == (0,), table


def test_writing_about_a_hidden_person_fails_in_the_words_of_an_absent_one(cast):
    """Foreign keys do not know row security; the policy must speak before they do."""

    def refusal(person_id):
        row = Characteristic(person_id=person_id, kind="religion", text="-")
        with acting_as(cast.cara), pytest.raises(DatabaseError) as raised, transaction.atomic():
            row.save(force_insert=True)
        return str(raised.value)

    assert refusal(cast.dan.pk) == refusal(10**9)


def test_a_number_that_somebody_hidden_has_can_be_written_down_for_another(cast):
    with acting_as(SYSTEM):
        people.add_identifier(actor=SYSTEM, person=cast.dan, kind="pnc", text="12/464884Q")

    with acting_as(cast.cara):
        theirs = people.add_identifier(
            actor=cast.cara, person=cast.erin, kind="pnc", text="2012/0464884Q"
        )

    assert theirs.value == "2012/0464884Q"


def test_a_key_that_clashes_with_a_hidden_row_says_nothing_about_it(client, cast, monkeypatch):
    with acting_as(cast.amina):
        hidden = Characteristic.objects.create(person=cast.dan, kind="religion", text="-")
    client.force_login(cast.member("cara"))

    response = client.post(
        f"/people/{cast.erin.ref}/details/adjustment/new",
        {"text": "Large print", "once": str(uuid4()), "version": "0"},
    )
    characteristic = f"/people/{cast.erin.ref}/details/characteristic/new?list=religion"
    given = {"code": "ZORO", "once": str(hidden.pk), "version": "0"}
    chosen = client.post(characteristic, given)
    monkeypatch.setattr("throughcare.foundation.ui.forms.form.sent_as", lambda *sent: hidden.pk)
    clash = client.post(characteristic, given)

    assert response.status_code == 302
    assert chosen.status_code == 302  # nobody chooses the key of what they write
    assert clash.status_code == 400
    assert "Dan Rees" not in clash.content.decode()


def test_only_the_listed_functions_run_with_more_rights_than_their_caller(db):
    found = rows(
        "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where prosecdef and n.nspname in ('app', 'public') order by 1"
    )

    assert {name for (name,) in found} == {
        "begin_as",
        "compare_again",
        "forget_reach",
        "lead",
        "leads_to",
        "make_months",
        "mark_alike",
        "names_spelt_like",
        "number_added",
        "only_moved",
        "raise_marking",
        "refuse_change_beside_finished_paper",
        "refuse_change_in_closed_report",
        "refuse_change_of_finished_report",
        "resettle",
        "search_entries",
        "settle",
        "spell_names",
        "supersede_once",
        "take_place",
        "write_change",
        "write_new",
    }


def test_no_function_with_more_rights_trusts_the_callers_search_path(db):
    found = rows(
        "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where prosecdef and n.nspname in ('app', 'public')"
        " and not coalesce(proconfig::text, '') like '%%search_path=public, pg_temp%%'"
    )

    assert found == []


@pytest.mark.parametrize("role", ["throughcare_web", "throughcare_system"])
@pytest.mark.parametrize("table", ["audit_deed", "audit_change", "audit_look"])
def test_the_audit_is_written_and_never_changed(db, role, table):
    [granted] = rows(
        "select array_agg(privilege_type::text order by 1)"
        " from information_schema.role_table_grants"
        " where grantee = %s and table_name = %s and privilege_type not in"
        " ('SELECT', 'INSERT', 'REFERENCES', 'TRIGGER')",
        role,
        table,
    )

    assert granted == (None,)
