"""Reading one table of a database from CSV, a row at a time.

A row that cannot be read is said with its line, and costs no other row anything: a quote that is
opened and never closed ends where its line does.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import BinaryIO

from django.utils.translation import gettext as _

from throughcare.exchange.parcels import UNKEEPABLE
from throughcare.exchange.rules import rules


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells with something in them, by column, and the line it begins on."""

    cells: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """Lines that are no row of their table, and why."""

    raw: bytes
    line: int
    reason: str


class Nothing:
    """What stands in cells for nothing, counted by column: it is said, not dropped in silence."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        any_of_them = "|".join(f"(?:{one})" for one in patterns) or "(?!)"
        self._pattern = re.compile(any_of_them, re.IGNORECASE)
        self.met: Counter[str] = Counter()

    def is_said_by(self, column: str, cell: str) -> bool:
        """Whether the cell only stands for nothing."""
        if not self._pattern.fullmatch(cell):
            return False
        self.met[column] += 1
        return True


class NotATable(Exception):
    """The file as a whole cannot be read as a table: why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Lines:
    """The lines of a file with their numbers. Some can be put back; none is longer than may be."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file, self._limit = file, limit
        self._back: list[bytes] = []
        self.number = 0
        """Of the line taken last."""

    def take(self) -> bytes | None:
        """The next line with its end; None after the last. One that is too long comes cut."""
        line = self._back.pop() if self._back else self._file.readline(self._limit + 1)
        if not line:
            return None
        end = line[-1:]
        while len(line) > self._limit and end != b"\n":
            rest = self._file.readline(1 << 20)
            end = rest[-1:] or b"\n"
        self.number += 1
        return line

    def put_back(self, lines: list[bytes]) -> None:
        self._back += reversed(lines)
        self.number -= len(lines)


def columns_of(path: File) -> tuple[str, ...]:
    """The columns a table has. Raises NotATable."""
    with path.open("rb") as file:
        return _columns(_Lines(file, rules().largest_row))


def rows_of(path: File, nothing: Nothing) -> Iterator[Row | BadRow]:
    """Every row of the table, in the order of the file. Raises NotATable."""
    with path.open("rb") as file:
        lines = _Lines(file, rules().largest_row)
        columns = _columns(lines)
        while (first := lines.take()) is not None:
            if first.strip():
                yield _row(first, lines, columns, nothing)


def _columns(lines: _Lines) -> tuple[str, ...]:
    first = lines.take()
    if first is None:
        raise NotATable(_("There is nothing in it."))
    try:
        cells = _cells(first.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error):
        raise NotATable(_("Its first line does not name its columns.")) from None
    columns = tuple(cell.strip().lower() for cell in cells)
    if not all(columns) or UNKEEPABLE.search("".join(columns)):
        raise NotATable(_("Its first line does not name its columns."))
    if len(set(columns)) < len(columns):
        raise NotATable(_("Two of its columns have the same name."))
    return columns


def _row(first: bytes, lines: _Lines, columns: tuple[str, ...], nothing: Nothing) -> Row | BadRow:
    """The row that begins with this line, however many lines its texts go over."""
    start, more = lines.number, list[bytes]()
    raw = first
    while True:
        found = _read(raw, columns, nothing, start)
        if isinstance(found, Row) or not _is_open(raw):
            break
        if len(raw) > rules().largest_row or (line := lines.take()) is None:
            break
        more.append(line)
        raw += line
    if isinstance(found, Row):
        return found
    # Whatever followed may be whole rows of their own: only this line is to blame.
    lines.put_back(more)
    return _read(first, columns, nothing, start) if more else found


def _is_open(raw: bytes) -> bool:
    """Whether a quote opened in these lines is still open at their end."""
    return raw.count(b'"') % 2 == 1


def _read(raw: bytes, columns: tuple[str, ...], nothing: Nothing, line: int) -> Row | BadRow:
    if len(raw) > rules().largest_row:
        return BadRow(raw, line, _("It is longer than a row may be."))
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return BadRow(raw, line, _("This is not UTF-8 text."))
    if UNKEEPABLE.search(text):
        return BadRow(raw, line, _("There is a control character, or half of one, in a text."))
    try:
        cells = _cells(text)
    except csv.Error:
        return BadRow(raw, line, _("A quote in it is opened and not closed, or the other way."))
    if len(cells) != len(columns):
        reason = _("It has %(cells)d cells; its table has %(columns)d columns.")
        return BadRow(raw, line, reason % {"cells": len(cells), "columns": len(columns)})
    return Row(
        {
            column: cell
            for column, cell in zip(columns, cells, strict=True)
            if (said := cell.strip()) and not nothing.is_said_by(column, said)
        },
        line,
    )


def _cells(text: str) -> list[str]:
    """The cells of one row; nothing that its text says is mended."""
    end = text.rstrip("\r\n")
    rows = list(csv.reader(end.splitlines(keepends=True), strict=True))
    if len(rows) != 1:
        raise csv.Error("not one row")
    return rows[0]
