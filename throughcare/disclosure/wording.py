"""Rows of the record as their person reads them. Pure sums."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import unescape
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from throughcare.disclosure.codes import IN_WORDS
from throughcare.exchange.queries import Rows, Table, target_of
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.disclosure import Printed
from throughcare.foundation.ui.dates import written_day

_BREAK = re.compile(r"<(?:br|/p|/li|/h\d|/blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
OTHER = "other"
"""The group of tables the pack has no words for yet: they read by their own."""


@dataclass(frozen=True)
class Line:
    """One thing a row says."""

    label: str
    text: str


@dataclass(frozen=True)
class Words:
    """A row in words."""

    title: str
    on: str
    """The day it is of, so that days sort; empty where it is of none."""
    day: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, table: Table, row: Any, rows: Rows) -> "Words":
        """What the row says, in the pack's words."""
        rule = printed(table.label)
        day = _day(getattr(row, rule.when, None)) if rule.when else None
        return cls(
            title=_title(table, row, rule),
            on=day.isoformat() if day else "",
            day=written_day(day) if day else "",
            lines=tuple(_lines(table, row, rule, rows)),
        )


@cache
def printed(label: str) -> Printed:
    """How a table reads: as the pack says or, where it does not, by its own names."""
    known = pack().subject_access_rule.by_table.get(label)
    if known:
        return known
    model = apps.get_model(label)
    texts = [one for one in model._meta.concrete_fields if isinstance(one, models.TextField)]
    return Printed(
        table=label,
        group=OTHER,
        title=str(model._meta.verbose_name).capitalize(),
        columns={one.name: str(one.verbose_name).capitalize() for one in texts},
    )


def _title(table: Table, row: Any, rule: Printed) -> str:
    if table.label == "record.entry":
        known = pack().entry_kinds.kinds.get(row.kind)
        return known.title if known else rule.title
    return rule.title


def _lines(table: Table, row: Any, rule: Printed, rows: Rows) -> Iterator[Line]:
    columns = {one.name: one for one in table.columns}
    for name, label in rule.columns.items():
        if name in columns and (text := _says(row, columns[name], rows)):
            yield Line(label, text)


def _says(row: Any, column: models.Field, rows: Rows) -> str:
    value = getattr(row, column.attname)
    target = target_of(column)
    if value is None or value == "" or isinstance(column, models.BinaryField):
        return ""
    if target in ("staff.member", "staff.unit"):
        found = (rows.members if target == "staff.member" else rows.units).get(value)
        return str(found.name) if found else ""
    if says := IN_WORDS.get((row._meta.label_lower, column.name)):
        return says(row, rows)
    if target:
        return ""  # where it leads is a number of ours
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return "\n".join(_plain(value))


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield _("Yes") if value else _("No")
    elif isinstance(value, (date, datetime)):
        yield written_day(_day(value))
    elif isinstance(value, Decimal):
        yield f"{value.normalize():f}"
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from (f"{name}: {text}" for text in _plain(one))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _plain(one)
    elif value is not None:
        yield _without_markup(str(value))


def _without_markup(text: str) -> str:
    return unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def _day(value: Any) -> date | None:
    return local_day(value) if isinstance(value, datetime) else value
