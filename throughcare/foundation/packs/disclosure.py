"""What somebody who asks for their own record is given, by when, and what is looked at first."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from throughcare.rules.reading import Id, Part, Rule, Status, Words

Suggestion = Literal["include", "part", "withhold"]


class Time(Part):
    """By when the answer must be there."""

    months: int = Field(ge=1, le=12)
    extension_months: int = Field(ge=0, le=12)
    """So much later at the most, where the request is complex."""
    counts_from_identity: bool
    """Whether the time begins when we know that it is they who ask, if that is later."""
    next_working_day: bool
    """Whether an end on a day nobody works moves to the next one on which somebody does."""


class Ground(Part):
    """A reason in law for keeping something back."""

    id: Id
    title: Words
    about: Words
    source: Words
    status: Status
    told: str = ""
    """What the person reads about it; nothing where saying so would already tell."""
    second_check: bool = False


class Look(Part):
    """What somebody must look at before it goes out, and what is suggested then.

    All that is given must hold: one of these markings, tables, kinds of entry and words.
    """

    id: Id
    because: Words
    suggests: Suggestion
    ground: Id | None = None
    second_check: bool = False
    markings: tuple[Id, ...] = ()
    tables: tuple[Words, ...] = ()
    kinds: tuple[Id, ...] = ()
    words: tuple[Words, ...] = ()
    names: bool = False
    """Whether it names one of the people around them."""


class Group(Part):
    """Tables that are gone through, and printed, together."""

    id: Id
    title: Words


class Printed(Part):
    """How the rows of one table read on paper."""

    table: Words
    group: Id
    title: Words
    when: str = ""
    """The column whose day stands beside the title."""
    columns: Mapping[str, Words]
    """What each column is called, in the order they stand in; those not named are data alone."""


class SubjectAccess(Rule):
    """How requests for one's own record are answered."""

    blacked_out: Words
    time: Time
    letter: tuple[Words, ...]
    """What the person is told beside their record, one paragraph each."""
    kept_back: Words
    """What stands in every letter, whether or not anything is kept back."""
    ground: tuple[Ground, ...]
    look: tuple[Look, ...]
    group: tuple[Group, ...]
    printed: tuple[Printed, ...]

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        return {one.id: one for one in self.ground}

    @cached_property
    def by_table(self) -> Mapping[str, Printed]:
        return {one.table: one for one in self.printed}
