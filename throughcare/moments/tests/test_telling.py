"""Every table and every column of the record is told, or left out by name."""

import pytest
from django.apps import apps

from throughcare.foundation.access.rows import PersonRow
from throughcare.foundation.learning.rows import LEARNT_COLUMNS, LEARNT_SENSITIVE
from throughcare.moments.queries.sections import HEADINGS, LEFT_OUT, TELLINGS

FOR_EVERY_ROW = {"id", "version"} | LEARNT_COLUMNS | LEARNT_SENSITIVE


def test_every_table_about_somebody_is_told_or_left_out_by_name():
    told = [model._meta.label_lower for telling in TELLINGS for model in telling.models]
    every = {
        model._meta.label_lower for model in apps.get_models() if issubclass(model, PersonRow)
    } | {"people.person"}

    assert len(told) == len(set(told))
    assert every == set(told) | set(LEFT_OUT)
    assert not set(told) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda one: one.table)
def test_every_column_is_told_or_left_out_by_name(telling):
    told = set(telling.facts) | telling.untold
    every = {column.name for column in telling.model._meta.concrete_fields}

    assert every - told <= FOR_EVERY_ROW
    assert told <= every
    assert not set(telling.facts) & telling.untold
    assert set(telling.says) <= set(telling.facts)
    assert telling.section in {heading.id for heading in HEADINGS}
