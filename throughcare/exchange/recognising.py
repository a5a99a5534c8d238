"""Telling the kinds of message apart, by the shape of what is in them."""

import re
from typing import Any

from throughcare.exchange.around import Around, Notes
from throughcare.exchange.kinds import Kind, Library
from throughcare.exchange.paths import Path, Spot

_NOTHING_BESIDE = Around({}, Notes(), frozenset())


class NotRecognised(Exception):
    """No table describes such a message."""


class FitsSeveral(Exception):
    """Two tables describe such a message equally well."""


def recognise(body: Any, url: str, among: Library) -> Kind:
    """The kind of this message: the most exact description that fits.

    Raises NotRecognised or FitsSeveral.
    """
    fitting = [kind for kind in among.kinds if _fits(kind, body, url)]
    if not fitting:
        raise NotRecognised
    fitting.sort(key=_exactness, reverse=True)
    if len(fitting) > 1 and _exactness(fitting[0]) == _exactness(fitting[1]):
        raise FitsSeveral(", ".join(kind.id for kind in fitting[:2]))
    return fitting[0]


def _fits(kind: Kind, body: Any, url: str) -> bool:
    # The quickest look first: it is of every kind that every message is asked about.
    if kind.top_keys and not (isinstance(body, dict) and kind.top_keys <= body.keys()):
        return False
    asked = kind.table.recognise
    if asked.url and not re.search(asked.url, url):
        return False
    if asked.only and kind.top_keys != body.keys():
        return False
    top = Spot(body)
    return (
        all(_is_there(path, top) for path in kind.needs)
        and (not kind.some or any(_is_there(path, top) for path in kind.some))
        and not any(_is_there(path, top) for path in kind.lacks)
        and kind.when.holds(top, _NOTHING_BESIDE)
    )


def _is_there(path: Path, top: Spot) -> bool:
    """Whether the message has such a place at all; an empty one counts."""
    return next(path.spots(top, {}), None) is not None


def _exactness(kind: Kind) -> int:
    asked = kind.table.recognise
    return len(asked.needs) + bool(asked.some) + bool(asked.url) + asked.only + len(asked.when)
