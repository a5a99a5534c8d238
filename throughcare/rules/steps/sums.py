"""Arithmetic: sums, products, quotients, logarithms, the logistic curve, rounding."""

import math
from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Part
from throughcare.rules.steps.base import Names, OneValue, Why, count_of, must_be
from throughcare.rules.values import NUMBERS, Kind, Kinds, Known, Name, Way, rounded


class Term(Part):
    """One value of a sum, times a number."""

    of: Name
    times: float = 1.0
    if_not_known: float | None = None
    """What it counts as where it is not known; otherwise the whole sum is not known."""

    def adds(self, known: Known) -> float | None:
        value = count_of(known[self.of])
        return self.if_not_known if value is None else value * self.times


class Sum(OneValue):
    """Values added up, each times a number, and a constant."""

    kind: Literal["sum"]
    term: tuple[Term, ...] = Field(min_length=1)
    constant: float = 0.0

    def looks_at(self) -> Iterable[str]:
        return [term.of for term in self.term]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, self.looks_at(), *NUMBERS)
        whole = all(known[t.of] != "number" and t.times.is_integer() for t in self.term)
        return "whole" if whole and self.constant.is_integer() else "number"

    def value(self, known: Known) -> float | None:
        total = self.constant
        for term in self.term:
            adds = term.adds(known)
            if adds is None:
                return None
            total += adds
        return total

    def why(self, known: Known, called: Names) -> list[Why]:
        reasons: list[Why] = [
            {"says": called(t.of), "value": known[t.of], "adds": t.adds(known)} for t in self.term
        ]
        return reasons + ([{"says": "constant", "adds": self.constant}] if self.constant else [])


class Product(OneValue):
    """Values multiplied."""

    kind: Literal["product"]
    of: tuple[Name, ...] = Field(min_length=2)

    def looks_at(self) -> Iterable[str]:
        return self.of

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, self.of, *NUMBERS)
        return "number" if any(known[name] == "number" for name in self.of) else "whole"

    def value(self, known: Known) -> float | None:
        product = 1.0
        for name in self.of:
            value = count_of(known[name])
            if value is None:
                return None
            product *= value
        return product


class Quotient(OneValue):
    """One value divided by another."""

    kind: Literal["quotient"]
    of: Name
    by: Name
    if_nothing: float | None = None
    """What it comes to where there is nothing to divide by; otherwise it is not known."""

    def looks_at(self) -> Iterable[str]:
        return [self.of, self.by]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, self.looks_at(), *NUMBERS)
        return "number"

    def value(self, known: Known) -> float | None:
        of, by = count_of(known[self.of]), count_of(known[self.by])
        if of is None or by is None:
            return None
        return self.if_nothing if by == 0 else of / by


class Logarithm(OneValue):
    """The natural logarithm of a value; of nothing or less it is not known."""

    kind: Literal["logarithm"]
    of: Name

    def looks_at(self) -> Iterable[str]:
        return [self.of]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.of], *NUMBERS)
        return "number"

    def value(self, known: Known) -> float | None:
        of = count_of(known[self.of])
        return None if of is None or of <= 0 else math.log(of)


class Logistic(OneValue):
    """The probability that belongs to a sum of weights: 1 / (1 + e to the power of minus it)."""

    kind: Literal["logistic"]
    of: Name

    def looks_at(self) -> Iterable[str]:
        return [self.of]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.of], *NUMBERS)
        return "number"

    def value(self, known: Known) -> float | None:
        of = count_of(known[self.of])
        return None if of is None else logistic(of)


class Rounded(OneValue):
    """A value times a number, to so many decimals, kept between bounds."""

    kind: Literal["rounded"]
    of: Name
    times: float = 1.0
    decimals: int | None = Field(default=None, ge=0, le=9)
    """None: not rounded, only kept between the bounds."""
    way: Way = "half-up"
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def looks_at(self) -> Iterable[str]:
        return [self.of]

    def kind_given(self, known: Kinds) -> Kind:
        must_be(known, [self.of], *NUMBERS)
        if self.decimals == 0:
            return "whole"
        is_whole = known[self.of] != "number" and self.times.is_integer()
        return "whole" if is_whole and self.decimals is None else "number"

    def value(self, known: Known) -> float | None:
        value = count_of(known[self.of])
        if value is None:
            return None
        value *= self.times
        if self.decimals is not None:
            value = rounded(value, self.decimals, self.way)
        if self.least is not None and value < self.least:
            value = self.least
        if self.most is not None and value > self.most:
            value = self.most
        return value


def logistic(of: float) -> float:
    """1 / (1 + e^-of), without overflow far from the middle."""
    if of < -700:
        return math.exp(of)
    return 1 / (1 + math.exp(-of))
