"""An assessment as its reader gets it on paper. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """Something said in a word or two, with what it is."""

    label: str
    value: str


@dataclass(frozen=True)
class Answered:
    """A question, its answer in words, and what stands beside it: the note and the evidence."""

    asks: str
    says: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedSection:
    """One section with its answers."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class CameTo:
    """A heading of what it came to, with its lines."""

    title: str
    lines: tuple[Fact, ...]


@dataclass(frozen=True)
class Printed:
    """Everything on the paper."""

    title: str
    about: str
    author: str
    language: str
    marking: str
    apart: str
    """That this is one part kept apart from the rest; empty for the whole."""
    footer: str
    number: str
    head: tuple[Fact, ...]
    came_to: tuple[CameTo, ...]
    sections: tuple[PrintedSection, ...]
    signed: tuple[Fact, ...]
    words: dict[str, str] = field(default_factory=dict)
    """The fixed words, by the names the layout knows them by."""
