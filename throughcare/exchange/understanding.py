"""Understanding a message: its kind, and everything its table finds in it. Nothing is kept here."""

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.around import BadValue
from throughcare.exchange.identity import Unclear, numbers_of
from throughcare.exchange.kinds import Kind, library
from throughcare.exchange.outcomes import PutAside, why
from throughcare.exchange.parcels import Piece
from throughcare.exchange.paths import has_something
from throughcare.exchange.reading import Reading, read, read_who
from throughcare.exchange.recognising import FitsSeveral, NotRecognised, recognise
from throughcare.exchange.rules import numbers_in, placeholders


def understand(piece: Piece, *, received_at: datetime) -> Reading:
    """What the message says. Raises PutAside."""
    kind = kind_of(piece)
    try:
        return _read(kind, piece, received_at=received_at)
    except PutAside as aside:
        aside.kind = kind.id
        raise


def _read(kind: Kind, piece: Piece, *, received_at: datetime) -> Reading:
    if kind.table.refuse:
        raise PutAside("refused", kind.table.refuse)
    nothing = placeholders()
    try:
        beside = {**_from_url(kind, piece.url), **_from_envelope(piece), "received": received_at}
        who = read_who(kind, piece.body, beside, placeholders=nothing)
        numbers = numbers_of(who, outside=numbers_outside(piece))
        if not (numbers.said or numbers.own):
            raise PutAside("needs-review", _("It does not say whom it is about."))
        return read(kind, who, numbers, piece.body, beside, placeholders=nothing)
    except Unclear as error:
        raise PutAside("needs-review", error.reason) from None
    except BadValue as error:
        raise PutAside("refused", why(error), place=error.place) from None
    except RecursionError:
        raise PutAside("refused", _("It goes too deep.")) from None


def kind_of(piece: Piece) -> Kind:
    """The kind of the message. Raises PutAside for what is no message, or of no kind we know."""
    if piece.wrong:
        raise PutAside("refused", piece.wrong)
    if piece.status is not None and piece.status >= 400:
        reason = _("The service answered with error %(status)d: there is no message in it.")
        raise PutAside("refused", reason % {"status": piece.status})
    if not has_something(piece.body):
        raise PutAside("refused", _("There is nothing in it."))
    try:
        return recognise(piece.body, piece.url, library())
    except NotRecognised:
        raise PutAside("needs-review", _("No table describes a message like this.")) from None
    except FitsSeveral as error:
        reason = _("Two tables describe a message like this: %(kinds)s.")
        raise PutAside("needs-review", reason % {"kinds": error}) from None


def numbers_outside(piece: Piece) -> dict[str, str]:
    """Numbers of people in the address the message answered; without one, in its file's name."""
    return numbers_in(piece.url) if numbers_in(piece.url) else numbers_in(piece.file)


def _from_url(kind: Kind, url: str) -> dict[str, Any]:
    """What the address says besides: the named parts of the kind's pattern, or its system's."""
    found = re.search(kind.address, url) if kind.address else None
    return {f"url.{name}": text for name, text in found.groupdict().items()} if found else {}


def _from_envelope(piece: Piece) -> dict[str, str]:
    """What its envelope tells of it, by the names `exchange.toml` gives."""
    return {f"envelope.{name}": text for name, text in piece.told.items()}
