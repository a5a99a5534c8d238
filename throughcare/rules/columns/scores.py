"""Weighted sums over a sheet."""

from collections.abc import Iterable
from functools import reduce
from operator import add

import polars as pl

from throughcare.rules.columns.sheet import Sheet, key, number
from throughcare.rules.steps.scores import BETWEEN, Scores, TermRow


def scores(step: Scores, sheet: Sheet) -> None:
    """Every model's sum. What several models weigh is worked out once."""
    parts: dict[str, list[pl.Expr]] = {model: [] for model in step.gives.values()}
    columns: list[pl.Expr] = []
    for n, (when, by_is) in enumerate(step.groups.items()):
        asked = _asked(when, sheet) if when else None
        if asked is not None:
            columns.append(asked.alias(_key(n)))
        alone = [row for rows in by_is.values() for row in rows if not row.of]
        _constants(parts, alone, n if when else None)
        for m, row in enumerate(row for rows in by_is.values() for row in rows if row.of):
            columns.append(reduce(lambda a, b: a * b, map(number, row.of)).alias(_value(n, m)))
            for model, weight in row.weights.items():
                if model in parts:
                    parts[model].append(_weighed(row, weight, n, m))
    known = sheet.frame.with_columns(columns)
    sums = known.select(
        reduce(add, parts[model], pl.lit(0.0)).alias(name) for name, model in step.gives.items()
    )
    sheet.put({name: sums[name] for name in step.gives}, step.kinds(sheet.kinds, sheet.others))


def _asked(when: tuple[str, ...], sheet: Sheet) -> pl.Expr:
    keys = [key(name, sheet.kinds[name]).fill_null("None") for name in when]
    return keys[0] if len(keys) == 1 else pl.concat_str(keys, separator=BETWEEN)


def _constants(parts: dict[str, list[pl.Expr]], rows: Iterable[TermRow], group: int | None) -> None:
    """Weights that count by themselves: one lookup a model for all rows of a group."""
    rows = list(rows)
    for model, sums in parts.items():
        weights = {
            BETWEEN.join(row.is_): row.weights[model] for row in rows if model in row.weights
        }
        if not weights:
            continue
        if group is None:
            sums.append(pl.lit(sum(r.weights[model] for r in rows if model in r.weights)))
        else:
            sums.append(
                pl.col(_key(group)).replace_strict(
                    list(weights), list(weights.values()), default=0.0, return_dtype=pl.Float64
                )
            )


def _weighed(row: TermRow, weight: float, group: int, place: int) -> pl.Expr:
    term = pl.col(_value(group, place)) * weight
    if not row.when:
        return term
    return pl.when(pl.col(_key(group)) == BETWEEN.join(row.is_)).then(term).otherwise(0.0)


def _key(group: int) -> str:
    return f"which {group}"


def _value(group: int, place: int) -> str:
    return f"value {group} {place}"
