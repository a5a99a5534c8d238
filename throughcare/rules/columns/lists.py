"""Lists over a sheet: all items of all cases at once, each with the row it belongs to."""

from collections.abc import Callable
from typing import Any

import polars as pl

from throughcare.rules.columns.conditions import any_holding
from throughcare.rules.columns.sheet import FIELD, MESSAGE, PARENT, PLACE, ROW, Sheet, number
from throughcare.rules.steps.lists import Each, Items
from throughcare.rules.steps.tables import Within


def each(step: Each, sheet: Sheet, run: Callable[[Any, Sheet], None]) -> None:
    """Goes through the items of every case, and takes one thing from all that count."""
    inside = _with_what_was_known(step, sheet)
    for within in step.step:
        run(within, inside)
    sheet.refuse_as_items(inside)
    counted = inside.frame.filter(any_holding(step.only_if, inside.kinds))
    kinds = step.kinds(inside.kinds, sheet.others)
    taken = _TAKE[step.take](step, counted)
    joined = sheet.frame.select(ROW).join(
        taken.rename({PARENT: ROW}), on=ROW, how="left", maintain_order="left"
    )["taken"]
    if step.take != "newest":
        joined = joined.fill_null(False if step.take == "any" else 0)
    sheet.put({step.name: joined}, kinds)


def _with_what_was_known(step: Each, sheet: Sheet) -> Sheet:
    """The items, each with those values of its case that the steps within look at."""
    items = sheet.lists[step.list]
    needed = [name for name in step.looks_at() if name in sheet.kinds and name not in items.kinds]
    columns = [name for name in needed if name != step.list]
    outer = sheet.frame.select(ROW, *columns).rename({ROW: PARENT})
    frame = items.frame.with_columns(
        pl.lit(None, dtype=pl.String).alias(FIELD), pl.lit(None, dtype=pl.String).alias(MESSAGE)
    ).join(outer, on=PARENT, how="left", maintain_order="left")
    kinds = {**items.kinds, **{name: sheet.kinds[name] for name in columns}}
    lists = {name: _belonging(sheet.lists[name], frame) for name in columns if name in sheet.lists}
    return Sheet(sheet.rule, sheet.others, frame, kinds, {**lists, **items.lists})


def _belonging(items: Sheet, frame: pl.DataFrame) -> Sheet:
    """A list of the case, for each item of another list of it."""
    pairs = frame.select(ROW, PARENT).rename({ROW: "new"})
    joined = pairs.join(items.frame, on=PARENT, how="inner").drop(PARENT).rename({"new": PARENT})
    return Sheet(items.rule, items.others, joined, items.kinds, items.lists)


def _sum(step: Each, items: pl.DataFrame) -> pl.DataFrame:
    return items.group_by(PARENT).agg(number(step.of or "").sum().alias("taken"))


def _count(step: Each, items: pl.DataFrame) -> pl.DataFrame:
    return items.group_by(PARENT).agg(pl.len().alias("taken"))


def _any(step: Each, items: pl.DataFrame) -> pl.DataFrame:
    return items.select(pl.col(PARENT).unique(), pl.lit(True).alias("taken"))


def _distinct(step: Each, items: pl.DataFrame) -> pl.DataFrame:
    different = pl.col(step.of or "").drop_nulls().n_unique()
    return items.group_by(PARENT).agg(different.alias("taken"))


def _newest(step: Each, items: pl.DataFrame) -> pl.DataFrame:
    by = step.by or ""
    dated = items.filter(pl.col(by).is_not_null())
    in_order = dated.sort(PARENT, by, PLACE, descending=[False, True, False])
    return in_order.group_by(PARENT, maintain_order=True).agg(
        pl.col(step.of or "").first().alias("taken")
    )


_TAKE: dict[str, Callable[[Each, pl.DataFrame], pl.DataFrame]] = {
    "sum": _sum,
    "count": _count,
    "any": _any,
    "distinct": _distinct,
    "newest": _newest,
}


def items(step: Items, sheet: Sheet) -> None:
    """The answers of a questionnaire: total, mean, how many were given."""
    answers = sheet.lists[step.list].frame
    counts = answers.group_by(PARENT).agg(pl.len().alias("there"))
    said = answers.filter(pl.col("item").is_not_null())
    said = said.with_columns(_is_allowed(step).alias("allowed"), _counted(step).alias("counts"))
    sums = said.group_by(PARENT).agg(
        pl.col("counts").sum().alias("sum"), pl.len().cast(pl.Float64).alias("answered")
    )
    wrong = said.filter(~pl.col("allowed")).sort(PARENT, PLACE)
    first = wrong.group_by(PARENT, maintain_order=True).agg(pl.col(PLACE).first().alias("wrong"))
    found = sheet.frame.select(ROW, pl.col(step.list).is_not_null().alias("given"))
    for part in (counts, sums, first):
        found = found.join(part.rename({PARENT: ROW}), on=ROW, how="left", maintain_order="left")
    found = found.with_columns(pl.col("there").fill_null(0), pl.col("answered").fill_null(0.0))
    _refuse(step, sheet, found)
    sheet.put(_totals(step, found), step.kinds(sheet.kinds, sheet.others))


def _is_allowed(step: Items) -> pl.Expr:
    usual = pl.col("item").is_between(step.least, step.most)
    for place, values in step.only.items():
        usual = (
            pl.when(pl.col(PLACE) == int(place))
            .then(pl.col("item").is_in([float(value) for value in values]))
            .otherwise(usual)
        )
    return usual


def _counted(step: Items) -> pl.Expr:
    turned = step.least + step.most - pl.col("item")
    return pl.when(pl.col(PLACE).is_in(list(step.reversed))).then(turned).otherwise(pl.col("item"))


def _refuse(step: Items, sheet: Sheet, found: pl.DataFrame) -> None:
    other = found["given"] & (found["there"] != step.count)
    says = f"must have {step.count} answers, and has " + found["there"].cast(pl.String)
    sheet.refuse(other, step.list, says)
    for place in range(1, step.count + 1):
        listed = ", ".join(str(value) for value in sorted(step.allowed[place - 1]))
        sheet.refuse(found["wrong"] == place, f"{step.list}.{place}", f"must be one of {listed}")


def _totals(step: Items, found: pl.DataFrame) -> dict[str, pl.Series]:
    enough = (found["answered"] > 0) & (found["answered"] >= step.count - step.may_be_missing)
    mean = found["sum"] / found["answered"]
    whole = found["answered"] == step.count
    table = pl.DataFrame({"enough": enough, "mean": mean, "whole": whole, "sum": found["sum"]})
    total = table.select(
        pl.when(pl.col("enough") & pl.col("whole"))
        .then(pl.col("sum"))
        .when(pl.col("enough"))
        .then(pl.col("mean") * step.count)
    ).to_series()
    columns = {step.name: total}
    if step.mean:
        columns[step.mean] = table.select(pl.when("enough").then("mean")).to_series()
    if step.answered:
        columns[step.answered] = found["answered"]
    return columns


def found_within(step: Within, sheet: Sheet) -> pl.Series:
    """What each row's map says of its key."""
    pairs = (
        sheet.lists[step.map]
        .frame.select(PARENT, "key", "value")
        .unique([PARENT, "key"], keep="first", maintain_order=True)
    )
    asked = sheet.frame.select(ROW, pl.col(step.by).alias("key"))
    joined = asked.join(
        pairs.rename({PARENT: ROW}), on=[ROW, "key"], how="left", maintain_order="left"
    )["value"]
    return joined if step.otherwise is None else joined.fill_null(step.otherwise)
