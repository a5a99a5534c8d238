"""Tables: a value looked up, a number put into bands, cases of which the first that holds counts,
points added up, and which of several values is the highest."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.conditions import When, holds, names_in
from throughcare.rules.errors import Refused
from throughcare.rules.reading import Part, Words
from throughcare.rules.steps.base import Names, OneValue, Others, Step, Why, must_be
from throughcare.rules.values import (
    NUMBERS,
    Kind,
    Kinds,
    Known,
    Name,
    Scalar,
    Value,
    key_of,
    kind_of,
    one_kind,
    plain,
)

BETWEEN = "|"
"""Stands between the keys of a table that is asked by several."""


class Lookup(Step):
    """A table asked by one value or several. `gives` are its columns, each by the name of what it
    gives; written in the rule itself (`values`) a table gives one."""

    kind: Literal["lookup"]
    by: tuple[Name, ...] = Field(min_length=1)
    values: dict[str, Scalar] = {}
    table: Words | None = None
    """A CSV file of the folder `tables`; its columns are called as in `columns` and `gives`."""
    columns: tuple[Words, ...] = ()
    """The columns of the table that hold the keys, in the order of `by`."""
    gives: dict[Name, Words] = {}
    rows: tuple[dict[str, str | None], ...] = ()
    """The rows of the table; whoever reads the rule puts them here."""
    numbers: bool = False
    """The table's cells are numbers."""
    otherwise: Scalar | None = None
    unknown: Words | None = None
    """What is said of a key that the table does not have; it is refused then."""
    field: Name | None = None
    """The input to put right then; else the first of `by`."""

    @model_validator(mode="after")
    def _is_one_table(self) -> Self:
        if bool(self.values) is bool(self.table):
            raise ValueError("has either values or a table")
        if self.table and (len(self.columns) != len(self.by) or not self.gives):
            raise ValueError("a table says its key columns, one for each of by, and what it gives")
        return self

    @cached_property
    def outputs(self) -> tuple[Name, ...]:
        return tuple(self.gives) or (self.name,)

    @cached_property
    def found(self) -> Mapping[str, tuple[Value, ...]]:
        """What the table gives, in the order of `outputs`, by its keys. Raises ValueError."""
        if self.values:
            return {key: (value,) for key, value in self.values.items()}
        found: dict[str, tuple[Value, ...]] = {}
        for row in self.rows:
            try:
                key = BETWEEN.join(row[column] or "" for column in self.columns)
                cells = tuple(self._cell(row[column]) for column in self.gives.values())
            except KeyError as error:
                raise ValueError(f"{self.table} has no column {error}") from error
            if key in found:
                raise ValueError(f"{self.table} has {key!r} twice")
            found[key] = cells
        return found

    def _cell(self, cell: str | None) -> Value:
        return float(cell) if self.numbers and cell is not None else cell

    def looks_at(self) -> Iterable[str]:
        return self.by

    def gives_names(self) -> Iterable[str]:
        return self.outputs

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        must_be(known, self.by, "word", "whole", "yes-no")
        columns = list(zip(*self.found.values(), strict=True))
        return {
            name: one_kind([kind_of(self.otherwise), *map(kind_of, column)], name)
            for name, column in zip(self.outputs, columns, strict=True)
        }

    def run(self, known: Known, others: Others) -> None:
        values = [known[name] for name in self.by]
        cells: tuple[Value, ...] | None = None
        if None not in values:
            cells = self.found.get(BETWEEN.join(map(key_of, values)))
            if cells is None and self.unknown:
                raise Refused(self.field or self.by[0], self.unknown)
        for n, name in enumerate(self.outputs):
            known[name] = self.otherwise if cells is None else cells[n]


class Within(OneValue):
    """What a map that was given says of a key."""

    kind: Literal["within"]
    map: Name
    by: Name
    otherwise: Scalar | None = None

    def looks_at(self) -> Iterable[str]:
        return [self.map, self.by]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.map], "list")
        return "number"

    def value(self, known: Known) -> Value:
        key = known[self.by]
        for pair in known[self.map] or ():
            if pair["key"] == key:
                return pair["value"]
        return self.otherwise


