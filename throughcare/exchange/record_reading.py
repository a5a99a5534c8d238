"""Reading one person's whole record: one question for each table, two for who is named in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from throughcare.exchange.models import Message
from throughcare.exchange.record_document import Rows
from throughcare.exchange.record_tables import FOR_THE_PROGRAM, person_table, tables, target_of
from throughcare.staff import queries as staff


def rows_of(person: Any, *, with_messages: bool, with_bytes: bool = True) -> Rows:
    """Every row about the person that row security shows whoever reads.

    Without bytes, those of documents are only read where somebody asks a row for them.
    """
    found: dict[str, list[Any]] = {}
    for table in tables():
        if table.label not in FOR_THE_PROGRAM:
            rows = table.model._default_manager.filter(person=person)
            late = () if with_bytes else table.bytes
            found[table.label] = list(rows.defer(*late).order_by("pk"))
    if with_messages:
        found |= _messages(person)
    named = [("people.person", [person]), *found.items()]
    return Rows(
        person=person,
        by_table=found,
        members=staff.members_numbered(_numbers(named, "staff.member")),
        units=_with_those_around(_numbers(named, "staff.unit")),
    )


def _messages(person: Any) -> dict[str, list[Any]]:
    """What came about the person, as it came."""
    by_label = {table.label: table for table in tables()}
    originals = by_label["exchange.original"].model._default_manager.filter(person=person)
    messages = Message.objects.filter(pk__in=originals.values("message_id"))
    return {
        "exchange.message": list(messages.order_by("pk")),
        "exchange.original": list(originals.order_by("pk")),
    }


def _numbers(named: Iterable[tuple[str, list[Any]]], target: str) -> set[int]:
    """The numbers of all colleagues, or units, these rows name."""
    by_label = {table.label: table for table in (*tables(), person_table())}
    numbers: set[int] = set()
    for label, rows in named:
        columns = [one for one in by_label[label].columns if target_of(one) == target]
        for row in rows:
            numbers.update(filter(None, (getattr(row, one.attname) for one in columns)))
            said: Mapping[str, Any] = getattr(row, "learnt", None) or {}
            numbers.update(int(said[one.name]) for one in columns if said.get(one.name))
    return numbers


def _with_those_around(numbers: set[int]) -> dict[int, Any]:
    """These units and every one they lie in."""
    units = staff.unit_tree().units if numbers else {}
    found: dict[int, Any] = {}
    for number in numbers:
        at: int | None = number
        while at is not None and at in units and at not in found:
            found[at] = units[at]
            at = units[at].parent_id
    return found
