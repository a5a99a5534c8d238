"""A record leaves as a file, by page and by command, and comes back into an empty system."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.databases import NOW
from throughcare.exchange.queries import problems, record_schema, record_tables
from throughcare.foundation.access import acting_as, as_owner
from throughcare.record import actions as record
from throughcare.record.tests.conftest import LETTER, attach

pytestmark = pytest.mark.journey


def forget_everybody():
    """As a new installation is that has its staff, and nobody on the record."""
    tables = {table.model._meta.db_table for table in record_tables()} | {"people_person"}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"truncate {', '.join(sorted(tables))} cascade")
        cursor.execute("set session_replication_role = origin")


def download(ben, dan):
    """What Ben gets from the page, as he gets it."""
    ben.opens(f"/people/{dan.ref}/details")
    ben.follows("Export this record")
    with ben.page.expect_download() as downloading:
        ben.page.get_by_role("button", name="Download the file").click()
    return json.loads(downloading.value.path().read_text())


def test_a_record_leaves_and_comes_back(somebody, world, tmp_path):
    dan, file = world.dan, tmp_path / "record.json"
    with acting_as(world.amina):
        record.write_note(
            actor=world.amina,
            person=dan,
            note_type="contact",
            text="He found work.",
            happened_at=NOW,
            at=NOW,
        )
    letter = attach(world)
    ben = somebody("ben")
    before = download(ben, dan)
    assert list(problems(before, record_schema())) == []
    assert "He found work." in {one["text"] for one in before["record"]["record"]["entry"]}
    call_command("export_record", "X123456", file)

    forget_everybody()
    ben.opens(f"/people/{dan.ref}", answered=404)
    call_command("import_messages", file, stdout=StringIO())

    ben.opens(f"/people/{dan.ref}/timeline")
    ben.sees("Dan Rees", "X123456", "He found work.", "A letter")
    with ben.page.expect_download() as downloading:
        ben.page.get_by_role("link", name="Download").click()
    assert downloading.value.path().read_bytes() == LETTER.content
    after = download(ben, dan)
    assert str(letter.pk) in {one["id"] for one in after["record"]["record"]["content"]}
    assert after == before | {"made_at": after["made_at"]}
