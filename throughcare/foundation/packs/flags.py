"""Flags: what must be known about a person, by category, and how often it is looked at again."""

from pydantic import Field, field_validator

from throughcare.rules.reading import Id, Part, Rule, Words


class FlagCategory(Part):
    """A kind of flag."""

    id: Id
    title: Words


class FlagType(Part):
    """One flag that can be raised."""

    id: Id
    title: Words
    category: Id
    choice: bool
    """False: came with messages; readable, not offered."""
    warns: bool
    """Could hurt somebody today: shown on every page about the person."""
    rank: int = Field(default=3, ge=1, le=3)
    """Among flags that warn, those of a lower rank come first: a page has room for two."""
    review_months: int | None = Field(default=None, ge=1, le=36)
    marking: Id = "ordinary"
    also: tuple[str, ...] = ()
    """Codes and words of other systems for the same flag."""

    @field_validator("also", mode="before")
    @classmethod
    def _parted(cls, cell: object) -> object:
        return tuple(cell.split("|")) if isinstance(cell, str) else cell or ()

    @classmethod
    def of_row(cls, cells: dict[str, str | None]) -> "FlagType":
        return cls.model_validate({name: cell for name, cell in cells.items() if cell is not None})


class FlagTypes(Rule):
    """The categories; the types are in the table named."""

    table: Words
    category: tuple[FlagCategory, ...]
