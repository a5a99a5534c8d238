"""What one person's record is made of, when it leaves as a whole or comes back.

Said by the tables themselves: every table with rows about one person is a part of the record, and
every column of it. Only what is left out, or read in another way, is named here with its reason;
so a new table or column is exported by being there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db import models

from throughcare.foundation.access.rows import PersonRow

FORMAT = "throughcare-record"
VERSION = "1"

LEFT_OUT = {
    "record.draft": "Not sent yet: what somebody is still typing is no part of the record",
    "people.merge": "It tells how the record was put together here",
    "people.likeness": "It tells as much of somebody else, who may not be this person",
    "retention.hold": "Why this system keeps the record longer: its own concern",
    "exchange.doubt": "A message nobody has said is about this person",
    **{
        f"disclosure.{name}": "How a request for the record was answered: kept where it was"
        for name in ("request", "decision", "gonethrough", "bundle", "handedout")
    },
}
"""Tables about people that are no part of anybody's record, and why."""

FOR_THE_PROGRAM = frozenset({"exchange.message", "exchange.original"})
"""Messages as they came. Their facts are the record; a colleague's export has no more of them."""

NUMBERS_OF_OURS = {
    "people.person": ("id", "sort_key", "is_restricted", "merged_into"),
    "people.name": ("id", "given_key", "family_key"),
    "people.identifier": ("id",),
    "exchange.reference": ("id",),
    "exchange.message": ("run",),
    "signoff.stage": ("id",),
    "signoff.writer": ("id",),
    "record.entry": ("search",),
}
"""Columns that are serial numbers of this database, or made by it from the others."""

MARKINGS = {
    "people.grant": ("markings",),
    "record.raising": ("was", "now", "wider"),
}
"""Columns beside `marking` that hold the numbers of markings."""

COUNTED = {
    "plans.objective": ("order", "plan"),
    "plans.step": ("order", "objective"),
    "reports.section": ("position", "report"),
    "reports.gathered": ("position", "section"),
    "supervision.recording": ("number", "appointment"),
}
"""Columns that count rows within another: a gap would tell of one that is not shown."""

TOGETHER = {"record.entry": ("supersedes", "original")}
"""References that are there both or not at all."""

OPEN_FIRST: dict[str, dict[str, Any]] = {
    "assessments.assessment": {
        "state": "open",
        **dict.fromkeys(("signed_at", "signed_by", "result", "withdrawn_at", "withdrawn_by")),
        "withdrawn_because": "",
    },
    "signoff.paper": {
        "state": "draft",
        **dict.fromkeys(("waits_for", "due_on", "final_at")),
        "roles": [],
        "sha256": "",
    },
}
"""What the database closes to every change once it is finished: how it is while it is filled."""

UNDER_WAY = {
    "assessments.assessment": ("open",),
    "signoff.paper": ("draft", "returned", "submitted"),
}
"""The states of those that are not finished: of some kinds there is one such at a time."""

CLOSES = {
    "assessments.assessment": ("assessments.answer", "assessments.rival"),
    "signoff.paper": (
        *("signoff.writer", "signoff.comment", "signoff.document"),
        *("reports.report", "reports.section", "reports.gathered", "reports.citation"),
    ),
}
"""The tables whose rows it closes with it, each after those its own rows belong to."""

_EVERYWHERE = frozenset({"person", "open_to_custody", "open_to_community", "open_to_nation"})


@dataclass(frozen=True)
class Table:
    """One table of the record."""

    label: str
    model: type[models.Model]

    @property
    def module(self) -> str:
        return self.label.split(".")[0]

    @property
    def name(self) -> str:
        """Its name in the document: `PersonalContact` is "personal_contact"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.model.__name__).lower()

    @cached_property
    def columns(self) -> tuple[models.Field, ...]:
        """The columns that are exported, in the order the model has them."""
        without = _EVERYWHERE | set(NUMBERS_OF_OURS.get(self.label, ()))
        return tuple(one for one in self.model._meta.concrete_fields if one.name not in without)

    @property
    def bytes(self) -> tuple[str, ...]:
        """Columns that hold a file."""
        return tuple(one.name for one in self.columns if isinstance(one, models.BinaryField))

    @cached_property
    def keys(self) -> dict[str, str]:
        """Columns that name a row of another table of the record, by that table's label."""
        return {
            one.name: label
            for one in self.columns
            if (label := target_of(one)) and label not in ("staff.member", "staff.unit")
        }

    def attname(self, name: str) -> str:
        """What the model calls the value of a column that names a row."""
        return next(one.attname for one in self.columns if one.name == name)

    @property
    def has_own_key(self) -> bool:
        """Whether its rows are named by a number that means the same everywhere."""
        return not isinstance(self.model._meta.pk, models.AutoField)


def target_of(column: models.Field) -> str:
    """The label of the table a column names a row of; empty where it names none."""
    if not isinstance(column, models.ForeignKey):
        return ""
    assert not isinstance(column.related_model, str)
    return column.related_model._meta.label_lower


@cache
def tables() -> tuple[Table, ...]:
    """Every table of the record but the person's own row, those named by others before them."""
    found = {table.label: table for table in _found()}
    return tuple(found[label] for label in _in_order(found))


@cache
def person_table() -> Table:
    return Table("people.person", apps.get_model("people", "Person"))


def _found() -> Iterator[Table]:
    for model in apps.get_models():
        label = model._meta.label_lower
        is_message = label in FOR_THE_PROGRAM
        if (issubclass(model, PersonRow) or is_message) and label not in LEFT_OUT:
            yield Table(label, model)


def _in_order(found: dict[str, Table]) -> list[str]:
    """Labels so that what a row cannot be without comes before it."""
    done: dict[str, None] = {}

    def place(label: str) -> None:
        for one in found[label].columns:
            needed = target_of(one)
            if needed in found and needed != label and not one.null:
                place(needed)
        done.setdefault(label)

    for label in found:
        place(label)
    return list(done)
