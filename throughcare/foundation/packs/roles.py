"""Clearances, markings and roles: who may know what, as the pack says it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from throughcare.rules.reading import Id, Part, Rule, Words

Reach = Literal["none", "own", "establishment", "delivery-unit", "region", "nation"]
Power = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z]+(_[a-z]+)+$")]


class Clearance(Part):
    """A level of vetting. Whoever holds one holds those listed before it."""

    id: Id
    title: Words
    abbreviation: Words


class Nation(Rule):
    """The unit every other unit lies in; its name is the rule's title."""

    code: Words


class Clearances(Rule):
    """All levels of vetting, from the lowest to the highest."""

    clearance: tuple[Clearance, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Clearance]:
        """Every level by its id."""
        return {one.id: one for one in self.clearance}

    def covers(self, held: str | None, needed: str | None) -> bool:
        """Whether somebody who holds `held` may do what asks for `needed`."""
        order = [clearance.id for clearance in self.clearance]
        return needed is None or (held is not None and order.index(held) >= order.index(needed))


class Marking(Part):
    """Who may know a row: its number is what the database compares."""

    id: Id
    number: int = Field(ge=0, le=63)
    title: Words
    badge: Words
    about: Words
    needs_clearance: Id | None = None


class Markings(Rule):
    """Every marking, the ordinary one (0) among them."""

    marking: tuple[Marking, ...]

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        numbers = [marking.number for marking in self.marking]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two markings have the same number")
        if 0 not in numbers:
            raise ValueError("no marking has the number 0, which every row begins with")
        return self


class Role(Part):
    """A job as it is done here: whose people it sees, what it may read of them, what it may do."""

    id: Id
    title: Words
    abbreviation: str | None = None
    band: str | None = None
    description: Words
    reach: Reach
    markings: tuple[Id, ...]
    powers: tuple[Power, ...]
    second_step: bool = False
    """Whether whoever holds it must prove who they are in a second way when they sign in."""

    @model_validator(mode="after")
    def _sees_nobody_reads_nothing(self) -> Self:
        if self.reach == "none" and self.markings:
            raise ValueError("a role that sees nobody cannot read a marking")
        return self


class Roles(Rule):
    """Every role."""

    role: tuple[Role, ...]
