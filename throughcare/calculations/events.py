"""News `calculations` gives: not of one person, but of all who were worked out together."""

from collections.abc import Callable, Collection
from datetime import datetime

Look = Callable[[Collection[int], datetime], None]
LOOKING_ON: list[Look] = []
"""Whoever does something with the people who were worked out."""


def once_worked_out(look: Look) -> Look:
    """Mark a function of a `reactions.py` as what is done once people have been worked out.

    It is done as the program, in the same transaction: if it fails, they are worked out one by one,
    and whoever it fails for stays due.
    """
    LOOKING_ON.append(look)
    return look
