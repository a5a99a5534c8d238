"""Rows from a document: the way back of `record_document`."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from throughcare.exchange.record_document import SEALED
from throughcare.exchange.record_tables import MARKINGS, Table, person_table, tables, target_of
from throughcare.foundation.access.actor import SEALED as SEALED_NUMBER
from throughcare.foundation.packs import pack
from throughcare.people import names


class CannotBeRead(Exception):
    """The document does not hold together: why, and where."""

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


@dataclass(frozen=True)
class Named:
    """Colleagues and units of the document, as they are known here."""

    members: Mapping[str, Any]
    units: Mapping[str, Any]


def person_from(document: Mapping[str, Any], named: Named) -> Any:
    """The person, not saved yet."""
    person = _Reader(document, named).row(person_table(), document["person"], "/person")
    person.sort_key = names.sort_key(family=person.family_name, given=person.given_name)
    return person


def rows_from(document: Mapping[str, Any], person: Any, named: Named) -> dict[str, list[Any]]:
    """Every row by its table's label, not saved yet, what is corrected before its corrections."""
    reader = _Reader(document, named)
    found: dict[str, list[Any]] = {}
    for table in tables():
        written = document["record"].get(table.module, {}).get(table.name, [])
        place = f"/record/{table.module}/{table.name}"
        rows = [reader.row(table, one, f"{place}/{n}") for n, one in enumerate(written)]
        for row in rows:
            if table.label != "exchange.message":
                row.person = person
            if table.label == "people.name":
                row.given_key = names.key(row.given_name)
                row.family_key = names.key(row.family_name)
        if table.label == "record.entry":
            rows.sort(key=lambda one: (one.original_id is not None, one.recorded_at))
        found[table.label] = rows
    return found


class _Reader:
    """Reads rows, knowing which others the document has."""

    def __init__(self, document: Mapping[str, Any], named: Named) -> None:
        self.named = named
        record = document["record"]
        self.known = {
            table.label: {
                one[table.model._meta.pk.name]
                for one in record.get(table.module, {}).get(table.name, [])
            }
            for table in tables()
            if table.has_own_key
        }

    def row(self, table: Table, written: Mapping[str, Any], place: str) -> Any:
        row = table.model()
        for column in table.columns:
            try:
                value = self._value(table, column, written[column.name])
            except (ValidationError, ValueError, LookupError):
                reason = _("This cannot be read, or names something that is not in the document.")
                raise CannotBeRead(reason, f"{place}/{column.name}") from None
            setattr(row, column.attname, value)
        return row

    def _value(self, table: Table, column: models.Field, written: Any) -> Any:
        if written is None:
            return None
        if column.name == "marking":
            return _number(written)
        if column.name in MARKINGS.get(table.label, ()):
            return (
                [_number(one) for one in written] if isinstance(written, list) else _number(written)
            )
        if column.name == "learnt":
            return self._learnt(table, written)
        if target := target_of(column):
            return self._key(target, written)
        if isinstance(column, models.BinaryField):
            return base64.b64decode(written, validate=True)
        return written if isinstance(column, models.JSONField) else column.to_python(written)

    def _key(self, target: str, written: str) -> Any:
        if target == "staff.member":
            return self.named.members[written].pk
        if target == "staff.unit":
            return self.named.units[written].pk
        if written not in self.known[target]:
            raise LookupError(written)
        return UUID(written)

    def _learnt(self, table: Table, said: Mapping[str, Any]) -> dict[str, Any]:
        targets = {one.name: target_of(one) for one in table.columns}
        return {
            name: str(self._key(targets[name], value)) if value and targets.get(name) else value
            for name, value in said.items()
        }


def _number(marking: str) -> int:
    return SEALED_NUMBER if marking == SEALED else pack().markings[marking].number
