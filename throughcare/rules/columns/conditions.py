"""Conditions over a sheet: true, or not; never unknown."""

from collections.abc import Callable
from datetime import date

import polars as pl

from throughcare.rules.columns.sheet import TYPES
from throughcare.rules.conditions import Compared, Lines, Test, When
from throughcare.rules.values import Kind, Kinds

_IS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "at_least": lambda value, bound: value >= bound,
    "more_than": lambda value, bound: value > bound,
    "at_most": lambda value, bound: value <= bound,
    "less_than": lambda value, bound: value < bound,
}


def holding(when: When, kinds: Kinds) -> pl.Expr:
    """Whether every name passes its test."""
    return pl.all_horizontal([_passes(name, test, kinds) for name, test in when.items()])


def any_holding(lines: Lines, kinds: Kinds) -> pl.Expr:
    """Whether one of the lines holds; with no line at all, nothing is asked."""
    return pl.any_horizontal([holding(when, kinds) for when in lines]) if lines else pl.lit(True)


def _passes(name: str, test: Test, kinds: Kinds) -> pl.Expr:
    column = pl.col(name)
    if isinstance(test, bool):
        asked = column == test if kinds[name] == "yes-no" else pl.lit(False)
        return asked.fill_null(False)
    if isinstance(test, tuple):
        return _among(column, test, kinds[name]).fill_null(False)
    return _compares(column, test, kinds[name])


def _among(column: pl.Expr, values: tuple[object, ...], kind: Kind) -> pl.Expr:
    fitting = [value for value in values if isinstance(value, str) is (kind == "word")]
    return column.is_in(pl.Series(fitting, dtype=TYPES[kind]).implode())


def _compares(column: pl.Expr, test: Compared, kind: Kind) -> pl.Expr:
    if test.known is False:
        return column.is_null()
    asked = [column.is_not_null()]
    if test.none_of:
        asked.append(~_among(column, test.none_of, kind))
    if test.same_as:
        asked.append(column == pl.col(test.same_as))
    for way, bound in test.bounds:
        other = pl.col(bound) if isinstance(bound, str) else _bound(bound)
        asked.append(_IS[way](column, other))
    return pl.all_horizontal([one.fill_null(False) for one in asked])


def _bound(bound: float | date) -> pl.Expr:
    return pl.lit(bound, dtype=pl.Date if isinstance(bound, date) else pl.Float64)
