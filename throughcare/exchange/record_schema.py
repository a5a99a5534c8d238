"""The JSON Schema of an exported record, from the same declaration it is written by.

`problems` holds a document against it. It knows the few words of JSON Schema used here and is not
meant for any other schema.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from throughcare.exchange.record_document import SEALED
from throughcare.exchange.record_tables import (
    FOR_THE_PROGRAM,
    FORMAT,
    MARKINGS,
    VERSION,
    Table,
    person_table,
    tables,
    target_of,
)
from throughcare.foundation.packs import pack

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_YES_OR_NO: Schema = {"type": "boolean"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_KEY: Schema = {"type": "string", "format": "uuid"}
_TYPES: tuple[tuple[type[models.Field], Schema], ...] = (
    (models.BooleanField, _YES_OR_NO),
    (models.IntegerField, {"type": "integer"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
    (models.UUIDField, _KEY),
    (models.DateTimeField, _MOMENT),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.BinaryField, {"type": "string", "contentEncoding": "base64"}),
    (models.JSONField, {}),
    (models.TextField, _TEXT),
)
_FORMATS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "uuid": re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"),
}
_PYTHON = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}


def schema() -> Schema:
    """The schema of the whole document (JSON Schema, draft 2020-12)."""
    modules: dict[str, dict[str, Schema]] = {}
    needed: dict[str, list[str]] = {}
    for table in sorted(tables(), key=lambda one: one.label):
        modules.setdefault(table.module, {})[table.name] = _list_of(_row(table))
        if table.label not in FOR_THE_PROGRAM:
            needed.setdefault(table.module, []).append(table.name)
    record = {name: _object(rows, needed.get(name, ())) for name, rows in modules.items()}
    unit = {"code": _TEXT, "kind": _TEXT, "name": _TEXT, "parent": _or_nothing(_TEXT)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One person's record",
        "description": "What Throughcare knows of one person, as it exports and imports it.",
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "made_at": _MOMENT,
                "made_by": _TEXT,
                "holds_everything": _YES_OR_NO,
                "holds_originals": _YES_OR_NO,
                "markings": _list_of(_marking()),
                "person": _row(person_table()),
                "units": _list_of(_object(unit)),
                "colleagues": _list_of(
                    _object({"ref": _KEY, "code": _or_nothing(_TEXT), "name": _TEXT})
                ),
                "record": _object(record),
            }
        ),
    }


def _row(table: Table) -> Schema:
    description = (table.model.__doc__ or "").strip().split("\n\n")[0]
    row = _object({one.name: _column(table, one) for one in table.columns})
    return {"description": " ".join(description.split()), **row}


def _type_of(column: models.Field) -> Schema:
    if isinstance(column, ArrayField):
        return _list_of(_type_of(column.base_field))
    return next(schema for field, schema in _TYPES if isinstance(column, field))


def _column(table: Table, column: models.Field) -> Schema:
    if column.name == "marking":
        return _marking()
    if column.name in MARKINGS.get(table.label, ()):
        is_list = isinstance(column, (ArrayField, models.JSONField))
        return _list_of(_marking()) if is_list else _marking()
    if target := target_of(column):
        names = {"staff.member": "the ref of a colleague", "staff.unit": "the code of a unit"}
        said = {"description": names.get(target, f"the id of a row of {target}")}
        # A reference that somebody may not follow is empty, also where a row always has one.
        return _or_nothing({**(_TEXT if target == "staff.unit" else _KEY), **said})
    kind = _type_of(column)
    return _or_nothing(kind) if column.null or isinstance(column, models.BinaryField) else kind


def _marking() -> Schema:
    return {"enum": [*(one.id for one in pack().markings.values()), SEALED]}


def _or_nothing(kind: Schema) -> Schema:
    return {**kind, "type": [kind["type"], "null"]} if "type" in kind else kind


def _list_of(kind: Schema) -> Schema:
    return {"type": "array", "items": kind}


def _object(properties: Mapping[str, Schema], required: Any = None) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def problems(value: Any, kind: Schema, place: str = "") -> Iterator[str]:
    """Where the value is not as the schema says, as JSON pointers."""
    if not _is_of_type(value, kind) or not _is_as_said(value, kind):
        yield place or "/"
    elif isinstance(value, dict) and "properties" in kind:
        for name in kind["required"]:
            if name not in value:
                yield f"{place}/{name}"
        for name, one in value.items():
            if name in kind["properties"]:
                yield from problems(one, kind["properties"][name], f"{place}/{name}")
            else:
                yield f"{place}/{name}"
    elif isinstance(value, list) and "items" in kind:
        for number, one in enumerate(value):
            yield from problems(one, kind["items"], f"{place}/{number}")


def _is_of_type(value: Any, kind: Schema) -> bool:
    if "type" not in kind:
        return True
    allowed = kind["type"] if isinstance(kind["type"], list) else [kind["type"]]
    if isinstance(value, bool):
        return "boolean" in allowed
    return any(isinstance(value, _PYTHON[one]) for one in allowed)


def _is_as_said(value: Any, kind: Schema) -> bool:
    if "const" in kind:
        return bool(value == kind["const"])
    if "enum" in kind:
        return value in kind["enum"]
    if not isinstance(value, str):
        return True
    if "pattern" in kind:
        return re.search(kind["pattern"], value) is not None
    return "format" not in kind or _FORMATS[kind["format"]].fullmatch(value) is not None
