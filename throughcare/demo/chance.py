"""Drawing lots that fall the same way for the same seed."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws for one purpose. Another purpose draws apart, so that changing one moves no other."""

    def __init__(self, *purpose: object) -> None:
        self._purpose = purpose

    @cached_property
    def _random(self) -> Random:
        return Random(":".join(str(word) for word in self._purpose))

    def about(self, *purpose: object) -> "Chance":
        """Draws for a part of this purpose."""
        return Chance(*self._purpose, *purpose)

    def one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)

    def some(self, of: Sequence[T], number: int) -> list[T]:
        """So many different ones, in the order they stand in."""
        places = self._random.sample(range(len(of)), min(number, len(of)))
        return [of[place] for place in sorted(places)]

    def some_order(self, of: Sequence[T]) -> list[T]:
        """All of them, shuffled."""
        return self._random.sample(list(of), len(of))

    def weighed(self, of: Mapping[T, float]) -> T:
        """One of them, each as likely as its weight."""
        return self._random.choices(list(of), weights=list(of.values()))[0]

    def between(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def percent(self, share: float) -> bool:
        """True in so many of a hundred draws."""
        return self._random.random() * 100 < share
