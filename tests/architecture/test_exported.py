"""Everything about a person leaves with their record, or is left out by name."""

import json

from django.apps import apps

from tests.architecture.test_house_rules import ROOT
from tests.architecture.test_row_security import person_tables
from throughcare.exchange.queries import record_schema
from throughcare.exchange.record_tables import (
    CLOSES,
    COUNTED,
    LEFT_OUT,
    MARKINGS,
    NUMBERS_OF_OURS,
    OPEN_FIRST,
    TOGETHER,
    person_table,
    tables,
)

NOT_THE_RECORD = {
    # Who did what, what changed and who looked; news on its way out. It outlives the record.
    *("audit_deed", "audit_change", "audit_look", "events_outbox"),
    # Who is to be worked out again: nothing about them.
    "calculations_due",
}
FOR_EVERY_ROW = {"person", "open_to_custody", "open_to_community", "open_to_nation"}


def ours():
    return {table.label: table for table in (*tables(), person_table())}


def test_every_table_about_people_is_exported_or_left_out_by_name():
    left_out = {apps.get_model(label)._meta.db_table for label in LEFT_OUT}
    exported = {table.model._meta.db_table for table in ours().values()}

    assert set(person_tables()) - NOT_THE_RECORD == (exported | left_out) - {"exchange_message"}
    assert exported & left_out == set()
    assert all(LEFT_OUT.values())


def test_every_column_is_exported_or_named_as_ours():
    for label, table in ours().items():
        exported = {one.name for one in table.columns}
        every = {one.name for one in table.model._meta.concrete_fields}
        assert every - exported <= FOR_EVERY_ROW | set(NUMBERS_OF_OURS.get(label, ())), label


def test_every_exception_is_of_a_table_and_a_column_there_is():
    found = ours()

    for label, names in NUMBERS_OF_OURS.items():
        assert set(names) <= {one.name for one in found[label].model._meta.concrete_fields}
    for label, names in [
        *MARKINGS.items(),
        *COUNTED.items(),
        *TOGETHER.items(),
        *((label, tuple(first)) for label, first in OPEN_FIRST.items()),
    ]:
        assert set(names) <= {one.name for one in found[label].columns}, label
    assert {one for labels in CLOSES.values() for one in labels} <= set(found)


def test_no_number_of_this_database_is_in_an_exported_row():
    for label, table in ours().items():
        keys = [one for one in table.columns if one.primary_key]
        assert all(one.get_internal_type() in ("UUIDField", "OneToOneField") for one in keys), label


def test_the_schema_names_every_table_and_is_the_one_in_the_docs():
    schema = record_schema()
    properties = schema["properties"]["record"]["properties"]

    assert {
        f"{module}.{name}" for module, rows in properties.items() for name in rows["properties"]
    } == {f"{table.module}.{table.name}" for table in tables()}
    written = json.loads((ROOT / "docs/reference/record.schema.json").read_text())
    assert written == schema
