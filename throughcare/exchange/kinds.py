"""Kinds of message, as the tables under packs/<jurisdiction>/exchange/<system>/ describe them.

A kind says how a message of it is told from others, whom it is about, and which facts are where.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path as File
from typing import Any, Literal

from throughcare.exchange.around import BadTable, Field
from throughcare.exchange.conditions import When, compile_when
from throughcare.exchange.facts import FACTS, Who
from throughcare.exchange.fields import Fields, compile_fields, covered, repeated
from throughcare.exchange.paths import Path, parse
from throughcare.exchange.references import TARGETS, RefersLine
from throughcare.foundation.packs import PackError, pack
from throughcare.rules.reading import Id, Part, Status, Version, Words, read_toml

_OF_THE_LINE_ITSELF = {"to", "each", "when", "skip_without"}


class Recognised(Part):
    """How a message of a kind is told from others: by what it has, what it lacks, its address."""

    needs: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    """At least one of these is there: for messages that leave out what they do not know."""
    lacks: tuple[str, ...] = ()
    only: bool = False
    """There is nothing else at the top of it."""
    url: str | None = None
    when: dict[str, Any] = {}
    """What values in it must be, as in a line's `when`."""


class Refers(Part):
    """A place that points at something else, which no fact keeps: whether it is there is said."""

    to: Words
    each: Words = "."
    when: dict[str, Any] = {}
    path: Words
    known_as: tuple[Words, ...] = ("{}",)
    """What it may be called on our record, `{}` being what the message says; any is enough."""
    but_not: tuple[Words, ...] = ()
    """What the system writes where it means nothing."""


class KindTable(Part):
    """One file: a kind of message."""

    title: Words
    version: Version
    source: Words
    status: Status
    rank: Literal[0, 1] = 1
    """0: says who people are, and is read before what hangs on them."""
    recognise: Recognised
    requires: tuple[Words, ...] = ()
    """Places without which such a message is of no use: it is refused, and they are named."""
    apart: bool = False
    """Its facts were rows of their own: one that cannot be read is left out alone, and said."""
    refuse: Words | None = None
    """Why a message of this kind holds nothing for the record."""
    person_as: str | None = None
    """The system's way of saying whom a message is about; `person` adds to it."""
    person: dict[str, Any] = {}
    fact: tuple[dict[str, Any], ...] = ()
    refers: tuple[Refers, ...] = ()
    ignored: dict[str, Words] = {}
    """Paths that are left out on purpose, each with the reason."""


class System(Part):
    """A system messages come from: `system.toml` in its folder."""

    id: Id
    title: Words
    address: Words | None = None
    """What the addresses of its answers say besides, where a kind has no pattern of its own."""
    rows: dict[str, tuple[dict[str, str], ...]] = {}
    """Rows several tables repeat lines over, by name."""
    who: dict[str, dict[str, Any]] = {}
    """How several kinds say whom they are about, by name."""


