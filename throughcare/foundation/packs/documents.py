"""What may be attached to a record: kinds of document, types of file, and how large."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Id, Part, Rule, Words

MEGA = 1024 * 1024


class DocumentKind(Part):
    """What a document is to those who look for it, and who may know it unless somebody says."""

    id: Id
    title: Words
    marking: Id = "ordinary"


class FileFormat(Part):
    """A type of file the program can read: how its names end and what a browser calls it."""

    id: Literal["pdf", "docx", "text", "jpeg", "png"]
    title: Words
    ending: str = Field(pattern=r"^\.[a-z0-9]+$")
    also: tuple[str, ...] = ()
    media_type: Words


class Documents(Rule):
    """Everything that may be attached."""

    largest_megabytes: int = Field(ge=1, le=50)
    most_unpacked_megabytes: int = Field(ge=1, le=500)
    most_megapixels: int = Field(ge=1, le=100)
    kind: tuple[DocumentKind, ...]
    format: tuple[FileFormat, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if len(self.kinds) < len(self.kind) or len(self.formats) < len(self.format):
            raise ValueError("two have the same id")
        return self

    @property
    def largest(self) -> int:
        """How many bytes a file may have."""
        return self.largest_megabytes * MEGA

    @cached_property
    def kinds(self) -> Mapping[str, DocumentKind]:
        """Kinds of document by id."""
        return {kind.id: kind for kind in self.kind}

    @cached_property
    def formats(self) -> Mapping[str, FileFormat]:
        """Types of file by id."""
        return {one.id: one for one in self.format}

    @property
    def endings(self) -> tuple[str, ...]:
        """How the names of such files end."""
        return tuple(ending for one in self.format for ending in (one.ending, *one.also))
