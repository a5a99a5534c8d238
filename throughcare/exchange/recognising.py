"""Telling the kinds of message apart, by the shape of what is in them."""

import re
from typing import Any

from throughcare.exchange.around import Around, Notes
from throughcare.exchange.kinds import Kind, Library
from throughcare.exchange.paths import Spot

_NOTHING_BESIDE = Around({}, Notes(), frozenset())


class NotRecognised(Exception):
    """No table describes such a message."""


class FitsSeveral(Exception):
    """Two tables describe such a message equally well."""


def recognise(body: Any, url: str, among: Library) -> Kind:
    """The kind of this message: the most exact description that fits.

    Raises NotRecognised or FitsSeveral.
    """
    fitting = [kind for kind in among.like(body) if _fits(kind, body, url)]
    if not fitting:
        raise NotRecognised
    fitting.sort(key=lambda kind: (-_exactness(kind), kind.id))
    if len(fitting) > 1 and _exactness(fitting[0]) == _exactness(fitting[1]):
        raise FitsSeveral(", ".join(kind.id for kind in fitting[:2]))
    return fitting[0]


def may_say_who(body: Any, url: str, among: Library) -> bool:
    """Whether it fits some kind that says who people are: a quick look, before all are compared."""
    return any(kind.table.rank == 0 and _fits(kind, body, url) for kind in among.like(body))


def _fits(kind: Kind, body: Any, url: str) -> bool:
    if kind.top_keys and not (isinstance(body, dict) and kind.top_keys <= body.keys()):
        return False
    asked = kind.table.recognise
    if asked.url and not re.search(asked.url, url):
        return False
    if asked.only and kind.top_keys != body.keys():
        return False
    return (
        all(path.is_in(body) for path in kind.deeper)
        and (not kind.some or any(path.is_in(body) for path in kind.some))
        and not any(path.is_in(body) for path in kind.lacks)
        and kind.when.holds(Spot(body), _NOTHING_BESIDE)
    )


def _exactness(kind: Kind) -> int:
    asked = kind.table.recognise
    return len(asked.needs) + bool(asked.some) + bool(asked.url) + asked.only + len(asked.when)
