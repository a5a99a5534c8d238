"""How long things are kept, and what stops their deletion, as the pack says it."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from throughcare.rules.reading import Id, Part, Rule, Status, Words


class Kept(Part):
    """Anything kept for a time, with who says so."""

    id: Id
    title: Words
    source: Words
    status: Status


class RecordRule(Kept):
    """Whole records, so long after the latest of some days. Columns are "module.table.column"."""

    after: tuple[Words, ...] = Field(min_length=1)
    while_open: tuple[Words, ...] = ()
    """Kept while one of these has no end."""
    years: int = Field(ge=1, le=200)


class RowsRule(Kept):
    """Rows of one table, so long after a day of their own."""

    table: Words
    since: Words
    blank: str = ""
    """The column that is emptied; without one the row goes."""
    months: int = Field(ge=1, le=1200)


class Retention(Rule):
    """Everything that is kept for a time only, and the reasons to keep it longer."""

    record: tuple[RecordRule, ...]
    rows: tuple[RowsRule, ...]
    hold: tuple[Kept, ...]

    @cached_property
    def records(self) -> Mapping[str, RecordRule]:
        return {one.id: one for one in self.record}

    @cached_property
    def holds(self) -> Mapping[str, Kept]:
        return {one.id: one for one in self.hold}
