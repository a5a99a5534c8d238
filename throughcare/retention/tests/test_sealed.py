"""After a deletion the audit verifies: it tells what was emptied by rule from what was altered."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from tests.databases import NOW, clone, connect_to, drop
from tests.world import Cast
from throughcare.foundation.access import acting_as, as_owner
from throughcare.foundation.audit.sealing import seal
from throughcare.foundation.audit.verifying import verify
from throughcare.people.reach import actor_for
from throughcare.retention import actions
from throughcare.retention.tests.conftest import let_go, records_manager

pytestmark = pytest.mark.alone  # what is sealed ends where the oldest open transaction begins


@pytest.fixture(scope="module")
def deleted(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own: sealed, Erin's record deleted, and sealed again."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_deleted"
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        connection.close()
        clone(ours, name)
        connect_to(name)
        cast = Cast()
        erin = cast.erin
        rhys = actor_for(staff_id=records_manager(cast).pk, at=NOW)
        let_go(erin, on=date(2018, 3, 1))
        seal()
        with acting_as(rhys):
            actions.delete_record(
                actor=rhys, person=erin, rule="after-the-case", because="-", at=NOW, id=uuid4()
            )
        seal()
        connect_to(ours)
        yield name
        drop(name)


@pytest.fixture
def undone(deleted: str, django_db_blocker: Any) -> Iterator[Any]:
    """That database, in a transaction of its superuser that is undone."""
    ours = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connect_to(deleted)
        with as_owner(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            yield cursor
            transaction.set_rollback(True)
        connect_to(ours)


def test_the_audit_verifies_and_says_how_much_was_deleted(undone):
    said = StringIO()

    verdict = verify()
    call_command("audit", "verify", stdout=said)

    assert verdict.wrong is None
    assert verdict.blanked > 5
    assert f"Content deleted under retention: {verdict.blanked:,}." in said.getvalue()


TAMPERING = {
    "an entry emptied by nobody's rule": (
        "update audit_change set after = null where id = (select min(id) from audit_change"
        " where after is not null)",
        "audit_change",
    ),
    "words written into an entry that was emptied": (
        'update audit_change set after = \'{"text": "-"}\' where id = (select min(id)'
        " from audit_change where after is null and before is null)",
        "audit_change",
    ),
    "an entry called emptied without a deed": (
        "with one as (select min(id) as id from audit_change where after is not null)"
        " insert into audit_blanked (deletion, form, was, becomes)"
        " select gen_random_uuid(), 1, '', '' from one",
        "audit_blanked",
    ),
    "one of those emptied taken from the list": (
        "delete from audit_blanked where id = (select min(id) from audit_blanked)",
        "",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whoever_hides_behind_a_deletion_is_seen(undone, what):
    statement, table = TAMPERING[what]

    undone.execute(statement)

    wrong = verify().wrong
    assert wrong is not None
    assert wrong.what == "altered"
    assert not table or wrong.table == table
