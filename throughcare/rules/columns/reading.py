"""Reading a column as what an input may be: its values, where something was said, what is wrong.

What is text, or may be a word, is read once for each different value and then spread over the
rows: a caseload says few different things, and text is slow.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from throughcare.rules.columns.sheet import TYPES
from throughcare.rules.inputs import NO, YES, Input

SAID = "said"
Reader = Callable[[Input, pl.Expr, pl.DataType], tuple[pl.Expr, str]]
"""Gives a column as a kind, null where it cannot be, and the words for that."""


@dataclass(frozen=True)
class Read:
    """A column as it was read."""

    value: pl.Series
    """Null where nothing was said, and where it is wrong."""
    is_said: pl.Series
    wrong: tuple[tuple[pl.Series, str], ...]
    """Where something was said that cannot be, and the words for it; the first counts."""

    def spread(self, places: pl.Series) -> "Read":
        """The same for each row that says which of these it is."""
        return Read(
            self.value.gather(places),
            self.is_said.gather(places),
            tuple((where.gather(places), says) for where, says in self.wrong if where.any()),
        )


def read(column: pl.Series, one: Input) -> Read:
    """A column of one value a row, as the input has it."""
    means_nothing = {"", *one.says_not_known, *one.says_not_applicable}
    return _read(column, one, _reader(one), means_nothing)


def read_plain(column: pl.Series, one: Input) -> Read:
    """What a list of plain values holds, or a map."""
    means_nothing = {""} if one.kind == "list" else ()
    return _read(column, one, READERS[one.of], means_nothing)


def _read(column: pl.Series, one: Input, reader: Reader, means_nothing: Collection[str]) -> Read:
    if column.dtype in (pl.Categorical, pl.Enum):  # text, kept shorter
        column = column.cast(pl.String)
    if column.dtype == pl.String or (one.words and not column.dtype.is_nested()):
        different, places = told_apart(column)
        return _read_each(different, one, reader, means_nothing).spread(places)
    return _read_each(column, one, reader, means_nothing)


def told_apart(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The different values of a column, nothing the last of them; and for each row, which it is."""
    different = column.drop_nulls().unique()
    if column.dtype == pl.String:
        places = column.cast(pl.Enum(different)).to_physical()
    else:
        numbers = pl.int_range(different.len(), dtype=pl.UInt32, eager=True)
        places = column.replace_strict(different, numbers, default=None)
    nothing = pl.Series([None], dtype=column.dtype)
    return different.extend(nothing), places.cast(pl.UInt32).fill_null(different.len() - 1)


def _read_each(
    column: pl.Series, one: Input, reader: Reader, means_nothing: Collection[str]
) -> Read:
    if column.dtype == pl.String:
        column = column.str.strip_chars()
        is_said = column.is_not_null() & ~column.str.to_lowercase().is_in(list(means_nothing))
    else:
        is_said = column.is_not_null()
    as_kind, says = reader(one, pl.col(SAID), column.dtype)
    value = column.to_frame(SAID).select(pl.when(is_said).then(as_kind)).to_series()
    unreadable = is_said & value.is_null()
    return Read(value, is_said, ((unreadable, says), *_beyond(one, value)))


def _beyond(one: Input, value: pl.Series) -> list[tuple[pl.Series, str]]:
    found: list[tuple[pl.Series, str]] = []
    if one.is_list or not value.dtype.is_numeric():
        return found
    if one.least is not None:
        found.append(((value < one.least).fill_null(False), f"must be {one.least:g} or more"))
    if one.most is not None:
        found.append(((value > one.most).fill_null(False), f"must be {one.most:g} or less"))
    return found


def _reader(one: Input) -> Reader:
    """How an input is read: by its words first, if it has any."""
    return _by_words if one.words else READERS[one.kind]


def _by_words(one: Input, said: pl.Expr, dtype: pl.DataType) -> tuple[pl.Expr, str]:
    to = TYPES[one.value_kind]
    text = said.str.to_lowercase() if dtype == pl.String else _as_text(said, dtype)
    means = pl.Series(list(one.accepted.values()), dtype=to, strict=False)
    by_word = text.replace_strict(
        pl.Series(list(one.accepted), dtype=pl.String), means, default=None, return_dtype=to
    )
    if one.kind == "word" and not one.other_words:
        return by_word, f"must be one of {', '.join(one.words)}"
    as_kind, says = READERS[one.kind](one, said, dtype)
    return pl.coalesce(by_word, as_kind.cast(to)), says


def _as_text(said: pl.Expr, dtype: pl.DataType) -> pl.Expr:
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
    says = "must be a whole number"
    return (value if dtype.is_integer() else pl.when(value == value.floor()).then(value)), says


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


READERS: dict[str, Reader] = {
    "number": _number,
    "whole": _whole,
    "yes-no": _yes_no,
    "word": _word,
    "date": _date,
}
