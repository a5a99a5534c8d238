"""Taking in a frame: each input's column read as its kind, refused rows named with their place."""

from collections.abc import Callable, Iterable

import polars as pl

from throughcare.rules.columns.conditions import any_holding
from throughcare.rules.columns.sheet import FIELD, MESSAGE, PARENT, PLACE, ROW, TYPES, Sheet
from throughcare.rules.inputs import NO, YES, Input
from throughcare.rules.values import Kind

GIVEN = "said: "


def take(sheet: Sheet, inputs: Iterable[Input], given: pl.DataFrame, *, within: str = "") -> None:
    """Put every input's value on the sheet, a row of it for each row given."""
    for one in inputs:
        if one.kind == "record":
            _take_record(sheet, one, given, within)
        elif one.kind in ("list", "map"):
            _take_list(sheet, one, given, within)
        else:
            _take_value(sheet, one, given, within)


def _take_value(sheet: Sheet, one: Input, given: pl.DataFrame, within: str) -> None:
    names = [name for name in one.names if name in given.columns]
    said = [_said(given[name], one) for name in names]
    sheet.frame = sheet.frame.with_columns(
        [series.alias(f"{GIVEN}{name}") for name, series in zip(names, said, strict=True)]
    )
    columns = [f"{GIVEN}{name}" for name in names]
    applies = any_holding(one.only_if, sheet.kinds)
    value: pl.Expr = pl.lit(None, dtype=TYPES[one.value_kind])
    chosen_before = pl.lit(False)
    for name, column in zip(names, columns, strict=True):
        is_said = pl.col(column).is_not_null() & ~chosen_before & applies
        read, says = _read(one, pl.col(column), sheet.frame.schema[column])
        sheet.refuse(is_said & read.is_null(), within + name, says)
        for beyond, message in _bounds(one, read):
            sheet.refuse(is_said & beyond, within + name, message)
        value = pl.coalesce(value, pl.when(~chosen_before).then(read))
        chosen_before = chosen_before | pl.col(column).is_not_null()
    kind = one.value_kind
    if one.default is not None:
        default = pl.lit(one.default, dtype=TYPES[kind])
        value = pl.when(chosen_before).then(value).otherwise(default)
    value = pl.when(applies).then(value)
    if one.required:
        missing = ~chosen_before & applies & ~_does_not_apply(one, given, names)
        sheet.refuse(missing, within + one.name, "is needed")
    sheet.put({one.name: value}, {one.name: kind})
    sheet.frame = sheet.frame.drop(columns)


def _said(series: pl.Series, one: Input) -> pl.Series:
    """What was said, null where nothing was, or that it is not known or does not apply."""
    if series.dtype != pl.String:
        return series
    text = series.str.strip_chars()
    nothing = [*one.says_not_known, *one.says_not_applicable, ""]
    lowered = text.str.to_lowercase()
    return pl.select(pl.when(~lowered.is_in(nothing)).then(text)).to_series()


def _does_not_apply(one: Input, given: pl.DataFrame, names: list[str]) -> pl.Expr:
    """Whether the last thing said of it was that it does not apply."""
    texts = [name for name in names if given.schema[name] == pl.String]
    if not one.not_applicable or not texts:
        return pl.lit(False)
    lowered = given[texts[-1]].str.strip_chars().str.to_lowercase()
    return pl.lit(lowered.is_in(list(one.says_not_applicable)).fill_null(False))


