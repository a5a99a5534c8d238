"""What each kind of step does to a sheet: the twin of its `run`."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR
from functools import reduce
from typing import Any

import polars as pl

from throughcare.rules.columns.conditions import holding
from throughcare.rules.columns.lists import each, items
from throughcare.rules.columns.reading import told_apart
from throughcare.rules.columns.scores import scores
from throughcare.rules.columns.sheet import TYPES, Sheet, key, literal, number
from throughcare.rules.columns.tables import lookup
from throughcare.rules.columns.using import using
from throughcare.rules.steps import Step
from throughcare.rules.steps.dates import OUTSIDE, Away, Between
from throughcare.rules.steps.lists import Each, Items
from throughcare.rules.steps.scores import Scores
from throughcare.rules.steps.sums import Logarithm, Logistic, Product, Quotient, Rounded, Sum
from throughcare.rules.steps.tables import (
    Bands,
    Cases,
    FirstKnown,
    Highest,
    Joined,
    Lookup,
    Missing,
    Points,
    Refuse,
    Within,
)
from throughcare.rules.steps.using import Using
from throughcare.rules.values import NEAR, Kind, rounded


def run(step: Step, sheet: Sheet) -> None:
    """Work out what a step gives, for every row."""
    if twin := _ONE_VALUE.get(type(step)):
        kind = step.kinds(sheet.kinds, sheet.others)[step.name]
        sheet.put({step.name: twin(step, sheet, kind)}, {step.name: kind})
    elif isinstance(step, Each):
        each(step, sheet, run)
    else:
        _SEVERAL[type(step)](step, sheet)


def _sum(step: Sum, sheet: Sheet, kind: Kind) -> pl.Expr:
    total = pl.lit(step.constant)
    for term in step.term:
        adds = number(term.of) * term.times
        if term.if_not_known is not None:
            adds = adds.fill_null(term.if_not_known)
        total = total + adds
    return total


def _product(step: Product, sheet: Sheet, kind: Kind) -> pl.Expr:
    return reduce(lambda product, name: product * number(name), step.of[1:], number(step.of[0]))


def _quotient(step: Quotient, sheet: Sheet, kind: Kind) -> pl.Expr:
    of, by = number(step.of), number(step.by)
    nothing = pl.when(of.is_not_null() & (by == 0)).then(literal(step.if_nothing, "number"))
    return nothing.otherwise(of / by)


def _logarithm(step: Logarithm, sheet: Sheet, kind: Kind) -> pl.Expr:
    of = number(step.of)
    return pl.when(of > 0).then(of).log()


def _logistic(step: Logistic, sheet: Sheet, kind: Kind) -> pl.Expr:
    return 1 / (1 + (-number(step.of)).exp())


def _rounded(step: Rounded, sheet: Sheet, kind: Kind) -> pl.Series:
    values = sheet.frame.select(number(step.of) * step.times).to_series()
    if step.decimals is not None:
        values = _to_decimals(values, step)
    return values.clip(step.least, step.most)


def _to_decimals(values: pl.Series, step: Rounded) -> pl.Series:
    scale = float(10 ** (step.decimals or 0))
    scaled = values * scale
    if step.way == "down":
        return (scaled + 1e-9).floor() / scale
    if step.way == "up":
        return (scaled - 1e-9).ceil() / scale
    near = (((scaled - scaled.floor()) - 0.5).abs() < NEAR).fill_null(False)
    done = (scaled + 0.5).floor() / scale
    if near.any():
        different, places = told_apart(values.filter(near))
        exact = [rounded(value, step.decimals or 0, "half-up") for value in different[:-1]]
        done = done.scatter(near.arg_true(), pl.Series(exact).gather(places))
    return done


def _bands(step: Bands, sheet: Sheet, kind: Kind) -> pl.Expr:
    value = number(step.of)
    bands = literal(step.below, kind)
    for band in step.band:
        bands = pl.when(value >= band.at_least).then(literal(band.is_, kind)).otherwise(bands)
    return pl.when(value.is_not_null()).then(bands)


def _cases(step: Cases, sheet: Sheet, kind: Kind) -> pl.Expr:
    def said(literally: Any, name: str | None) -> pl.Expr:
        return pl.col(name).cast(TYPES[kind]) if name else literal(literally, kind)

    value = said(step.otherwise, step.otherwise_value_of)
    for case in reversed(step.case):
        holds = holding(case.when, sheet.kinds)
        value = pl.when(holds).then(said(case.is_, case.value_of)).otherwise(value)
    return value


def _points(step: Points, sheet: Sheet, kind: Kind) -> pl.Expr:
    lines = [
        pl.when(holding(line.when, sheet.kinds)).then(line.points).otherwise(0.0)
        for line in step.line
    ]
    points = pl.sum_horizontal(lines)
    return points if step.most is None else points.clip(upper_bound=step.most)


def _highest(step: Highest, sheet: Sheet, kind: Kind) -> pl.Expr:
    choose = pl.max_horizontal if step.kind == "highest" else pl.min_horizontal
    otherwise = literal(step.otherwise, kind)
    if not step.order:
        return pl.coalesce(choose([pl.col(name).cast(TYPES[kind]) for name in step.of]), otherwise)
    words = pl.Series(step.order)
    ranked = [
        pl.col(name).cast(pl.Enum(words), strict=False).to_physical().cast(pl.UInt32)
        for name in step.of
    ]
    return pl.coalesce(pl.lit(words).gather(choose(ranked)), otherwise)


def _first_known(step: FirstKnown, sheet: Sheet, kind: Kind) -> pl.Expr:
    known = [pl.col(name).cast(TYPES[kind]) for name in step.of]
    return pl.coalesce(*known, literal(step.otherwise, kind))


def _joined(step: Joined, sheet: Sheet, kind: Kind) -> pl.Expr:
    words = [key(name, sheet.kinds[name]) for name in step.of]
    return pl.when(words[0].is_not_null()).then(pl.concat_str(words, ignore_nulls=True))


def _missing(step: Missing, sheet: Sheet, kind: Kind) -> pl.Series:
    """Which names are missing is one number a row; each different one is written out once."""
    bits = [pl.col(name).is_null().cast(pl.Int64) * 2**n for n, name in enumerate(step.of)]
    patterns, places = told_apart(sheet.where(pl.sum_horizontal(bits)))
    names = [
        [name for n, name in enumerate(step.of) if pattern >> n & 1] for pattern in patterns[:-1]
    ]
    return pl.Series(names, dtype=TYPES[kind]).gather(places)


def _between(step: Between, sheet: Sheet, kind: Kind) -> pl.Expr:
    since, until = pl.col(step.since), pl.col(step.until)
    months = (until.dt.year() - since.dt.year()).cast(pl.Int64) * 12
    months = months + until.dt.month().cast(pl.Int64) - since.dt.month().cast(pl.Int64)
    months = months - (until.dt.day() < since.dt.day()).cast(pl.Int64)
    return months // 12 if step.kind == "years-between" else months


def _away(step: Away, sheet: Sheet, kind: Kind) -> pl.Series:
    day = pl.col(step.of).dt.offset_by(f"{step.months}mo").dt.offset_by(f"{step.days}d")
    days = sheet.where(day)
    outside = ~days.dt.year().is_between(MINYEAR, MAXYEAR)
    sheet.refuse(outside, step.of, OUTSIDE)
    return days.set(outside, None)


def _within(step: Within, sheet: Sheet, kind: Kind) -> pl.Series:
    from throughcare.rules.columns.lists import found_within

    return found_within(step, sheet)


def refuse(step: Refuse, sheet: Sheet) -> None:
    lines = [holding(line.when, sheet.kinds).alias(str(n)) for n, line in enumerate(step.line)]
    for where, line in zip(sheet.frame.select(lines), step.line, strict=True):
        sheet.refuse(where, line.field, line.message)


_ONE_VALUE: dict[type[Step], Callable[[Any, Sheet, Kind], pl.Expr | pl.Series]] = {
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Logarithm: _logarithm,
    Logistic: _logistic,
    Rounded: _rounded,
    Within: _within,
    Bands: _bands,
    Cases: _cases,
    Points: _points,
    Highest: _highest,
    FirstKnown: _first_known,
    Joined: _joined,
    Missing: _missing,
    Between: _between,
    Away: _away,
}
_SEVERAL: dict[type[Step], Callable[[Any, Sheet], None]] = {
    Lookup: lookup,
    Refuse: refuse,
    Items: items,
    Scores: scores,
    Using: using,
}
