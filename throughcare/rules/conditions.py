"""Conditions as data: `{ arp = { at_least = 50 }, rosh = ["HIGH", "VERY_HIGH"] }`.

Every name in one condition must pass its test. What is not known passes none, except the question
whether it is known.
"""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import StrictBool, StrictFloat, StrictInt, model_validator

from throughcare.rules.reading import Part
from throughcare.rules.values import Known, Name, Scalar

Bound = StrictInt | StrictFloat | date | Name
"""A number, a day, or the name of a value to compare with."""


class Compared(Part):
    """A test of one value against bounds, another value, or nothing: whether it is known at all."""

    at_least: Bound | None = None
    more_than: Bound | None = None
    at_most: Bound | None = None
    less_than: Bound | None = None
    same_as: Name | None = None
    none_of: tuple[Scalar, ...] = ()
    known: bool | None = None

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("tests nothing")
        return self

    @property
    def bounds(self) -> Iterator[tuple[str, Bound]]:
        for way in ("at_least", "more_than", "at_most", "less_than"):
            if (bound := getattr(self, way)) is not None:
                yield way, bound

    @property
    def names(self) -> Iterator[str]:
        """The other values this compares with."""
        yield from (bound for _, bound in self.bounds if isinstance(bound, str))
        if self.same_as:
            yield self.same_as


Test = StrictBool | tuple[Scalar, ...] | Compared
When = dict[Name, Test]
Lines = tuple[When, ...]
"""Any line is enough."""

_IS = {
    "at_least": lambda value, bound: value >= bound,
    "more_than": lambda value, bound: value > bound,
    "at_most": lambda value, bound: value <= bound,
    "less_than": lambda value, bound: value < bound,
}


def holds(when: When, known: Known) -> bool:
    """Whether every name passes its test."""
    return all(_passes(known.get(name), test, known) for name, test in when.items())


def any_holds(lines: Lines, known: Known) -> bool:
    """Whether one of the lines holds; with no line at all, nothing is asked."""
    return not lines or any(holds(when, known) for when in lines)


def names_in(when: When) -> Iterator[str]:
    """Every value a condition looks at."""
    for name, test in when.items():
        yield name
        if isinstance(test, Compared):
            yield from test.names


def _passes(value: object, test: Test, known: Known) -> bool:
    if isinstance(test, bool):
        return value is test
    if isinstance(test, tuple):
        return value is not None and value in test
    return _compares(value, test, known)


def _compares(value: object, test: Compared, known: Known) -> bool:
    if test.known is not None and (value is not None) is not test.known:
        return False
    if value is None:
        return test.known is False
    if test.none_of and value in test.none_of:
        return False
    if test.same_as and value != known.get(test.same_as):
        return False
    for way, bound in test.bounds:
        other = known.get(bound) if isinstance(bound, str) else bound
        if other is None or not _IS[way](value, other):
            return False
    return True
