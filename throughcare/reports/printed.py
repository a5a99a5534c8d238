"""A report as its reader gets it, whatever it is printed on. Pure: no database, no clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from throughcare.reports.writing import Block, Kind, Run

_REFERENCE = re.compile(r"\[([1-9][0-9]{0,3})]")


@dataclass(frozen=True)
class Fact:
    """Something the record says, and where it says so."""

    label: str
    value: str
    origin: str = ""


@dataclass(frozen=True)
class PrintedRun:
    """Words written in one way; with a `source`, the number of the source they refer to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    source: int | None = None


@dataclass(frozen=True)
class Group:
    """Blocks of one kind that stand together: a list, a quotation, paragraphs."""

    kind: Kind
    lines: tuple[tuple[PrintedRun, ...], ...]


@dataclass(frozen=True)
class PrintedSection:
    """One part: what the record says, then what the author writes."""

    title: str
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Source:
    """An entry of the record the report refers to by its number."""

    number: int
    says: str


@dataclass(frozen=True)
class Printed:
    """Everything on the paper, in the report's language."""

    title: str
    about: str
    author: str
    language: str
    standing: str
    """What the reader must know first: that this is a draft. Empty for a final report."""
    marking: str
    footer: str
    number: str
    head: tuple[Fact, ...]
    sections: tuple[PrintedSection, ...]
    sources: tuple[Source, ...]
    signed: tuple[Fact, ...]
    words: dict[str, str] = field(default_factory=dict)
    """The fixed words, by the names the layout knows them by."""


def groups_of(blocks: Iterable[Block], *, sources: Sequence[int]) -> tuple[Group, ...]:
    """Blocks as they are printed: a subheading never stands above its first heading."""
    return tuple(
        Group(kind, tuple(printed_runs(block.runs, sources=sources) for block in same))
        for kind, same in groupby(_levelled(blocks), key=lambda block: block.kind)
    )


def printed_runs(runs: Iterable[Run], *, sources: Sequence[int]) -> tuple[PrintedRun, ...]:
    """Runs with each reference to a source apart; other brackets are only brackets."""
    found: list[PrintedRun] = []
    for run in runs:
        at = 0
        for mark in _REFERENCE.finditer(run.text):
            number = int(mark.group(1))
            if number not in sources:
                continue
            found.append(PrintedRun(run.text[at : mark.start()], run.strong, run.emphasis))
            found.append(PrintedRun(mark.group(), source=number))
            at = mark.end()
        found.append(PrintedRun(run.text[at:], run.strong, run.emphasis))
    return tuple(run for run in found if run.text)


def _levelled(blocks: Iterable[Block]) -> list[Block]:
    levelled: list[Block] = []
    has_heading = False
    for block in blocks:
        if block.kind == "subheading" and not has_heading:
            levelled.append(replace(block, kind="heading"))
            continue
        has_heading = has_heading or block.kind == "heading"
        levelled.append(block)
    return levelled
