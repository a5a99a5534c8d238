"""A plan as it is signed, on paper. Pure: no database, no clock."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """Something said under a label."""

    label: str
    value: str


@dataclass(frozen=True)
class PrintedStep:
    """One thing to do, by whom and by when; or how it ended."""

    title: str
    who: str
    when: str


@dataclass(frozen=True)
class PrintedObjective:
    """What is to be reached, and the steps to it."""

    title: str
    steps: tuple[PrintedStep, ...]


@dataclass(frozen=True)
class Printed:
    """Everything on the paper."""

    title: str
    about: str
    author: str
    language: str
    marking: str
    footer: str
    number: str
    head: tuple[Fact, ...]
    objectives: tuple[PrintedObjective, ...]
    said: tuple[Fact, ...]
    """What the person said about it, and when."""
    signed: tuple[Fact, ...]
    words: dict[str, str] = field(default_factory=dict)
    """The fixed words, by the names the layout knows them by."""