def _read(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    """The column as the input's kind, null where it cannot be, and what is said then."""
    kind = one.kind
    if one.words:
        by_word = _by_word(one, said, dtype)
        if kind == "word" and not one.other_words:
            return by_word, f"must be one of {', '.join(one.words)}"
        read, says = _AS[kind](one, said, dtype)
        return pl.coalesce(by_word, read.cast(TYPES[one.value_kind])), says
    return _AS[kind](one, said, dtype)


def _by_word(one: Input, said: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    accepted = one.accepted
    to = TYPES[one.value_kind]
    text = said.str.to_lowercase() if dtype == pl.String else _whole_as_text(said, dtype)
    values = pl.Series(list(accepted.values()), dtype=to, strict=False)
    return text.replace_strict(
        pl.Series(list(accepted), dtype=pl.String), values, default=None, return_dtype=to
    )


def _whole_as_text(said: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Boolean:
        return pl.when(said).then(pl.lit("yes")).when(~said).then(pl.lit("no"))
    if dtype.is_float():
        said = pl.when(said == said.floor()).then(said).cast(pl.Int64, strict=False)
    return said.cast(pl.String)


def _number(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    says = "must be a number"
    if dtype == pl.Boolean or dtype.is_nested() or dtype.is_temporal():
        return pl.lit(None, dtype=pl.Float64), says
    value = said.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value), says


def _whole(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    value, _ = _number(one, said, dtype)
    return pl.when(value == value.floor()).then(value), "must be a whole number"


def _yes_no(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    says = "must be yes or no"
    if dtype == pl.Boolean:
        return said, says
    text = said.str.to_lowercase() if dtype == pl.String else said.cast(pl.String)
    words = pl.Series([*YES, *NO])
    means = pl.Series([True] * len(YES) + [False] * len(NO))
    return text.replace_strict(words, means, default=None, return_dtype=pl.Boolean), says


def _word(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    if dtype == pl.Boolean or dtype.is_float() or dtype.is_nested():
        return pl.lit(None, dtype=pl.String), "must be a word"
    text = said.cast(pl.String)
    if one.digits is not None:
        text = text.str.zfill(one.digits)
        fits = text.str.contains(rf"^[0-9]{{{one.digits}}}$")
        return pl.when(fits).then(text), f"must be a code of {one.digits} digits"
    return text.str.to_lowercase() if one.lower_case else text, "must be a word"


def _date(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    says = "must be a date, written like 2026-11-22"
    if dtype.is_temporal():
        return said.cast(pl.Date), says
    if dtype != pl.String:
        return pl.lit(None, dtype=pl.Date), says
    text = said.str.slice(0, 10)
    fits = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    return pl.when(fits).then(text).str.to_date("%Y-%m-%d", strict=False), says


_AS: dict[str, Callable[[Input, pl.Expr, pl.DataType], tuple[pl.Expr, str]]] = {
    "number": _number,
    "whole": _whole,
    "yes-no": _yes_no,
    "word": _word,
    "date": _date,
}


def _bounds(one: Input, read: pl.Expr) -> list[tuple[pl.Expr, str]]:
    found: list[tuple[pl.Expr, str]] = []
    if one.value_kind not in ("number", "whole"):
        return found
    if one.least is not None:
        found.append((read < one.least, f"must be {one.least:g} or more"))
    if one.most is not None:
        found.append((read > one.most, f"must be {one.most:g} or less"))
    return found


def _take_record(sheet: Sheet, one: Input, given: pl.DataFrame, within: str) -> None:
    name = next((name for name in one.names if name in given.columns), None)
    inside = pl.DataFrame({ROW: sheet.frame[ROW]})
    if name is not None and isinstance(given.schema[name], pl.Struct):
        inside = given[name].struct.unnest().with_columns(sheet.frame[ROW])
    elif name is not None and given.schema[name] != pl.Null:
        said = pl.lit(given[name].is_not_null())
        sheet.refuse(said, within + name, "must be a record with named fields")
    if one.required:
        missing = pl.lit(True) if name is None else pl.lit(given[name].is_null())
        sheet.refuse(missing, within + one.name, "is needed")
    record = Sheet(sheet.rule, sheet.others, sheet.frame.select(ROW, FIELD, MESSAGE), {})
    take(record, one.field, inside, within=f"{within}{one.name}.")
    names = {field: f"{one.name}.{field}" for each in one.field for field in each.kinds}
    values = record.frame.select(pl.col(field).alias(name) for field, name in names.items())
    sheet.frame = sheet.frame.with_columns(
        record.frame[FIELD], record.frame[MESSAGE], *values.iter_columns()
    )
    sheet.kinds |= {name: record.kinds[field] for field, name in names.items()}


def _take_list(sheet: Sheet, one: Input, given: pl.DataFrame, within: str) -> None:
    name = next((name for name in one.names if name in given.columns), None)
    items = _items(one, given, name, sheet.frame[ROW])
    dtype = given.schema[name] if name else pl.Null()
    is_given = pl.lit(given[name].is_not_null()) if name else pl.lit(False)
    if name and dtype != pl.Null and not isinstance(dtype, (pl.List, pl.Struct)):
        says = "must be a list" if one.kind == "list" else "must be names, each with a value"
        sheet.refuse(is_given, within + name, says)
    if one.required:
        sheet.refuse(~is_given, within + one.name, "is needed")
    inside = Sheet(sheet.rule, sheet.others, _numbered(items), {})
    if one.field:
        take(inside, one.field, items, within="")
        inside.frame = inside.frame.with_columns(
            (
                pl.lit(f"{within}{name}.") + pl.col(PLACE).cast(pl.String) + "." + pl.col(FIELD)
            ).alias(FIELD)
        )
    else:
        _take_plain(inside, one, items, f"{within}{name}.")
    sheet.refuse_as_items(inside)
    sheet.lists[one.name] = inside
    # Whether the list was given at all: what a step asks that needs one.
    sheet.frame = sheet.frame.with_columns(pl.when(is_given).then(pl.lit([""])).alias(one.name))
    sheet.kinds[one.name] = "list"


def _items(one: Input, given: pl.DataFrame, name: str | None, rows: pl.Series) -> pl.DataFrame:
    """The items of every row's list, each with the row it belongs to and its place."""
    nothing = pl.DataFrame(schema={PARENT: pl.UInt32, PLACE: pl.UInt32})
    if name is None:
        return nothing
    dtype = given.schema[name]
    if isinstance(dtype, pl.Struct):
        return _pairs(given[name], rows)
    if not isinstance(dtype, pl.List):
        return nothing
    lists = pl.DataFrame({PARENT: rows, "item": given[name]})
    lists = lists.filter(pl.col("item").list.len() > 0).explode("item")
    lists = lists.with_columns(
        (pl.int_range(pl.len()).over(PARENT) + 1).cast(pl.UInt32).alias(PLACE)
    )
    if isinstance(lists.schema["item"], pl.Struct):
        return lists.unnest("item")
    return lists


def _pairs(records: pl.Series, rows: pl.Series) -> pl.DataFrame:
    """A map given as a record: a row for each name that has a value."""
    parts = []
    fields = records.struct.unnest()
    for n, field in enumerate(fields.columns):
        part = pl.DataFrame({PARENT: rows, "key": field, "value": fields[field]})
        part = part.with_columns(pl.lit(n + 1, dtype=pl.UInt32).alias(PLACE))
        parts.append(part.drop_nulls("value"))
    return pl.concat(parts, how="vertical_relaxed")


def _take_plain(inside: Sheet, one: Input, items: pl.DataFrame, within: str) -> None:
    """Plain values of a list, or the keys and values of a map."""
    column = "value" if one.kind == "map" else "item"
    kind: Kind = one.of
    if column not in items.columns:
        inside.put({column: pl.lit(None, dtype=TYPES[kind])}, {column: kind})
    else:
        frame = inside.frame.with_columns(_said(items[column], one).alias(GIVEN))
        read, says = _AS[one.of](one, pl.col(GIVEN), frame.schema[GIVEN])
        inside.frame = frame
        place = pl.col(PLACE).cast(pl.String) if one.kind == "list" else pl.lit(items["key"])
        inside.refuse(
            pl.col(GIVEN).is_not_null() & read.is_null(), pl.lit(within) + place, pl.lit(says)
        )
        inside.put({column: read}, {column: kind})
        inside.frame = inside.frame.drop(GIVEN)
    if one.kind == "map":
        keys = pl.lit(items["key"]) if "key" in items.columns else pl.lit(None)
        inside.put({"key": keys}, {"key": "word"})


def _numbered(items: pl.DataFrame) -> pl.DataFrame:
    """The rows of a new sheet of items."""
    return items.select(PARENT, PLACE).with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW),
        pl.lit(None, dtype=pl.String).alias(FIELD),
        pl.lit(None, dtype=pl.String).alias(MESSAGE),
    )


def new_frame(height: int) -> pl.DataFrame:
    """A sheet of so many cases of which nothing is known yet."""
    return pl.select(
        pl.int_range(height, dtype=pl.UInt32).alias(ROW),
        pl.lit(None, dtype=pl.String).alias(FIELD),
        pl.lit(None, dtype=pl.String).alias(MESSAGE),
    )
