"""Extracts of a database: a folder of tables as CSV, described by `extract/*.toml` of its system.

The description says which columns join which tables, and which table holds people. Here rows are
joined into one message a person, a JSON text made of nothing but those rows: from then on it goes
the way of every message, and a table of the pack says what is in it. An extract is held in memory,
each row once; nothing is looked for row by row.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path as File
from typing import Any, Self

from django.utils.translation import gettext as _
from pydantic import model_validator

from throughcare.exchange.parcels import Piece
from throughcare.exchange.paths import Pointer, as_pointer
from throughcare.exchange.rules import rules
from throughcare.exchange.sheets import BadRow, NotATable, Nothing, Row, columns_of, rows_of
from throughcare.foundation.packs import pack
from throughcare.rules.reading import Part, Status, Version, Words, read_toml

Key = tuple[str, ...]
PERSON = "person"
_WHOLE = re.compile(r"[+-]?\d{1,18}")


class TableOf(Part):
    """One table: what tells its rows apart, and in which order they are listed."""

    key: tuple[Words, ...] = ()
    order: tuple[Words, ...] = ()
    """Columns in whose order rows are listed; left out: those of the key."""
    about_nobody: bool = False
    """Places, courses and the like: a row nobody points at is no loss."""


class Join(Part):
    """Rows of a table that stand inside those of another."""

    table: Words
    under: Words
    """The other table, or "person"."""
    named: Words
    """What they are called there."""
    on: tuple[Words, ...]
    to: tuple[Words, ...] = ()
    """The columns they are found by in the other table, where those are called otherwise."""
    one: bool = False
    """There is one at most; if not, what it is called holds a list."""
    split: Words | None = None
    """A list for each value of this column: kinds of thing that mean different things."""


class People(Part):
    """The table of people: rows alike in one column are the names of one person."""

    table: Words
    by: Words
    named: Words
    first: tuple[Words, Words] | None = None
    """What stands inside a person, and its column with the key of the name they go by now."""


class Extract(Part):
    """What a database is made of, as far as people are concerned."""

    title: Words
    version: Version
    source: Words
    status: Status
    people: People
    nothing: tuple[Words, ...] = ()
    """What cells hold where there is nothing, as patterns."""
    table: dict[str, TableOf]
    join: tuple[Join, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        named = [name for one in self.join for name in (one.table, one.under)]
        for name in (self.people.table, *named):
            if name not in {*self.table, PERSON}:
                raise ValueError(f"there is no table {name}")
        met: set[str] = set()
        still = [(name, frozenset({name})) for name in (self.people.table, PERSON)]
        while still:
            name, above = still.pop()
            met.add(name)
            for one in self.under(name):
                if one.table in above:
                    raise ValueError(f"{one.table} stands inside itself")
                still.append((one.table, above | {one.table}))
        if left := sorted(set(self.table) - met):
            raise ValueError(f"nothing joins {', '.join(left)}")
        return self

    def under(self, table: str) -> list[Join]:
        """What stands inside rows of this table."""
        return [one for one in self.join if one.under == table]

    def columns_needed(self, table: str) -> set[str]:
        """Columns without which the rows of a table belong to nobody."""
        needed = {*self.table[table].key, *self.table[table].order}
        needed |= {column for one in self.join if one.table == table for column in one.on}
        return needed | ({self.people.by} if table == self.people.table else set())


@cache
def extracts() -> tuple[Extract, ...]:
    """Every extract the pack describes."""
    found = sorted((pack().folder / "exchange").glob("*/extract/*.toml"))
    return tuple(read_toml(path, Extract) for path in found)


@dataclass
class Left:
    """Rows and cells of an extract that went into no message, by table, with the reason."""

    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Folder, table or table and column, and why."""


