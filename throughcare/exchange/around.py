"""What a field of a message is read with, and what it is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from django.utils.translation import gettext as _

from throughcare.exchange.paths import Path, Pointer, Spot, as_pointer, has_something
from throughcare.exchange.values import BY_TYPE, NotOfThatKind, as_text
from throughcare.foundation.packs import pack

# Somebody's own words stay as they were written, spaces and all.
_VERBATIM = {"text", "note", "end_note"}


class BadTable(ValueError):
    """A mapping table says what cannot be done."""


class BadValue(Exception):
    """A value of the message is not what it must be. The message is refused whole."""

    def __init__(self, pointer: Pointer, reason: str) -> None:
        super().__init__(reason)
        self.place = as_pointer(pointer)
        self.reason = reason


@dataclass
class Notes:
    """What is noticed while a message is read: said beside the facts, never lost."""

    unknown_codes: set[tuple[str, str, str]] = field(default_factory=set)
    """Name of the list, code and words as given."""


@dataclass(frozen=True)
class Around:
    """What is known beside the message, where notes are kept, and what stands in for nothing."""

    beside: Mapping[str, Any]
    notes: Notes
    placeholders: frozenset[str]

    def first(self, paths: tuple[Path, ...], at: Spot) -> Spot | None:
        """The first of these places with something said in it."""
        for path in paths:
            for spot in path.spots(at, self.beside):
                if self.says(spot.value):
                    return spot
        return None

    def says(self, value: Any) -> bool:
        """False for nothing, and for what stands in for it ("string")."""
        if isinstance(value, str):
            return bool(value.strip()) and value.strip().casefold() not in self.placeholders
        return has_something(value)


Reader = Callable[[Spot, Around], Any]
"""Reads a field at an element; None where the message does not say."""


@dataclass(frozen=True)
class Field:
    """One compiled line of a table: how it is read, and the paths it covers."""

    read: Reader
    covers: tuple[tuple[str, bool], ...] = ()
    """Paths from the element, and whether everything below them is meant."""


@dataclass(frozen=True)
class Wanted:
    """The type a field has, with what may be left out taken off."""

    name: str
    type: Any
    choices: tuple[Any, ...] = ()
    items: Any = None

    @classmethod
    def of(cls, hint: Any, name: str) -> "Wanted":
        """What the annotation of a field asks for."""
        if get_origin(hint) in (Union, UnionType):
            parts = [part for part in get_args(hint) if part is not type(None)]
            if all(get_origin(part) is Literal for part in parts):
                return cls(name, str, tuple(one for part in parts for one in get_args(part)))
            return cls.of(parts[0], name)
        if get_origin(hint) is Literal:
            return cls(name, str, get_args(hint))
        if get_origin(hint) is tuple:
            return cls(name, tuple, items=get_args(hint)[0])
        return cls(name, hint)

    def of_one(self) -> "Wanted":
        """What one of several is wanted as."""
        return Wanted(self.name, self.items)

    def made_of(self, spot: Spot) -> Any:
        """The value of the field from what stands there. Raises BadValue."""
        try:
            value = (
                marking(spot.value) if self.name == "marking" else BY_TYPE[self.type](spot.value)
            )
        except NotOfThatKind as error:
            raise BadValue(spot.pointer, str(error)) from None
        if isinstance(value, str) and self.name not in _VERBATIM:
            value = value.strip()
        if self.choices and value not in self.choices:
            raise BadValue(spot.pointer, _("is none of the values known here"))
        return value


TEXT = Wanted("text", str)


def marking(value: Any) -> int:
    """The number of a marking the tables call by its id."""
    return value if isinstance(value, int) else pack().markings[as_text(value)].number
