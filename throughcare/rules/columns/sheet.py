"""A sheet: what is known of many cases at once, a column a value, a row a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from throughcare.rules.steps import Others
from throughcare.rules.values import Kind, Kinds

if TYPE_CHECKING:
    from throughcare.rules.ruleset import RuleSet

ROW, PARENT, PLACE = "row number", "row it belongs to", "place in its list"
FIELD, MESSAGE = "error_field", "error_message"

TYPES: Mapping[Kind, Any] = {
    "number": pl.Float64,
    "whole": pl.Float64,  # a whole number is one, but may be missing; results become Int64
    "yes-no": pl.Boolean,
    "word": pl.String,
    "date": pl.Date,
    "list": pl.List(pl.String),
    "nothing": pl.Null,
}


@dataclass
class Sheet:
    """Cases side by side. `lists` are the lists each case was given, as sheets of their items: a
    row an item, which says the row of the case it belongs to and its place."""

    rule: "RuleSet"
    others: Others
    frame: pl.DataFrame
    kinds: dict[str, Kind]
    lists: dict[str, "Sheet"] = field(default_factory=dict)

    def put(self, columns: Mapping[str, pl.Expr | pl.Series], kinds: Kinds) -> None:
        """Put values among what is known."""
        named = [
            (column.cast(TYPES[kinds[name]]) if kinds[name] != "list" else column).alias(name)
            for name, column in columns.items()
        ]
        self.frame = self.frame.with_columns(named)
        self.kinds |= kinds

    def where(self, holds: pl.Expr) -> pl.Series:
        """For each row, whether that is so."""
        found = self.frame.select(holds).to_series()
        return found if len(found) == self.height else found.new_from_index(0, self.height)

    def refuse(self, where: pl.Series, field: pl.Series | str, message: pl.Series | str) -> None:
        """Refuse the rows of which that is true, unless they were before."""
        if not where.any():
            return
        now = where.fill_null(False) & self.frame[FIELD].is_null()
        self.frame = self.frame.with_columns(
            pl.when(now).then(pl.lit(field)).otherwise(pl.col(FIELD)).alias(FIELD),
            pl.when(now).then(pl.lit(message)).otherwise(pl.col(MESSAGE)).alias(MESSAGE),
        )

    def refuse_as_items(self, items: "Sheet") -> None:
        """Refuse the cases of which an item is refused, for the first of them."""
        refused = items.frame.filter(pl.col(FIELD).is_not_null())
        if refused.is_empty():
            return
        first = (
            refused.sort(PARENT, PLACE)
            .group_by(PARENT, maintain_order=True)
            .agg(pl.col(FIELD).first(), pl.col(MESSAGE).first())
        )
        names = {PARENT: ROW, FIELD: "its field", MESSAGE: "its message"}
        rows = self.frame.select(ROW)
        found = rows.join(first.rename(names), on=ROW, how="left", maintain_order="left")
        self.refuse(found["its field"].is_not_null(), found["its field"], found["its message"])

    @property
    def height(self) -> int:
        return self.frame.height


def literal(value: Any, kind: Kind) -> pl.Expr:
    """Something written in a rule, as a column of its kind."""
    return pl.lit(value, dtype=TYPES[kind])


def key(name: str, kind: Kind) -> pl.Expr:
    """A value as tables are asked for it."""
    column = pl.col(name)
    if kind == "yes-no":
        return pl.when(column).then(pl.lit("yes")).when(~column).then(pl.lit("no"))
    if kind in ("whole", "number"):
        return (
            pl.when(column == column.floor())
            .then(column.cast(pl.Int64, strict=False))
            .cast(pl.String)
        )
    return column.cast(pl.String)


def number(name: str) -> pl.Expr:
    """A value as it counts in a sum."""
    return pl.col(name).cast(pl.Float64)
