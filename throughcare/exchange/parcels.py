"""Opening files: which messages lie in them, each with its own text exactly as it stands there.

A file may be one message, a list of messages, one on each line, or an envelope around several.
Nothing is understood here; what is no message at all is said with its place.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path as File
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.apart import taken_apart
from throughcare.exchange.markup import NotMarkup, as_json, is_markup
from throughcare.exchange.paths import Path, Pointer, as_pointer, parse
from throughcare.exchange.rules import Envelope, looks_like_a_number, rules
from throughcare.exchange.spans import Span, key_twice, line_of, spans_at

# A NUL, an escape, half a surrogate: nothing anybody wrote, and nothing a database can keep.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# How such a character can stand in a JSON text; most texts have none, and need no closer look.
_SUSPECT = re.compile(r"\\u00[01]|\\u007f|\\u00[89]|\\ud|\\[bf]|[\x7f-\x9f]", re.IGNORECASE)
_NO_NUMBER = re.compile(r'(?<![\w"])-?(NaN|Infinity)(?![\w"])')

# Steps into a file beyond which nobody has sent a message; lists in lists in lists are none.
_DEEPEST = 10


class NotAMessage(Exception):
    """The text is not one: why, and where."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


@dataclass(frozen=True)
class Piece:
    """One message as it came, before anybody has looked what kind it is."""

    file: str
    text: bytes
    place: str = ""
    body: Any = None
    url: str = ""
    status: int | None = None
    wrong: str = ""
    """Why it cannot be read, if it cannot."""
    digest: str = ""
    """SHA-256 of what was too large to be kept."""
    inside: str = ""
    """Where in its place the message itself begins, if something was around it."""
    whose: str = ""
    """Where in the message the one stands whom it is about, if it told of several."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What the envelope tells of it besides, by the name the pack gives it."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Where in a table the parts of it are from, by their place, if rows were joined into it."""

    @cached_property
    def sha256(self) -> str:
        return self.digest or hashlib.sha256(self.text).hexdigest()


def pieces_of(path: File) -> Iterator[Piece]:
    """Every message in the file, in its order; read no further than the pack's limit at a time."""
    limit = rules().largest_message
    with path.open("rb") as file:
        start = file.read(limit + 1)
        if len(start) <= limit:
            yield from pieces_in(start, name=path.name)
            return
        first = start.split(b"\n", 1)[0]
        if len(first) <= limit and _is_json(first):
            file.seek(0)
            yield from _on_lines(iter(lambda: file.readline(limit + 1), b""), path.name, limit)
        else:
            digest = hashlib.sha256(start)
            while more := file.read(1 << 20):
                digest.update(more)
            yield _too_large(path.name, digest.hexdigest(), "")