class Band(Part):
    """From this number on, this."""

    at_least: float
    is_: Scalar = Field(alias="is")


class Bands(OneValue):
    """A number put into bands. They leave no gap: each begins where the one before it ends."""

    kind: Literal["bands"]
    of: Name
    band: tuple[Band, ...] = Field(min_length=1)
    below: Scalar | None = None
    """What is below the first band; else not known."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        starts = self._starts
        if starts != sorted(set(starts)):
            raise ValueError("each band begins higher than the one before it")
        return self

    @cached_property
    def _starts(self) -> list[float]:
        return [band.at_least for band in self.band]

    def looks_at(self) -> Iterable[str]:
        return [self.of]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.of], *NUMBERS)
        return one_kind([kind_of(self.below), *(kind_of(b.is_) for b in self.band)], self.name)

    def value(self, known: Known) -> Value:
        value = known[self.of]
        if value is None:
            return None
        place = bisect_right(self._starts, value)
        return self.band[place - 1].is_ if place else self.below

    def why(self, known: Known, called: Names) -> list[Why]:
        value = known[self.of]
        if value is None:
            return []
        place = bisect_right(self._starts, value)
        reason: Why = {"says": called(self.of), "value": plain(value)}
        if place:
            reason["at_least"] = self._starts[place - 1]
        if place < len(self._starts):
            reason["less_than"] = self._starts[place]
        return [reason]


class Case(Part):
    """A case, and what it comes to: something written, or the value of a name."""

    when: When
    is_: Scalar | None = Field(default=None, alias="is")
    value_of: Name | None = None
    says: Words | None = None

    @model_validator(mode="after")
    def _comes_to_one_thing(self) -> Self:
        if self.is_ is not None and self.value_of:
            raise ValueError("comes to either `is` or `value_of`")
        return self

    def value(self, known: Known) -> Value:
        return known[self.value_of] if self.value_of else self.is_


class Cases(OneValue):
    """The first case that holds decides. A case without `is` and `value_of` comes to nothing."""

    kind: Literal["cases"]
    case: tuple[Case, ...] = Field(min_length=1)
    otherwise: Scalar | None = None
    otherwise_value_of: Name | None = None
    otherwise_says: Words | None = None

    def looks_at(self) -> Iterable[str]:
        names = [name for case in self.case for name in names_in(case.when)]
        names += [case.value_of for case in self.case if case.value_of]
        return dict.fromkeys([*names, *filter(None, [self.otherwise_value_of])])

    def kind_given(self, known: Kinds) -> Kind:
        kinds = [known[c.value_of] if c.value_of else kind_of(c.is_) for c in self.case]
        last = self.otherwise_value_of
        return one_kind([*kinds, known[last] if last else kind_of(self.otherwise)], self.name)

    def value(self, known: Known) -> Value:
        for case in self.case:
            if holds(case.when, known):
                return case.value(known)
        return known[self.otherwise_value_of] if self.otherwise_value_of else self.otherwise

    def why(self, known: Known, called: Names) -> list[Why]:
        for case in self.case:
            if holds(case.when, known):
                looked_at = {name: known.get(name) for name in names_in(case.when)}
                facts = [{"says": called(n), "value": plain(v)} for n, v in looked_at.items()]
                return [{"says": case.says}, *facts] if case.says else list(facts)
        return [{"says": self.otherwise_says or "none of the cases"}]


class Line(Part):
    """Points for something that holds."""

    when: When
    points: float
    says: Words


class Points(OneValue):
    """Points added up over every line that holds; `most` is as far as they go."""

    kind: Literal["points"]
    line: tuple[Line, ...] = Field(min_length=1)
    most: float | None = None

    def looks_at(self) -> Iterable[str]:
        return dict.fromkeys(name for line in self.line for name in names_in(line.when))

    def kind_given(self, known: Kinds) -> Kind:
        whole = all(line.points.is_integer() for line in self.line)
        return "whole" if whole else "number"

    def value(self, known: Known) -> float:
        points = sum(line.points for line in self.line if holds(line.when, known))
        return points if self.most is None else min(points, self.most)

    def why(self, known: Known, called: Names) -> list[Why]:
        return [
            {"says": line.says, "adds": line.points}
            for line in self.line
            if holds(line.when, known)
        ]


class OfSeveral(OneValue):
    """Works with several values, and leaves out those not known."""

    of: tuple[Name, ...] = Field(min_length=1)

    def looks_at(self) -> Iterable[str]:
        return self.of

    def why(self, known: Known, called: Names) -> list[Why]:
        values = ((name, known[name]) for name in self.of)
        return [{"says": called(n), "value": plain(v)} for n, v in values if v is not None]


class Highest(OfSeveral):
    """The highest of several values, those not known left out; `order` says which word is higher
    than which, the lowest first."""

    kind: Literal["highest", "lowest"]
    order: tuple[str, ...] = ()
    otherwise: Scalar | None = None

    def kind_given(self, known: Kinds) -> Kind:
        allowed: tuple[Kind, ...] = ("word",) if self.order else ("number", "whole", "date")
        must_be(known, self.of, *allowed)
        return one_kind([known[name] for name in self.of], self.name)

    @cached_property
    def ranks(self) -> Mapping[Any, int]:
        return {word: rank for rank, word in enumerate(self.order)}

    def value(self, known: Known) -> Value:
        values = [value for name in self.of if (value := known[name]) is not None]
        if not values:
            return self.otherwise
        choose = max if self.kind == "highest" else min
        return choose(values, key=self.ranks.__getitem__) if self.order else choose(values)


class FirstKnown(OfSeveral):
    """The first of several values that is known."""

    kind: Literal["first-known"]
    otherwise: Scalar | None = None

    def kind_given(self, known: Kinds) -> Kind:
        return one_kind([*(known[n] for n in self.of), kind_of(self.otherwise)], self.name)

    def value(self, known: Known) -> Value:
        return next((v for name in self.of if (v := known[name]) is not None), self.otherwise)


class Joined(OfSeveral):
    """Values written together, those not known left out; nothing where the first is not known."""

    kind: Literal["joined"]
    of: tuple[Name, ...] = Field(min_length=2)

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, self.of, "word", "whole", "yes-no")
        return "word"

    def value(self, known: Known) -> str | None:
        if known[self.of[0]] is None:
            return None
        return "".join(key_of(known[name]) for name in self.of if known[name] is not None)


class Missing(OneValue):
    """The names of those values that are not known."""

    kind: Literal["missing"]
    of: tuple[Name, ...] = Field(min_length=1, max_length=63)  # a bit each, over columns

    def looks_at(self) -> Iterable[str]:
        return self.of

    def kind_given(self, known: Kinds) -> Kind:
        return "list"

    def value(self, known: Known) -> list[str]:
        return [name for name in self.of if known[name] is None]

    def why(self, known: Known, called: Names) -> list[Why]:
        return [{"says": called(name), "value": None} for name in self.value(known)]


class Refusal(Part):
    """What cannot be, the input to put right, and what is said."""

    when: When
    field: Name
    message: Words


class Refuse(Step):
    """Inputs that contradict each other are refused: nothing is worked out from them."""

    kind: Literal["refuse"]
    line: tuple[Refusal, ...] = Field(min_length=1)

    def looks_at(self) -> Iterable[str]:
        return dict.fromkeys(name for line in self.line for name in names_in(line.when))

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        return {}

    def run(self, known: Known, others: Others) -> None:
        for line in self.line:
            if holds(line.when, known):
                raise Refused(line.field, line.message)

    def why(self, known: Known, called: Names) -> list[Why]:
        return []
