"""Weighted sums over a sheet."""

from collections.abc import Sequence
from functools import reduce
from operator import add, mul

import polars as pl

from throughcare.rules.columns.sheet import Sheet, number
from throughcare.rules.columns.tables import rows_asked_for
from throughcare.rules.steps.scores import BETWEEN, Scores, TermRow


def scores(step: Scores, sheet: Sheet) -> None:
    """Every model's sum. What several models weigh is worked out once."""
    parts: dict[str, list[pl.Expr]] = {model: [] for model in step.gives.values()}
    columns: list[pl.Expr | pl.Series] = []
    for n, (when, by_is) in enumerate(step.groups.items()):
        keys = [BETWEEN.join(is_) for is_ in by_is]
        if when:
            columns.append(rows_asked_for(keys, when, sheet, not_known="None").alias(_row(n)))
        _add_constants(parts, list(by_is.values()), n if when else None)
        for row, rows in enumerate(by_is.values()):
            for term in (one for one in rows if one.of):
                name = f"value {len(columns)}"
                columns.append(reduce(mul, map(number, term.of)).alias(name))
                counts = pl.col(_row(n)).eq_missing(row) if when else None
                for model in parts.keys() & term.weights.keys():
                    parts[model].append(_weighed(name, term.weights[model], counts))
    known = sheet.frame.with_columns(columns)
    sums = known.select(
        reduce(add, parts[model], pl.lit(0.0)).alias(name) for name, model in step.gives.items()
    )
    sheet.put({name: sums[name] for name in step.gives}, step.kinds(sheet.kinds, sheet.others))


def _add_constants(
    parts: dict[str, list[pl.Expr]], rows: Sequence[Sequence[TermRow]], group: int | None
) -> None:
    """Weights that count by themselves: by the row a case has, or for everybody."""
    for model, sums in parts.items():
        weights = [sum(one.weights.get(model, 0.0) for one in each if not one.of) for each in rows]
        if group is None:
            sums.append(pl.lit(sum(weights)))
        elif any(weights):
            row = pl.col(_row(group)).fill_null(len(weights))
            sums.append(pl.lit(pl.Series([*weights, 0.0], dtype=pl.Float64)).gather(row))


def _weighed(name: str, weight: float, counts: pl.Expr | None) -> pl.Expr:
    term = pl.col(name) * weight
    return term if counts is None else pl.when(counts).then(term).otherwise(0.0)


def _row(group: int) -> str:
    return f"row {group}"
