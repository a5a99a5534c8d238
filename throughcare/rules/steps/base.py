"""What every step of a rule is: a name, words for it, and one value or several worked out."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Protocol

from throughcare.rules.reading import Part, Words
from throughcare.rules.values import Kind, Kinds, Known, Name, Value, plain

Why = dict[str, Any]
"""One reason of a step: `says` in words, and `value` or what it `adds` in numbers."""


Reasons = list[Why]


class Others(Protocol):
    """The other rules a rule may use, in the version it names."""

    def __call__(self, rule: str, version: str, /) -> Any: ...


class Names(Protocol):
    """How a value is called in words."""

    def __call__(self, name: str, /) -> str: ...


class Step(Part):
    """One step of a rule, in the order written; later steps may use what it gives."""

    name: Name
    title: Words

    @abstractmethod
    def looks_at(self) -> Iterable[str]:
        """Names of the values this step works with."""

    def gives_names(self) -> Iterable[str]:
        """The names of what it gives."""
        return [self.name]

    @abstractmethod
    def kinds(self, known: Kinds, others: Others) -> Kinds:
        """The kind of each value it gives, by name. Raises ValueError for what cannot be."""

    @abstractmethod
    def run(self, known: Known, others: Others) -> None:
        """Work out what it gives, and put it among what is known. Raises Refused."""

    def why(self, known: Known, called: Names) -> list[Why]:
        """What its value came from, once it has run."""
        return [{"says": called(name), "value": plain(known.get(name))} for name in self.looks_at()]


class OneValue(Step):
    """A step that gives one value, under its own name."""

    @abstractmethod
    def value(self, known: Known) -> Value:
        """What it comes to; None where something it needs is not known."""

    @abstractmethod
    def kind_given(self, known: Kinds) -> Kind:
        """The kind of its value."""

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        return {self.name: self.kind_given(known)}

    def run(self, known: Known, others: Others) -> None:
        known[self.name] = self.value(known)


def must_be(known: Kinds, names: Iterable[str], *allowed: Kind) -> None:
    """Refuse a step that is given what it cannot work with. Raises ValueError."""
    for name in names:
        if known[name] not in (*allowed, "nothing"):
            raise ValueError(f"{name!r} is a {known[name]}, and must be a {' or '.join(allowed)}")


def count_of(value: Value) -> float | None:
    """A value as it counts in a sum: yes is one, no is nothing."""
    return None if value is None else float(value)