def pieces_in(content: bytes, *, name: str) -> Iterator[Piece]:
    """Every message in what a file holds."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _line(content.count(b"\n", 0, error.start) + 1)
        yield Piece(name, content, place, wrong=_("This is not UTF-8 text."))
        return
    if is_markup(text):
        yield from _of_markup(Piece(name, content), text, ())
        return
    try:
        body = load(text)
    except NotAMessage as error:
        lines = content.splitlines(keepends=True)
        if len(lines) > 1 and _is_json(lines[0]):
            yield from _on_lines(lines, name, len(content))
        else:
            yield from _beside_the_bad(Piece(name, content, error.place, wrong=error.reason), text)
        return
    yield from _unpack(Piece(name, content, "", body), text, _span_of(text), ())


def _of_markup(piece: Piece, text: str, pointer: Pointer) -> Iterator[Piece]:
    """The messages in XML, which are read as JSON from here on."""
    try:
        read = as_json(text)
        body = load(read)
    except NotMarkup as error:
        place = f"{as_pointer(pointer)} {_line(error.line, error.column)}".strip()
        yield replace(piece, place=place, inside="", wrong=error.reason)
    except NotAMessage as error:
        yield replace(piece, place=as_pointer(pointer) + error.place, inside="", wrong=error.reason)
    else:
        yield from _unpack(replace(piece, body=body), read, _span_of(read), pointer)


def _span_of(text: str) -> Span:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _beside_the_bad(piece: Piece, text: str, pointer: Pointer = ()) -> Iterator[Piece]:
    """Messages that only share a list or an envelope with a bad one are none the worse for it."""
    try:
        body = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield piece
    else:
        yield from _unpack(replace(piece, body=body), text, _span_of(text), pointer)


def load(text: str) -> Any:
    """The JSON in the text. Raises NotAMessage."""
    try:
        body = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        if _SUSPECT.search(text) and (found := _unkeepable(body, ())) is not None:
            reason = _("There is a control character, or half of one, in a text.")
            raise NotAMessage(reason, as_pointer(found))
        return body
    except _KeyTwice:
        place = _line(line_of(text, key_twice(text, (0, len(text))) or 0))
        raise NotAMessage(_("A key stands twice in one object."), place) from None
    except _NoNumber:
        where = _NO_NUMBER.search(text)
        at = where.start() if where else 0
        raise NotAMessage(_("A number is none."), _line(line_of(text, at))) from None
    except json.JSONDecodeError as error:
        raise NotAMessage(_("This is not JSON."), _line(error.lineno, error.colno)) from None
    except (RecursionError, ValueError):
        raise NotAMessage(_("It goes too deep, or has a number too long to be one.")) from None


def _on_lines(lines: Iterable[bytes], name: str, limit: int) -> Iterator[Piece]:
    """A message on each line. One that cannot be read costs the others nothing."""
    number, rest = 1, False
    for line in lines:
        is_whole = line.endswith(b"\n")
        if rest or len(line) > limit:
            if not rest:
                yield _too_large(name, hashlib.sha256(line).hexdigest(), _line(number))
            rest = not is_whole
        elif line.strip():
            for piece in pieces_in(line.rstrip(b"\r\n"), name=name):
                yield replace(piece, place=f"{_line(number)} {piece.place}".strip())
        number += is_whole


def _unpack(piece: Piece, text: str, span: Span, pointer: Pointer) -> Iterator[Piece]:
    """The messages in this one, if it is an envelope or a list; else itself."""
    envelope = _envelope_of(piece.body)
    is_by_number = _is_by_number(piece.body)
    if len(pointer) > _DEEPEST:
        yield piece
        return
    if envelope and envelope.alone:
        yield from _apart(envelope, piece, text, span, pointer)
        return
    inside = _inside(piece.body, envelope, is_by_number=is_by_number)
    if not inside:
        yield piece
        return
    found = [one for path in inside for one in spans_at(text, span, parse(path), pointer)]
    if piece.wrong and not _is_sound_without(text, span, [where for _place, where in found]):
        yield piece
        return
    if not found:
        yield replace(piece, wrong=_("There is no message in it."))
    for place, where in found:
        part = _part(piece, text[slice(*where)], place)
        if is_by_number:
            yield replace(part, url=f"{piece.url}#{place[-1]}")
        elif envelope and envelope.body:
            yield from _open(envelope, part, text, where, place)
        else:
            yield from _unpack(part, text, where, place)


def _inside(body: Any, envelope: Envelope | None, *, is_by_number: bool) -> list[str]:
    """Where messages lie in this body; nowhere, if it is one itself."""
    if is_by_number:
        return ["{}"]
    if envelope:
        return list(envelope.parts)
    return ["[]"] if isinstance(body, list) else []


def _apart(
    envelope: Envelope, piece: Piece, text: str, span: Span, pointer: Pointer
) -> Iterator[Piece]:
    """A message for each of the people this one is about; of one person it is the message."""
    people = list(taken_apart(envelope, piece.body, text, span))
    if not people:
        yield piece
        return
    for whose, own in people:
        one = replace(piece, text=own.encode(), whose=as_pointer(whose), wrong="")
        one = replace(one, place=as_pointer(pointer), inside="")
        try:
            yield replace(one, body=load(own))
        except NotAMessage as error:
            where = error.place if error.place.startswith("/") else ""
            bad = replace(one, body=json.loads(own, strict=False), wrong=error.reason)
            yield replace(bad, place=f"{one.place}{where}", whose="" if where else one.whose)


def _part(piece: Piece, own: str, place: Pointer) -> Piece:
    """A part of a larger text; looked at closely only where that has something wrong in it."""
    part = replace(piece, text=own.encode(), place=as_pointer(place), inside="", wrong="")
    if not piece.wrong:
        return replace(part, body=json.loads(own))
    try:
        return replace(part, body=load(own))
    except NotAMessage as error:
        where = error.place if error.place.startswith("/") else ""
        return replace(
            part,
            body=json.loads(own, strict=False),
            place=part.place + where,
            wrong=error.reason,
        )


def _is_sound_without(text: str, span: Span, parts: list[Span]) -> bool:
    """Whether nothing is wrong with the text around these parts."""
    around, at = [], span[0]
    for start, end in sorted(parts):
        around += [text[at:start], "0"]
        at = end
    try:
        load("".join([*around, text[at : span[1]]]))
    except NotAMessage:
        return False
    return True


def _open(
    envelope: Envelope, part: Piece, text: str, span: Span, pointer: Pointer
) -> Iterator[Piece]:
    """The message an envelope carries, with what it says of it outside."""
    outside = part.body if isinstance(part.body, dict) else {}
    body = outside.get(envelope.body or "")
    status = outside.get(envelope.status or "")
    letter = replace(
        part,
        body=body,
        url=str(outside.get(envelope.url or "") or part.url),
        status=status if isinstance(status, int) else None,
        inside=as_pointer((envelope.body or "",)),
        told={**part.told, **_told(envelope, outside)},
    )
    if isinstance(body, str) and not part.wrong:
        yield from _written_in(letter, body, (*pointer, envelope.body or ""))
        return
    if body is None and letter.status is None:
        yield replace(letter, wrong=_("There is no message in it."))
        return
    inner = spans_at(text, span, parse(envelope.body or "."), pointer)
    is_several = isinstance(body, list) or _envelope_of(body) or _is_by_number(body)
    if inner and is_several and (not part.wrong or _is_sound_without(text, span, [inner[0][1]])):
        yield from _unpack(letter, text, inner[0][1], inner[0][0])
    else:
        yield letter


def _written_in(letter: Piece, text: str, pointer: Pointer) -> Iterator[Piece]:
    """The messages written into a text of their envelope; places in it go on from that text's."""
    at = as_pointer(pointer)
    if not text.strip():
        yield replace(letter, place=at, inside="", wrong=_("There is no message in it."))
        return
    if is_markup(text):
        yield from _of_markup(letter, text, pointer)
        return
    try:
        body = load(text)
    except NotAMessage as error:
        step = "" if error.place.startswith("/") or not error.place else " "
        bad = replace(letter, place=f"{at}{step}{error.place}", inside="", wrong=error.reason)
        yield from _beside_the_bad(bad, text, pointer)
    else:
        yield from _unpack(replace(letter, body=body), text, _span_of(text), pointer)


