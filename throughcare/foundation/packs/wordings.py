"""Understanding what other systems write: the same thing, whatever its commas and capitals."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def bare(words: str) -> str:
    """The letters and figures alone, in small letters."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def by_words(named: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, T]:
    """Things under everything they are called, made bare; of two with one name, the first."""
    found: dict[str, T] = {}
    for thing, names in named:
        for name in names:
            found.setdefault(bare(name), thing)
    return found
