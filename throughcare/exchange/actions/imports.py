"""Importing files and folders."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.messages import take_in
from throughcare.exchange.actions.records import is_record, take_record
from throughcare.exchange.actions.retries import try_unclear_again
from throughcare.exchange.actions.runs import Going, finish, look_where_they_lead
from throughcare.exchange.extracts import ExtractFolder, Left, extract_in
from throughcare.exchange.kinds import library
from throughcare.exchange.outcomes import Outcome, PutAside, Report
from throughcare.exchange.parcels import Piece, pieces_of
from throughcare.exchange.recognising import may_say_who
from throughcare.exchange.understanding import kind_of
from throughcare.foundation.access import Actor, require

_AT_ONCE = 100


def import_files(
    *, actor: Actor, paths: Iterable[Path], at: datetime, is_fictional: bool = False
) -> Report:
    """Take in every message in these files and folders. Raises AccessDenied; no message raises.

    Who people are is read before what hangs on them; what is unclear is tried again at the end,
    when everything else has been taken. A record exported here comes before all messages.
    """
    require(actor, IMPORT_MESSAGES)
    going = Going(at=at, is_fictional=is_fictional, waits_for_disk=False)
    files, records = _sorted_by_what_they_are(_files(paths))
    whole = [take_record(file, going) for file in records]
    sources = list(_sources(files))
    left = Left()
    found: dict[int, Outcome] = {}
    for comes_first in (True, False):
        counted = Left() if comes_first else left
        meant = (
            (n, piece)
            for n, piece in enumerate(_pieces(sources, counted))
            if n not in found and (not comes_first or _is_of_who_people_are(piece))
        )
        while some := dict(islice(meant, _AT_ONCE)):
            found |= zip(some, take_in(some.values(), going), strict=True)
    outcomes = [found[n] for n in sorted(found)]
    try_unclear_again(outcomes, going)
    report = Report([*whole, *outcomes], left)
    look_where_they_lead(outcomes)
    finish(going, report)
    return report


def _pieces(sources: Iterable[Path | ExtractFolder], left: Left) -> Iterator[Piece]:
    for source in sources:
        yield from pieces_of(source) if isinstance(source, Path) else source.pieces(left)


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
        found = (one for one in inside if one.is_file() and not one.name.startswith("."))
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
