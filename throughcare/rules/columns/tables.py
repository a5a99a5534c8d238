"""Tables over a sheet. Keys become small numbers, and what a table gives is taken by its row."""

from collections.abc import Mapping, Sequence

import polars as pl

from throughcare.rules.columns.sheet import TYPES, Sheet
from throughcare.rules.steps.tables import BETWEEN, Lookup
from throughcare.rules.values import Kind, key_of


def lookup(step: Lookup, sheet: Sheet) -> None:
    """What the row of the table gives that has a case's keys."""
    kinds = step.kinds(sheet.kinds, sheet.others)
    row = rows_asked_for(list(step.found), step.by, sheet)
    if step.unknown:
        known = sheet.where(pl.all_horizontal([pl.col(name).is_not_null() for name in step.by]))
        sheet.refuse(known & row.is_null(), step.field or step.by[0], step.unknown)
    row = row.fill_null(len(step.found))
    columns = {}
    for name, cells in zip(step.outputs, zip(*step.found.values(), strict=True), strict=True):
        given = pl.Series([*cells, step.otherwise], dtype=TYPES[kinds[name]], strict=False)
        columns[name] = given.gather(row)
    sheet.put(columns, kinds)


def rows_asked_for(
    keys: Sequence[str], by: Sequence[str], sheet: Sheet, *, not_known: str | None = None
) -> pl.Series:
    """The place among `keys` of the one that each case has, null where it has none of them.
    `not_known` is how keys write what is not known."""
    parts = [key.split(BETWEEN) for key in keys]
    asked, numbers = pl.lit(0, dtype=pl.Int64), [0] * len(keys)
    for name, column in zip(by, zip(*parts, strict=True), strict=True):
        words = {word: place for place, word in enumerate(dict.fromkeys(column))}
        asked = asked * len(words) + _place(name, sheet.kinds[name], words, not_known)
        numbers = [n * len(words) + words[word] for n, word in zip(numbers, column, strict=True)]
    if numbers != list(range(len(keys))):
        asked = asked.replace_strict(numbers, range(len(keys)), default=None)
    return sheet.where(asked.cast(pl.UInt32))


def _place(name: str, kind: Kind, words: Mapping[str, int], not_known: str | None) -> pl.Expr:
    """Which of these words, as keys write a value, the value of each case is."""
    value = pl.col(name)
    if kind == "word":
        place = value.cast(pl.Enum(list(words)), strict=False).to_physical()
    elif kind == "yes-no":
        place = pl.when(value).then(words.get("yes")).when(~value).then(words.get("no"))
    else:
        numbers = {n: at for word, at in words.items() if (n := _number(word)) is not None}
        place = value.replace_strict(numbers, default=None, return_dtype=pl.Int64)
    nothing = words.get(not_known) if not_known else None
    return place if nothing is None else pl.when(value.is_null()).then(nothing).otherwise(place)


def _number(word: str) -> float | None:
    """The number that a key writes so."""
    try:
        number = float(word)
    except ValueError:
        return None
    return number if key_of(number) == word else None
