"""When two people on the record are one, as the pack says it: fields, levels, thresholds."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field as Limited
from pydantic import model_validator

from throughcare.rules.reading import Id, Part, Rule, Words


class Level(Part):
    """How far two records agree in one field."""

    id: Id
    says: Words
    """In plain words, as it stands beside the two."""
    when: str | None = None
    """Splink's condition over both records; the last level has none and takes the rest."""
    rarity: Id | None = None
    """The column whose rare values count for more than its common ones."""
    asks: bool = False
    """The program decides nothing by itself where two agree no further than this."""


class Field(Part):
    """Something two records are compared by, its levels from most to least agreement."""

    id: Id
    title: Words
    missing: Words
    """When nothing can be said: then the field counts neither for nor against."""
    missing_asks: bool = False
    """The program decides nothing by itself where nothing can be said."""
    level: tuple[Level, ...] = Limited(min_length=2)

    @model_validator(mode="after")
    def _only_the_last_takes_the_rest(self) -> Self:
        if [level.when is None for level in self.level] != [*[False] * (len(self.level) - 1), True]:
            raise ValueError("every level but the last has a `when`, the last has none")
        return self

    @property
    def levels(self) -> Mapping[str, Level]:
        return {level.id: level for level in self.level}

    def asks(self, level: str) -> bool:
        """Whether it takes a person to decide at this level; empty where nothing can be said."""
        return self.levels[level].asks if level else self.missing_asks


class Weight(Part):
    """What a level is worth: its share among records of one person, and of two."""

    field: Id
    level: Id
    m: float = Limited(gt=0, le=1)
    u: float = Limited(gt=0, le=1)


class Matching(Rule):
    """The model people are compared with, and what follows from its sum."""

    table: Words
    one_in: int = Limited(ge=2)
    same_from: float
    ask_from: float
    alike_by_name: int = Limited(ge=1)
    name_alike: float = Limited(gt=0, lt=1)
    rarity_from: int = Limited(ge=1)
    field: tuple[Field, ...] = Limited(min_length=1)

    @model_validator(mode="after")
    def _asks_before_it_decides(self) -> Self:
        if self.ask_from > self.same_from:
            raise ValueError("ask_from is above same_from: nobody would ever be asked")
        return self

    @property
    def fields(self) -> Mapping[str, Field]:
        return {field.id: field for field in self.field}
