"""Competences and what roles expect, as the pack says it."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Self

from pydantic import Field, model_validator

from throughcare.rules.months import months_after
from throughcare.rules.reading import Id, Part, Rule, Status, Words


class Competence(Part):
    """One thing somebody can be trained or qualified to do."""

    id: Id
    title: Words
    abbreviation: Words
    lets: Words
    lasts_months: int | None = Field(default=None, ge=1, le=240)
    lapses: Words | None = None
    awarded_by: tuple[Id, ...] = ()
    """The roles that may enter it, besides administrators; none named: all with the power."""
    source: Words
    status: Status

    @property
    def name(self) -> str:
        """What officers call it, and what that stands for where the title does not say it."""
        if self.abbreviation.casefold() in self.title.casefold():
            return self.title
        return f"{self.abbreviation} ({self.title})"

    def runs_out(self, awarded_on: date) -> date | None:
        """The first day it is no longer held; None if no date says so."""
        return None if self.lasts_months is None else months_after(awarded_on, self.lasts_months)


class Expected(Part):
    """What some roles ask of whoever holds them, and how soon after taking up the post."""

    roles: tuple[Id, ...] = Field(min_length=1)
    competences: tuple[Id, ...] = ()
    clearance: Id | None = None
    within_months: int = Field(ge=0, le=60)
    source: Words
    status: Status

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.competences and self.clearance is None:
            raise ValueError("names neither a competence nor a clearance")
        return self


class Competences(Rule):
    """Every competence, what roles expect, and when something runs out soon."""

    soon_days: int = Field(ge=1, le=366)
    competence: tuple[Competence, ...]
    expected: tuple[Expected, ...] = ()

    @model_validator(mode="after")
    def _is_expected_once(self) -> Self:
        seen = set()
        for one in self.expected:
            clearance = [f"clearance {one.clearance}"] if one.clearance else []
            for role, thing in product(one.roles, (*one.competences, *clearance)):
                if (role, thing) in seen:
                    raise ValueError(f"the role {role!r} expects {thing!r} twice")
                seen.add((role, thing))
        return self

    def expected_of(self, role: str) -> Iterator[Expected]:
        """What this role asks for, in the order of the pack."""
        yield from (one for one in self.expected if role in one.roles)
