"""Importing files and folders."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.messages import look_up, take_in
from throughcare.exchange.actions.retries import try_unclear_again
from throughcare.exchange.actions.runs import Going, finish, look_where_they_lead
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
        for n, file in enumerate(files):
            for some in _by_the_hundred(pieces_of(file)):
                meant = [(m, piece) for m, piece in some if _rank(piece) == rank]
                look_up([piece for _m, piece in meant], going)
                found |= {(n, m): take_in(piece, going) for m, piece in meant}
                going.came.clear()
    outcomes = [found[place] for place in sorted(found)]
    try_unclear_again(outcomes, going)
    report = Report(outcomes)
    look_where_they_lead(outcomes)
    finish(going, report)
    return report


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from sorted(one for one in inside if one.is_file() and not one.name.startswith("."))


def _by_the_hundred(pieces: Iterable[Piece]) -> Iterator[list[tuple[int, Piece]]]:
    """The messages of a file with their numbers, so many at a time as one question may ask for."""
    numbered = enumerate(pieces)
    while some := list(islice(numbered, 100)):
        yield some


def _rank(piece: Piece) -> int:
    try:
        return kind_of(piece).table.rank
    except PutAside:
        return 1
