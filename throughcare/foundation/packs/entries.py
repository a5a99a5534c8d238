"""Kinds of entries on a person's record, how the filter groups them, and which are only noise."""

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import model_validator

from throughcare.rules.reading import Id, Part, Rule, Words


class EntryGroup(Part):
    """Kinds that people look for together: one choice of the timeline's filter."""

    id: Id
    title: Words
    in_words: bool = False
    """What colleagues wrote of meeting somebody: the last of it stands whole on the first page."""


class EntryKind(Part):
    """One kind of thing that happens to a person."""

    id: Id
    title: Words
    group: Id
    folded_as: Words | None = None
    """For what systems write in numbers: "address checks". Such entries are folded together."""
    page: str | None = None
    """The page of the person (its URL name) where what the entry came from is kept."""

    @property
    def is_noise(self) -> bool:
        return self.folded_as is not None


class EntrySystem(Part):
    """Another system whose messages become entries; `id` begins their source keys."""

    id: Id
    title: Words


class EntryKinds(Rule):
    """Every kind of entry, the groups they are in and the systems they come from."""

    group: tuple[EntryGroup, ...]
    kind: tuple[EntryKind, ...]
    system: tuple[EntrySystem, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        groups = {group.id for group in self.group}
        if strays := [kind.id for kind in self.kind if kind.group not in groups]:
            raise ValueError(f"in a group that is not there: {', '.join(strays)}")
        if len(self.kinds) < len(self.kind):
            raise ValueError("two kinds have the same id")
        return self

    @cached_property
    def kinds(self) -> Mapping[str, EntryKind]:
        """Kinds by id."""
        return {kind.id: kind for kind in self.kind}

    @cached_property
    def systems(self) -> Mapping[str, EntrySystem]:
        """Systems by id."""
        return {system.id: system for system in self.system}

    @cached_property
    def noise(self) -> tuple[str, ...]:
        """Ids of the kinds that are folded together."""
        return tuple(kind.id for kind in self.kind if kind.is_noise)

    @cached_property
    def in_words(self) -> tuple[str, ...]:
        """Ids of the kinds in which colleagues wrote of meeting somebody."""
        groups = {group.id for group in self.group if group.in_words}
        return tuple(kind.id for kind in self.kind if kind.group in groups)

    def kinds_of(self, group: str) -> tuple[str, ...]:
        """Ids of the kinds in a group."""
        return tuple(kind.id for kind in self.kind if kind.group == group)
