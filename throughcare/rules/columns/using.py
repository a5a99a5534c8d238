"""Using another rule over a sheet: its own sheet, from values of this one."""

import polars as pl

from throughcare.rules.columns.sheet import FIELD, MESSAGE, Sheet
from throughcare.rules.steps.using import Using


def using(step: Using, sheet: Sheet) -> None:
    """Works the other rule out for every row, and takes from it what this one names."""
    from throughcare.rules.columns.frames import worked_out

    given = sheet.frame.select(pl.col(name).alias(input) for input, name in step.given.items())
    other = worked_out(sheet.others(step.rule, step.version), given, sheet.others)
    refused = other[FIELD].is_not_null()
    if not step.unless_refused:
        field = other[FIELD].replace(list(step.given), list(step.given.values()))
        sheet.refuse(refused, field, other[MESSAGE])
    sheet.put(
        {name: other[taken] for name, taken in step.gives.items()},
        step.kinds(sheet.kinds, sheet.others),
    )