@dataclass(frozen=True)
class FactLine:
    """One [[fact]] of a table, compiled."""

    to: str
    each: str
    at: Path
    when: When
    lines: Fields
    skip_without: tuple[str, ...]
    """Fields for whose codes, if we do not know them, there is no fact: they are reported."""
    covers: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of message, ready to be read with."""

    system: System
    name: str
    table: KindTable
    who: Fields
    facts: tuple[FactLine, ...]
    refers: tuple[RefersLine, ...]

    @cached_property
    def id(self) -> str:
        return f"{self.system.id}/{self.name}"

    @property
    def address(self) -> str | None:
        """The pattern its address is read with."""
        return self.table.recognise.url or self.system.address

    @cached_property
    def top_keys(self) -> frozenset[str]:
        """Keys at the top of every such message: the quick look before the thorough one."""
        paths = (parse(text) for text in self.table.recognise.needs)
        return frozenset(path.top_key for path in paths if path.top_key)

    @cached_property
    def deeper(self) -> tuple[Path, ...]:
        """What else it needs, beyond the keys at its top."""
        paths = (parse(text) for text in self.table.recognise.needs)
        return tuple(path for path in paths if len(path.steps) != 1 or not path.top_key)

    @cached_property
    def some(self) -> tuple[Path, ...]:
        return tuple(parse(text) for text in self.table.recognise.some)

    @cached_property
    def lacks(self) -> tuple[Path, ...]:
        return tuple(parse(text) for text in self.table.recognise.lacks)

    @cached_property
    def when(self) -> When:
        return compile_when(self.table.recognise.when)

    @cached_property
    def requires(self) -> tuple[Path, ...]:
        return tuple(parse(text) for text in self.table.requires)

    def covers(self) -> Iterable[tuple[str, bool]]:
        """Every path of the message its table reads."""
        yield from covered(self.who, ".")
        yield from self.when.covers
        for fact in self.facts:
            yield from fact.covers


@dataclass(frozen=True)
class Library:
    """Every kind the pack describes."""

    kinds: tuple[Kind, ...]

    def like(self, body: Any) -> Iterable[Kind]:
        """Those that a message with these keys at its top can be at all: the quickest look."""
        keys = ["", *body] if isinstance(body, dict) else [""]
        return dict.fromkeys(kind for key in keys for kind in self._by_key.get(key, ()))

    @cached_property
    def _by_key(self) -> dict[str, list[Kind]]:
        """Kinds by a key at their top, that which fewest others have; if each has one of several,
        by each of those.
        """
        having = Counter(key for kind in self.kinds for key in kind.top_keys)
        found: dict[str, list[Kind]] = {}
        for kind in self.kinds:
            rarest = sorted(kind.top_keys, key=lambda key: (having[key], key))[:1]
            for key in rarest or {path.top_key or "" for path in kind.some} or {""}:
                found.setdefault(key, []).append(kind)
        return found

    def named(self, id: str) -> Kind | None:
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Kind]:
        return {kind.id: kind for kind in self.kinds}


@cache
def library() -> Library:
    """The kinds of the pack in force."""
    return load(pack().folder / "exchange")


def load(folder: File) -> Library:
    """Read every table below this folder. Raises PackError."""
    kinds = []
    for path in sorted(folder.glob("*/system.toml")):
        system = read_toml(path, System)
        tables = sorted(one for one in path.parent.glob("*.toml") if one != path)
        kinds += [_read(system, one) for one in tables]
    return Library(tuple(kinds))


def _read(system: System, path: File) -> Kind:
    table = read_toml(path, KindTable)
    try:
        facts = tuple(
            _compile(line, place=f"fact {n}")
            for n, line in enumerate(repeated(table.fact, system.rows), start=1)
        )
        named = system.who[table.person_as] if table.person_as else {}
        who = compile_fields({**named, **table.person}, Who, place="person")
        refers = tuple(map(_refers, table.refers))
        asked = table.recognise
        for text in (
            *asked.needs,
            *asked.some,
            *asked.lacks,
            *asked.when,
            *table.requires,
            *table.ignored,
        ):
            parse(text)
    except (ValueError, KeyError) as error:
        raise PackError(path, str(error)) from error
    return Kind(system, path.stem, table, who, facts, refers)


def _compile(line: Mapping[str, Any], *, place: str) -> FactLine:
    to = line.get("to")
    if to not in FACTS:
        raise BadTable(f"{place}: {to!r} is none of {', '.join(FACTS)}")
    each = line.get("each", ".")
    table = {name: value for name, value in line.items() if name not in _OF_THE_LINE_ITSELF}
    lines = compile_fields(table, FACTS[to].kind, place=f"{place} ({to})")
    when = compile_when(line.get("when", []))
    covers = covered({**lines, "when": Field(lambda *_given: None, when.covers)}, each)
    skip_without = tuple(line.get("skip_without", []))
    return FactLine(to, each, parse(each), when, lines, skip_without, covers)


def _refers(line: Refers) -> RefersLine:
    if line.to not in TARGETS:
        raise BadTable(f"refers to {line.to!r}, which is none of {', '.join(TARGETS)}")
    return RefersLine(
        line.to,
        parse(line.each),
        compile_when(line.when),
        parse(line.path),
        line.known_as,
        frozenset(line.but_not),
    )