@dataclass(frozen=True)
class ExtractFolder:
    """A folder that holds an extract."""

    extract: Extract
    folder: File
    files: Mapping[str, File]
    """The tables that are there, by name."""

    def pieces(self, left: Left | None = None) -> Iterator[Piece]:
        """First what cannot be read, then everybody. What belongs to nobody is counted."""
        joining = _Joining(self, left or Left())
        yield from joining.read()
        yield from joining.people()
        joining.count_what_is_left()


def extract_in(files: Sequence[File]) -> ExtractFolder | None:
    """The extract these files of one folder are the tables of, if they are."""
    tables = {path.stem.lower(): path for path in files if path.suffix.lower() == ".csv"}
    for extract in extracts():
        people = extract.people.table
        if people in tables and extract.columns_needed(people) <= _columns(tables[people]):
            own = {name: path for name, path in tables.items() if name in extract.table}
            return ExtractFolder(extract, tables[people].parent, own)
    return None


def _columns(path: File) -> set[str]:
    try:
        return set(columns_of(path))
    except NotATable:
        return set()


class _Joining:
    """One extract, read and being joined."""

    def __init__(self, where: ExtractFolder, left: Left) -> None:
        self._where, self._extract, self._left = where, where.extract, left
        self._joins = {name: self._extract.under(name) for name in (PERSON, *self._extract.table)}
        self._rows: dict[str, list[Row]] = {name: [] for name in self._extract.table}
        self._found: dict[tuple[str, Key], dict[Key, list[Row]]] = {}
        """Rows of a table by the values of some of its columns."""
        self._words = _("%(file)s line %(line)d")
        self._used: dict[str, set[int]] = defaultdict(set)

    def read(self) -> Iterator[Piece]:
        """Read every table. Yields what cannot be."""
        for name, path in sorted(self._where.files.items()):
            nothing = Nothing(self._extract.nothing)
            try:
                missing = self._extract.columns_needed(name) - set(columns_of(path))
                if missing:
                    reason = _("It has no column %(columns)s.")
                    raise NotATable(reason % {"columns": ", ".join(sorted(missing))})
                yield from self._read_table(name, path, nothing)
            except NotATable as error:
                yield self._wrong(path, 1, error.reason, path.name.encode())
            for column, times in nothing.met.items():
                if times:
                    reason = _("How to work a value out, not the value")
                    self._count(f"{name}.{column}", reason, times)
        for one in self._extract.join:
            self._found.setdefault((one.table, one.on), self._by(one.table, one.on))

    def _read_table(self, name: str, path: File, nothing: Nothing) -> Iterator[Piece]:
        table, met = self._extract.table[name], dict[Key, int]()
        for row in rows_of(path, nothing):
            if isinstance(row, BadRow):
                yield self._wrong(path, row.line, row.reason, row.raw)
                continue
            key = tuple(row.cells.get(column, "") for column in table.key)
            if table.key and not any(key):
                yield self._wrong(path, row.line, _("It has no key."), _raw(row))
            elif table.key and key in met:
                reason = _("Line %(line)d has the same key.") % {"line": met[key]}
                yield self._wrong(path, row.line, reason, _raw(row))
            else:
                met[key] = row.line
                self._rows[name].append(row)
        order = table.order or table.key
        self._rows[name].sort(key=lambda row: _in_order(row, order))

    def _by(self, table: str, columns: Key) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for row in self._rows[table]:
            values = tuple(row.cells.get(column, "") for column in columns)
            if all(values):
                found.setdefault(values, []).append(row)
        return found

    def people(self) -> Iterator[Piece]:
        """One message for each person, in the order of their names in the table."""
        people = self._extract.people
        for (key,), rows in self._by(people.table, (people.by,)).items():
            places: dict[Pointer, str] = {}
            person = self._with_inside(PERSON, {people.by: key}, (), places)
            names = self._now_first(rows, person)
            person[people.named] = [
                self._joined(people.table, row, (people.named, n), places)
                for n, row in enumerate(names)
            ]
            yield self._piece(person, places, names[0])

    def _now_first(self, rows: list[Row], person: Mapping[str, Any]) -> list[Row]:
        """The name somebody goes by now, then the others."""
        named, column = self._extract.people.first or ("", "")
        key = self._extract.table[self._extract.people.table].key
        for inner in person.get(named, []):
            for row in rows:
                if (inner.get(column),) == tuple(row.cells.get(one) for one in key):
                    return [row, *(other for other in rows if other is not row)]
        return rows

    def _joined(
        self, table: str, row: Row, pointer: Pointer, places: dict[Pointer, str]
    ) -> dict[str, Any]:
        """The row with everything that stands inside it; where each row is from is noted."""
        self._used[table].add(row.line)
        places[pointer] = self._place(table, row.line)
        return self._with_inside(table, dict(row.cells), pointer, places)

    def _with_inside(
        self, table: str, made: dict[str, Any], pointer: Pointer, places: dict[Pointer, str]
    ) -> dict[str, Any]:
        cells = dict(made)
        for one in self._joins[table]:
            values = tuple(cells.get(column, "") for column in one.to or one.on)
            inside = self._found[one.table, one.on].get(values, [])
            if inside and one.one:
                inner = (*pointer, one.named)
                made[one.named] = self._joined(one.table, inside[0], inner, places)
            elif inside and one.split:
                lists: dict[str, list[Any]] = {}
                made[one.named] = lists
                for each in inside:
                    kind = each.cells.get(one.split, "")
                    listed = lists.setdefault(kind, [])
                    at = (*pointer, one.named, kind, len(listed))
                    listed.append(self._joined(one.table, each, at, places))
            elif inside:
                made[one.named] = [
                    self._joined(one.table, each, (*pointer, one.named, n), places)
                    for n, each in enumerate(inside)
                ]
        return made

    def _piece(self, body: dict[str, Any], places: dict[Pointer, str], row: Row) -> Piece:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        file, place = self._where.folder.name, self._place(self._extract.people.table, row.line)
        if len(text) > rules().largest_message:
            megabytes = rules().largest_message / 1_000_000
            reason = _("What is joined to it is more than %(megabytes)g megabytes.")
            digest = sha256(text).hexdigest()
            return Piece(file, b"", place, wrong=reason % {"megabytes": megabytes}, digest=digest)
        rows = {as_pointer(pointer): where for pointer, where in places.items()}
        return Piece(file, text, place, body, rows=rows)

    def _place(self, table: str, line: int) -> str:
        return self._words % {"file": self._where.files[table].name, "line": line}

    def _wrong(self, path: File, line: int, reason: str, raw: bytes) -> Piece:
        """What cannot be read. Its text is not kept: it is in the file, at that line."""
        digest = sha256(path.name.encode() + b"\0" + raw).hexdigest()
        place = _("line %(line)d") % {"line": line}
        name = f"{path.parent.name}/{path.name}"
        return Piece(name, b"", place, wrong=reason, digest=digest)

    def count_what_is_left(self) -> None:
        """Count the rows of each table that belong to nobody."""
        for name, table in self._extract.table.items():
            if not table.about_nobody:
                count = len(self._rows[name]) - len(self._used[name])
                self._count(name, _("Rows that belong to nobody in the extract"), count)

    def _count(self, what: str, why: str, count: int) -> None:
        if count:
            self._left.found[self._where.folder.name, what, why] += count


def _raw(row: Row) -> bytes:
    return json.dumps(row.cells).encode()


def _in_order(row: Row, columns: Sequence[str]) -> tuple[object, ...]:
    """Numbers as numbers, the rest as text, what is empty first; at last by everything."""
    cells = [row.cells.get(column, "") for column in columns]
    inside = [
        (1, int(cell), "") if _WHOLE.fullmatch(cell) else (2 if cell else 0, 0, cell)
        for cell in cells
    ]
    return (*inside, sorted(row.cells.items()))