def _told(envelope: Envelope, outside: Mapping[str, Any]) -> dict[str, str]:
    """What the pack wants to know of the envelope itself: when it was sent, say."""
    return {name: str(outside[key]) for name, key in envelope.tells.items() if outside.get(key)}


def _envelope_of(body: Any) -> Envelope | None:
    if not isinstance(body, dict):
        return None
    return next(
        (
            envelope
            for envelope, keys, needs in _envelopes()
            if keys <= body.keys()
            and not (envelope.only and keys < body.keys())
            and all(path.is_in(body) for path in needs)
        ),
        None,
    )


@cache
def _envelopes() -> list[tuple[Envelope, frozenset[str | None], list[Path]]]:
    """Every envelope with the keys at its top, and all else it needs."""
    found = []
    for envelope in rules().envelope:
        needs = [parse(need) for need in envelope.needs]
        keys = frozenset(path.top_key for path in needs)
        found.append((envelope, keys, [path for path in needs if path.steps[1:]]))
    return found


def _is_by_number(body: Any) -> bool:
    """Whether each value is about the person whose number its key is."""
    return isinstance(body, dict) and bool(body) and all(map(looks_like_a_number, body))


def _too_large(name: str, digest: str, place: str) -> Piece:
    megabytes = rules().largest_message / 1_000_000
    reason = _("This is larger than the %(megabytes)g megabytes one message may have.")
    return Piece(name, b"", place, wrong=reason % {"megabytes": megabytes}, digest=digest)


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), (dict, list))
    except (ValueError, RecursionError):
        return False


class _KeyTwice(Exception):
    pass


class _NoNumber(Exception):
    pass


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _KeyTwice
    return made


def _no_constant(_text: str) -> Any:
    raise _NoNumber


def _unkeepable(value: Any, pointer: Pointer) -> Pointer | None:
    if isinstance(value, str):
        return pointer if UNKEEPABLE.search(value) else None
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        if any(UNKEEPABLE.search(key) for key in value):
            return pointer
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, one in inside:
        if (found := _unkeepable(one, (*pointer, step))) is not None:
            return found
    return None


def _line(line: int, column: int | None = None) -> str:
    if column is None:
        return _("line %(line)d") % {"line": line}
    return _("line %(line)d, column %(column)d") % {"line": line, "column": column}
