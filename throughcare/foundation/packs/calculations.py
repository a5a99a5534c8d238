"""What is worked out about everybody: which rules, from which facts, in which order."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import Field, model_validator

from throughcare.rules.conditions import When
from throughcare.rules.reading import Id, Part, Rule, Words
from throughcare.rules.values import Name, Scalar

FactName = Words
"""A fact that is known of somebody (`person.sex`, `risk.rosh`), what an assessment answered
(`answer.i9_1_alcohol`), or what was worked out before (`ogrs4.percent_arp_static`)."""


class Group(Part):
    """What calculations are shown together."""

    id: Id
    title: Words
    in_short: bool = False
    """On the overview they are one line: what each comes to, with those that come to it."""
    passed_over: tuple[Words, ...] = ()
    """Results not worth naming in that line."""


class Calculation(Part):
    """One thing that is worked out. Where a fact it is given is not known it is not asked."""

    id: Id
    title: Words
    group: Id
    rule: Words
    given: dict[Name, FactName | tuple[FactName, ...]] = {}
    """Inputs of the rule, each by its fact; of several the first that is known."""
    fixed: dict[Name, str | bool | float] = {}
    """Inputs that are the same for everybody."""
    record: dict[Name, dict[Name, FactName]] = {}
    """Inputs that are a record, each field by its fact."""
    items: dict[Name, dict[Name, FactName]] = {}
    """Inputs that are a list of one record."""
    only_if: tuple[When, ...] = ()
    """It is worked out only where a line of this holds of the facts."""
    needs_answers: bool = False
    """It is worked out only where an assessment answered something for it."""
    shown: tuple[tuple[Name, ...], ...] = Field(min_length=1)
    """Results that stand on the overview, in order; of several in one place the first that is
    known."""
    urgent: dict[Name, Scalar] = {}
    """A result that calls for somebody: it is shown as such."""
    wants: tuple[Name, ...] = ()
    """Inputs that are named where they are missing and a result calls for somebody."""
    on_overview: bool = True
    day: Name | None = None
    """The input that is the day it is worked out for. It is worked out again every day, and kept
    if it comes to something else."""

    def but_its_day(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What it is given, without the day: that one has passed is no difference."""
        return {name: value for name, value in given.items() if name != self.day}


class Flagged(Part):
    """A fact that holds if one of these flags is up, or ever was (`ended_too`)."""

    fact: Name
    flags: tuple[Id, ...] = Field(min_length=1)
    ended_too: bool = False


class Register(Part):
    """A register's code, and the flags of ours that are on it."""

    code: Words
    flags: tuple[Id, ...] = Field(min_length=1)


class Calculations(Rule):
    """Everything that is worked out, in order: later ones may use earlier ones."""

    group: tuple[Group, ...] = Field(min_length=1)
    calculation: tuple[Calculation, ...] = Field(min_length=1)
    flagged: tuple[Flagged, ...] = ()
    on_register: tuple[Register, ...] = ()
    rosh_registers: dict[Id, Words] = {}
    """The register's code for each level of risk of serious harm."""
    words: dict[Id, dict[str, str]] = {}
    """What codes of ours are called in rules, by kind: levels, categories, kinds of sentences."""
    said_as: dict[str, Words] = {}
    """What a result that is a code is called on pages."""
    indeterminate_sentences: tuple[Words, ...] = ()
    """Codes of sentences without an end: life, imprisonment for public protection."""
    enforcement_days: int = Field(ge=1)
    """For how many days a breach or recall counts as enforcement before."""
    smallest_count: int = Field(ge=1)
    """Fewer people than this are not counted out to those who may not see them."""
    restrictive_requirements: tuple[Words, ...] = ()
    """Codes of requirements that only restrict: curfew, exclusion."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [one.id for one in self.calculation]
        if len(set(ids)) < len(ids):
            raise ValueError("two calculations have the same id")
        groups = {group.id for group in self.group}
        if strays := [one.id for one in self.calculation if one.group not in groups]:
            raise ValueError(f"in a group that is not there: {', '.join(strays)}")
        return self

    @cached_property
    def by_id(self) -> Mapping[str, Calculation]:
        """Calculations by id, in order."""
        return {one.id: one for one in self.calculation}

    @cached_property
    def registers_of(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the registers a flag is on, by its type."""
        found: dict[str, tuple[str, ...]] = {}
        for register in self.on_register:
            for flag in register.flags:
                found[flag] = (*found.get(flag, ()), register.code)
        return found

    def said(self, kind: str, code: str) -> str | None:
        """What a code of ours is called in rules; None for one that has no name there."""
        return self.words.get(kind, {}).get(code)
