"""Importing files and folders."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.messages import AT_ONCE, take_in
from throughcare.exchange.actions.records import is_record, take_record
from throughcare.exchange.actions.retries import try_unclear_again
from throughcare.exchange.actions.runs import (
    Going,
    compare_with_elsewhere,
    finish,
    look_where_they_lead,
)
from throughcare.exchange.addresses import addresses_in, is_addresses
from throughcare.exchange.extracts import ExtractFolder, Left, extract_in
from throughcare.exchange.kinds import library
from throughcare.exchange.outcomes import Outcome, PutAside, Report
from throughcare.exchange.parcels import Piece, pieces_of
from throughcare.exchange.recognising import may_say_who
from throughcare.exchange.understanding import kind_of
from throughcare.foundation.access import Actor, require

_SWEPT_AFTER = 100_000  # objects
_MOST_HELD = 10_000_000  # bytes of text; read as JSON they take some ten times as much


def import_files(
    *, actor: Actor, paths: Iterable[Path], at: datetime, is_fictional: bool = False
) -> Report:
    """Take in every message in these files and folders. Raises AccessDenied; no message raises.

    Who people are is read before what hangs on them; what is unclear is tried again at the end,
    when everything else has been taken. A record exported here comes before all messages.
    """
    require(actor, IMPORT_MESSAGES)
    with _rarely_swept():
        return _import(paths, Going(at=at, is_fictional=is_fictional, waits_for_disk=False))


@contextmanager
def _rarely_swept() -> Iterator[None]:
    """Let Python look seldom for circles of objects, and not among those there were before.

    What a message is made of goes with the message; looking through all of it took a tenth of the
    time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SWEPT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _import(paths: Iterable[Path], going: Going) -> Report:
    files, records = _sorted_by_what_they_are(_files(paths))
    whole = [take_record(file, going) for file in records]
    read = _Read(list(_sources(files)))
    found: dict[int, Outcome] = {}
    for meant in (read.of_who_people_are(), read.all_else()):
        while some := dict(islice(meant, AT_ONCE)):
            found |= zip(some, take_in(some.values(), going), strict=True)
    outcomes = [found[n] for n in sorted(found)]
    try_unclear_again(outcomes, going)
    report = Report([*whole, *outcomes], read.left)
    look_where_they_lead(outcomes)
    compare_with_elsewhere(report)
    finish(going, report)
    return report


class _Read:
    """Every message, numbered in the order they lie in; read once, or twice if they are too much
    to be held.
    """

    def __init__(self, sources: list[Path | ExtractFolder]) -> None:
        self.left = Left()
        self._sources = sources
        self._first: set[int] = set()
        self._else: dict[int, Piece] | None = {}
        self._room = _MOST_HELD

    def of_who_people_are(self) -> Iterator[tuple[int, Piece]]:
        for n, piece in self._pieces():
            if _is_of_who_people_are(piece):
                self._first.add(n)
                yield n, piece
            elif self._else is not None:
                self._else[n] = piece
                self._room -= len(piece.text)
                if self._room < 0:
                    self._else = None

    def all_else(self) -> Iterator[tuple[int, Piece]]:
        if self._else is not None:
            yield from self._else.items()
            return
        self.left = Left()
        yield from ((n, piece) for n, piece in self._pieces() if n not in self._first)

    def _pieces(self) -> Iterator[tuple[int, Piece]]:
        pieces = (
            piece
            for one in self._sources
            for piece in (_addressed(one) if isinstance(one, Path) else one.pieces(self.left))
        )
        return enumerate(pieces)


def _addressed(file: Path) -> Iterator[Piece]:
    """The messages of a file; those that say no address of their own have the file's."""
    url = addresses_in(file.parent).get(file.name, "")
    for piece in pieces_of(file):
        yield replace(piece, url=url) if url and not piece.url else piece


def _sources(found: Iterable[Path]) -> Iterator[Path | ExtractFolder]:
    """Files one by one, except those that together are an extract of a database."""
    for _folder, together in groupby(found, key=lambda file: file.parent):
        files = list(together)
        extract = extract_in(files)
        if extract:
            yield extract
        own = set(extract.files.values()) if extract else set()
        yield from (file for file in files if file not in own)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        found = (
            one
            for one in inside
            if one.is_file() and not one.name.startswith(".") and not is_addresses(one)
        )
        yield from sorted(found, key=lambda one: (one.parent, one.name))


def _sorted_by_what_they_are(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Files with messages, and those with a record of somebody exported here."""
    sorted_out: tuple[list[Path], list[Path]] = ([], [])
    for path in paths:
        sorted_out[is_record(path)].append(path)
    return sorted_out


def _is_of_who_people_are(piece: Piece) -> bool:
    try:
        return may_say_who(piece.body, piece.url, library()) and kind_of(piece).table.rank == 0
    except PutAside:
        return False
