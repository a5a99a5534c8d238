"""How instruments are offered to whoever begins one."""

from typing import Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Id, Part, Rule, Words


class Group(Part):
    """Instruments for the same work, which is that of `roles`: it is offered to them first."""

    id: Id
    title: Words
    roles: tuple[Id, ...] = ()
    instruments: tuple[Id, ...] = Field(min_length=1)


class Catalogue(Rule):
    """Every group, in the order offered; and what a concern that calls for a review begins."""

    review: Id
    group: tuple[Group, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        listed = [one for group in self.group for one in group.instruments]
        if twice := {one for one in listed if listed.count(one) > 1}:
            raise ValueError(f"the instrument {min(twice)!r} is in two groups")
        return self

    def for_roles(self, roles: frozenset[str]) -> list[Group]:
        """The groups, those of these roles first."""
        return sorted(self.group, key=lambda group: roles.isdisjoint(group.roles))
