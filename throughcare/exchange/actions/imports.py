"""Importing files and folders."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.messages import take_in
from throughcare.exchange.actions.retries import try_unclear_again
from throughcare.exchange.actions.runs import Going, finish
from throughcare.exchange.outcomes import Outcome, PutAside, Report
from throughcare.exchange.parcels import Piece, pieces_of
from throughcare.exchange.understanding import kind_of
from throughcare.foundation.access import Actor, require


def import_files(
    *, actor: Actor, paths: Iterable[Path], at: datetime, is_fictional: bool = False
) -> Report:
    """Take in every message in these files and folders. Raises AccessDenied; no message raises.

    Who people are is read before what hangs on them; what is unclear is tried again at the end,
    when everything else has been taken.
    """
    require(actor, IMPORT_MESSAGES)
    going = Going(at=at, is_fictional=is_fictional, waits_for_disk=False)
    files = list(_files(paths))
    found: dict[tuple[int, int], Outcome] = {}
    for rank in (0, 1):
        for place, piece in _pieces(files, rank):
            found[place] = take_in(piece, going)
    outcomes = [found[place] for place in sorted(found)]
    try_unclear_again(outcomes, going)
    report = Report(outcomes)
    finish(going, report)
    return report


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from sorted(one for one in inside if one.is_file() and not one.name.startswith("."))


def _pieces(files: list[Path], rank: int) -> Iterator[tuple[tuple[int, int], Piece]]:
    """The messages of that rank, each with its place among all."""
    for n, file in enumerate(files):
        for m, piece in enumerate(pieces_of(file)):
            if _rank(piece) == rank:
                yield (n, m), piece


def _rank(piece: Piece) -> int:
    try:
        return kind_of(piece).table.rank
    except PutAside:
        return 1
