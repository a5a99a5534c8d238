"""A rule over a frame, from what is given to what it comes to."""

from typing import TYPE_CHECKING

import polars as pl

from throughcare.rules.columns.inputs import new_frame, take
from throughcare.rules.columns.sheet import FIELD, MESSAGE, TYPES, Sheet
from throughcare.rules.columns.steps import run
from throughcare.rules.steps import Others
from throughcare.rules.values import Kind

if TYPE_CHECKING:
    from throughcare.rules.ruleset import RuleSet


def over_frame(rule: "RuleSet", frame: pl.DataFrame, others: Others) -> pl.DataFrame:
    """The results of every row, null where it is refused, and why it is."""
    results = worked_out(rule, frame, others)
    return results.with_columns(frame["id"]) if "id" in frame.columns else results


def worked_out(rule: "RuleSet", frame: pl.DataFrame, others: Others) -> pl.DataFrame:
    sheet = Sheet(rule, others, new_frame(frame.height), {})
    take(sheet, rule.input, frame)
    for step in rule.step:
        run(step, sheet)
    columns = []
    for result in rule.result:
        if result.together:
            value = pl.concat_arr([pl.col(name) for name in result.together]).arr.to_list()
        else:
            value = pl.col(result.value_of).cast(_out(rule.kinds[result.value_of]))
        columns.append(pl.when(pl.col(FIELD).is_null()).then(value).alias(result.name))
    return sheet.frame.select(*columns, FIELD, MESSAGE)


def _out(kind: Kind) -> pl.DataType:
    whole: pl.DataType = pl.Int64()
    return whole if kind == "whole" else TYPES[kind]
