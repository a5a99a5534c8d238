"""All folders of samples, imported as a site would: once, and again."""

import pytest
from django.db import connection

from tests.databases import NOW
from throughcare.exchange.actions import import_files
from throughcare.exchange.tests.conftest import FOLDERS
from throughcare.foundation.access import SYSTEM, acting_as

COUNTS = {"taken": 261, "unchanged": 24, "needs_review": 163, "refused": 48}


def checksums():
    """Every table of the program, with a checksum of all its rows."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' order by tablename"
        )
        tables = [name for (name,) in cursor.fetchall()]
        sums = {}
        for table in tables:
            cursor.execute(
                f"select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) from"
                f' "{table}" r'
            )
            sums[table] = cursor.fetchone()[0]
    return sums


@pytest.fixture
def reports(cast):
    """The reports of two imports, and the checksums after each."""
    first = import_files(actor=SYSTEM, paths=FOLDERS, at=NOW)
    after_first = checksums()
    second = import_files(actor=SYSTEM, paths=FOLDERS, at=NOW)
    return first, after_first, second, checksums()


def test_all_folders_are_imported_once_and_a_second_run_changes_nothing(reports):
    first, after_first, second, after_second = reports

    counts = {name: first.as_json()[name] for name in COUNTS}
    assert counts == COUNTS
    assert len(first.outcomes) == sum(counts.values()) == 496
    assert all(one.reason for one in first.outcomes if one.state != "taken")
    assert not [one for one in first.outcomes if "could not be kept" in one.reason]
    assert second.count("taken") == 0
    assert after_first == after_second
