"""Taking in a frame: each input's column read as its kind, refused rows named with their place."""

from collections.abc import Iterable

import polars as pl

from throughcare.rules.columns.conditions import any_holding
from throughcare.rules.columns.reading import read, read_plain
from throughcare.rules.columns.sheet import FIELD, MESSAGE, PARENT, PLACE, ROW, TYPES, Sheet
from throughcare.rules.inputs import Input

IS_RECORD = "is a record"
NO_ITEMS = pl.DataFrame(schema={PARENT: pl.UInt32, PLACE: pl.UInt32, IS_RECORD: pl.Boolean})


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
    kind = one.value_kind
    value = pl.repeat(None, sheet.height, dtype=TYPES[kind], eager=True)
    unsaid = sheet.where(any_holding(one.only_if, sheet.kinds))
    for name in names:
        found = read(given[name], one)
        here = unsaid & found.is_said
        for where, says in found.wrong:
            sheet.refuse(here & where, within + name, says)
        value = found.value.cast(TYPES[kind]).zip_with(here, value)
        unsaid = unsaid & ~found.is_said
    if one.default is not None:
        default = pl.repeat(one.default, sheet.height, dtype=TYPES[kind], eager=True)
        value = default.zip_with(unsaid, value)
    if one.required:
        sheet.refuse(unsaid & ~_does_not_apply(one, given, names), within + one.name, "is needed")
    sheet.put({one.name: value}, {one.name: kind})


def _does_not_apply(one: Input, given: pl.DataFrame, names: list[str]) -> pl.Series:
    """Whether the last thing said of it was that it does not apply."""
    texts = [name for name in names if given.schema[name] == pl.String]
    if not one.not_applicable or not texts:
        return pl.repeat(False, given.height, eager=True)
    lowered = given[texts[-1]].str.strip_chars().str.to_lowercase()
    return lowered.is_in(list(one.says_not_applicable)).fill_null(False)


def _take_record(sheet: Sheet, one: Input, given: pl.DataFrame, within: str) -> None:
    name = next((name for name in one.names if name in given.columns), None)
    inside = pl.DataFrame({ROW: sheet.frame[ROW]})
    if name is not None and isinstance(given.schema[name], pl.Struct):
        inside = given[name].struct.unnest().with_columns(sheet.frame[ROW])
    elif name is not None and given.schema[name] != pl.Null:
        said = given[name].is_not_null()
        sheet.refuse(said, within + name, "must be a record with named fields")
    if one.required:
        sheet.refuse(~_is_given(given, name), within + one.name, "is needed")
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
    dtype = given.schema[name] if name else pl.Null()
    is_given = _is_given(given, name)
    fits = isinstance(dtype, pl.List if one.kind == "list" else pl.Struct)
    if not fits and dtype != pl.Null:
        says = "must be a list" if one.kind == "list" else "must be names, each with a value"
        sheet.refuse(is_given, f"{within}{name}", says)
    if one.required:
        sheet.refuse(~is_given, within + one.name, "is needed")
    items = _items(given[name], sheet.frame[ROW]) if name and fits else NO_ITEMS
    inside = Sheet(sheet.rule, sheet.others, _numbered(items), {})
    if one.field:
        inside.refuse(~items[IS_RECORD], "", "must be a record with named fields")
        take(inside, one.field, items, within="")
        place = pl.lit(f"{within}{name}.") + pl.col(PLACE).cast(pl.String)
        field = (place + "." + pl.col(FIELD)).str.strip_suffix(".")
        inside.frame = inside.frame.with_columns(field.alias(FIELD))
    else:
        _take_plain(inside, one, items, f"{within}{name}.")
    sheet.refuse_as_items(inside)
    sheet.lists[one.name] = inside
    # Whether the list was given at all: what a step asks that needs one.
    sheet.frame = sheet.frame.with_columns(pl.when(is_given).then(pl.lit([""])).alias(one.name))
    sheet.kinds[one.name] = "list"


def _items(given: pl.Series, rows: pl.Series) -> pl.DataFrame:
    """The items of every row's list or map, each with the row it belongs to and its place."""
    if isinstance(given.dtype, pl.Struct):
        return _pairs(given, rows)
    lists = pl.DataFrame({PARENT: rows, "item": given}).filter(pl.col("item").list.len() > 0)
    places = pl.int_ranges(1, pl.col("item").list.len() + 1, dtype=pl.UInt32)
    items = lists.with_columns(places.alias(PLACE)).explode("item", PLACE)
    if isinstance(items.schema["item"], pl.Struct):
        return items.with_columns(pl.col("item").is_not_null().alias(IS_RECORD)).unnest("item")
    return items.with_columns(pl.lit(False).alias(IS_RECORD))


def _pairs(records: pl.Series, rows: pl.Series) -> pl.DataFrame:
    """A map given as a record: a row for each name that has a value."""
    parts = [NO_ITEMS]
    fields = records.struct.unnest()
    for n, field in enumerate(fields.columns):
        part = pl.DataFrame({PARENT: rows, "key": field, "value": fields[field]})
        part = part.with_columns(pl.lit(n + 1, dtype=pl.UInt32).alias(PLACE))
        parts.append(part.drop_nulls("value"))
    return pl.concat(parts, how="diagonal_relaxed")


def _take_plain(inside: Sheet, one: Input, items: pl.DataFrame, within: str) -> None:
    """Plain values of a list, or the keys and values of a map."""
    column = "value" if one.kind == "map" else "item"
    if one.kind == "map":
        keys = items["key"] if "key" in items.columns else pl.lit(None)
        inside.put({"key": keys}, {"key": "word"})
    if column not in items.columns:
        inside.put({column: pl.lit(None)}, {column: one.of})
        return
    found = read_plain(items[column], one)
    place = items[PLACE].cast(pl.String) if one.kind == "list" else items["key"]
    for where, says in found.wrong:
        inside.refuse(where, within + place, says)
    inside.put({column: found.value}, {column: one.of})


def _is_given(given: pl.DataFrame, name: str | None) -> pl.Series:
    if name is None:
        return pl.repeat(False, given.height, eager=True)
    return given[name].is_not_null()


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
