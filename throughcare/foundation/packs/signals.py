"""Signals: which entries of a record raise a concern by themselves."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from throughcare.rules.reading import Id, Part, Rule, Status, Words


class _Signal(Part):
    """What every signal says of itself. `says` stands on the concern; `kind` is a concern's."""

    id: Id
    title: Words
    says: Words
    kind: Id
    source: Words
    status: Status


class Missed(_Signal):
    """So many appointments running that nobody came to, the last of them lately."""

    look: Literal["missed"]
    at_least: int = Field(ge=1, le=20)
    within_days: int = Field(ge=1, le=366)


class Entries(_Signal):
    """So many entries within some days, by their kind and words or by the type of note."""

    look: Literal["entries"]
    at_least: int = Field(ge=1, le=20)
    within_days: int = Field(ge=1, le=366)
    note_types: tuple[Id, ...] = ()
    kinds: tuple[Id, ...] = ()
    words: tuple[Words, ...] = ()
    but_not: tuple[Words, ...] = ()


class Home(_Signal):
    """An address ended and no other is known, or there is none, since some days."""

    look: Literal["home"]
    within_days: int = Field(ge=1, le=366)
    lived_at: tuple[str, ...]
    """Codes of the list "address-status": where somebody lives, not where their letters go."""


class Silence(_Signal):
    """Nobody met the person for longer than their tier allows."""

    look: Literal["silence"]
    days_for_tier: Mapping[str, Annotated[int, Field(ge=1, le=366)]]
    days_otherwise: int = Field(ge=1, le=366)
    note_types: tuple[Id, ...] = ()
    counted_from: tuple[Id, ...] = ()
    """Kinds of entries after which it is counted anew: nobody was here to be met before."""


Signal = Missed | Entries | Home | Silence


class Signals(Rule):
    """Every signal of the pack."""

    look_back_days: int = Field(ge=1, le=3660)
    """What happened before that is not looked at."""
    signal: tuple[Annotated[Signal, Field(discriminator="look")], ...]

    @cached_property
    def by_id(self) -> Mapping[str, Signal]:
        return {one.id: one for one in self.signal}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds of entries that a signal looks at: by their words, or by their being there."""
        by_words = {k for one in self.signal if isinstance(one, Entries) for k in one.kinds}
        silences = [one for one in self.signal if isinstance(one, Silence)]
        return frozenset(by_words.union(*(one.counted_from for one in silences)))

    @cached_property
    def note_types(self) -> frozenset[str]:
        """Types of notes that a signal counts."""
        return frozenset(
            t for one in self.signal if isinstance(one, Entries | Silence) for t in one.note_types
        )
