"""Reading fields that put several values of a message into words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.around import TEXT, Around, BadTable, BadValue, Field, Reader, Wanted
from throughcare.exchange.paths import Path, Spot, parse
from throughcare.exchange.wordlists import words_of

_VALUE = re.compile(r"\{([^{}]+)\}")
_PART = re.compile(r"<([^<>]*)>")
_KEY_VALUE = re.compile(r"([^?|]+)(\?)?(\|squeezed)?")
"""Places, the first of which that says something is meant; whether none need; how it is written."""


def compile_say(spec: dict[str, Any], wanted: Wanted) -> Field:
    """A line with `say`: a sentence with values in it, once or for each element."""
    sentence = _Sentence.of(spec["say"])
    one = wanted.of_one() if wanted.items else wanted

    def say(at: Spot, around: Around) -> Any:
        said = sentence.said(at, around)
        return said if said is None or one.type is str else one.made_of(Spot(said, at.pointer))

    if "each" not in spec:
        read_one = _as_list(say) if wanted.items else say
        return Field(read_one, tuple((text, False) for text in sentence.texts))
    each = parse(spec["each"])
    between = spec.get("with", "\n\n")
    needs = tuple(parse(text) for text in spec.get("needs", []))

    def read(at: Spot, around: Around) -> Any:
        spots = each.spots(at, around.beside)
        meant = [spot for spot in spots if not needs or around.first(needs, spot)]
        if wanted.items:
            return tuple(made for spot in meant if (made := say(spot, around)) is not None) or None
        said = [sentence.said(spot, around) for spot in meant]
        return between.join(one for one in said if one) or None

    return Field(read, tuple((below(spec["each"], text), False) for text in sentence.texts))


def _as_list(read: Reader) -> Reader:
    def read_all(at: Spot, around: Around) -> Any:
        made = read(at, around)
        return None if made is None else (made,)

    return read_all


@dataclass(frozen=True)
class _Sentence:
    """A sentence with values in it. A part in <angle brackets> is left out with its value."""

    parts: tuple[tuple[str, tuple["Worded", ...], bool], ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, template: str) -> "_Sentence":
        parts = []
        for n, text in enumerate(_PART.split(template)):
            worded = tuple(Worded.of(value) for value in _VALUE.findall(text))
            parts.append((text, worded, n % 2 == 1))
        texts = tuple(
            path.text for _text, worded, _is in parts for one in worded for path in one.paths
        )
        return cls(tuple(parts), texts)

    def said(self, at: Spot, around: Around) -> str | None:
        """The sentence; None where the message has none of its values."""
        written, found = [], False
        for text, worded, is_optional in self.parts:
            values = [one.said(at, around) for one in worded]
            found = found or any(value is not None for value in values)
            if is_optional and None in values:
                continue
            written.append(_with_values(text, [value or "" for value in values]))
        return "".join(written).strip() or None if found else None


@dataclass(frozen=True)
class Worded:
    """A value put into words: `path`, or `path|system/LIST` for a code of the system's own.

    `one:two|system/LIST`: the code has several parts. A code on no list stays as given, and is
    reported. `path|counted`: how many of something; none at all is as if the message did not say.
    """

    paths: tuple[Path, ...]
    list: str
    is_counted: bool

    @classmethod
    def of(cls, text: str) -> "Worded":
        path, _bar, name = text.partition("|")
        if name == "counted":
            return cls((parse(path),), "", is_counted=True)
        paths = path.split(":") if name else [path]
        return cls(tuple(parse(one) for one in paths), name, is_counted=False)

    def said(self, at: Spot, around: Around) -> str | None:
        """The words; None where the message does not say."""
        spots = [around.first((path,), at) for path in self.paths]
        said = [in_words(spot) for spot in spots if spot]
        if len(said) < len(spots):
            return None
        if not self.list:
            return None if self.is_counted and said[0] == "0" else said[0]
        code = ":".join(one.strip() for one in said)
        found = words_of(self.list).get(code)
        if found is None:
            around.notes.unknown_codes.add((self.list, code, ""))
        return found or said[-1]


def compile_key(template: str, *, is_required: bool) -> Field:
    """What another system calls a fact: a text in which every value has to be there.

    `{id?}` may be missing; in `{name|squeezed}` capitals, spaces and punctuation count for nothing;
    `{id,@url.id}` is the first of these that is there.
    """
    given = [_KEY_VALUE.fullmatch(text) for text in _VALUE.findall(template)]
    values = [
        (one[1], tuple(map(parse, one[1].split(","))), bool(one[3]), bool(one[2]))
        for one in given
        if one
    ]
    if len(values) < len(given):
        raise BadTable(f"{template}: not a key")

    def read(at: Spot, around: Around) -> Any:
        written = []
        for text, paths, is_squeezed, may_miss in values:
            spot = around.first(paths, at)
            if spot is None and not may_miss:
                if is_required:
                    raise BadValue(at.pointer, _("says no %(what)s") % {"what": text})
                return None
            said = in_words(spot) if spot else ""
            written.append(re.sub(r"[\W_]", "", said).casefold() if is_squeezed else said.strip())
        return _with_values(template, written)

    return Field(read, tuple((path.text, False) for _text, paths, *_ in values for path in paths))


def _with_values(template: str, values: Iterable[str]) -> str:
    each = iter(values)
    return _VALUE.sub(lambda _match: next(each), template)


def compile_lines(spec: dict[str, Any], wanted: Wanted) -> Field:
    """A line with `lines`: "Label: value" for each value that is there, one below the other."""
    rows = [(label, Worded.of(text)) for label, text in spec["lines"]]
    under = spec.get("under", ".")
    start = parse(under)

    def read(at: Spot, around: Around) -> Any:
        spot = around.first((start,), at)
        if spot is None:
            return None
        said = [
            f"{label}: {value}" if label else value
            for label, worded in rows
            if (value := worded.said(spot, around)) is not None
        ]
        return "\n".join(said) or None

    covers = [(below(under, path.text), True) for _label, one in rows for path in one.paths]
    return Field(read, tuple(covers))


def compile_paragraphs(parts: list[tuple[str, Field]]) -> Field:
    """What several lines say, one after the other with an empty line between, each under its
    heading if it has one; those that say nothing are left out with theirs.
    """

    def read(at: Spot, around: Around) -> Any:
        said = [(heading, part.read(at, around)) for heading, part in parts]
        written = [f"{heading}\n{text}".strip() for heading, text in said if text]
        return "\n\n".join(written) or None

    return Field(read, tuple(path for _heading, part in parts for path in part.covers))


def in_words(spot: Spot) -> str:
    """A value as words: yes and no, a list with commas, text as it is. Raises BadValue."""
    value = spot.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(in_words(Spot(one, (*spot.pointer, n))) for n, one in enumerate(value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(TEXT.made_of(spot))


def below(each: str, path: str) -> str:
    """A path from an element, as one from where the element's own path starts."""
    if path.startswith(("/", "@")) or path.endswith("@key"):
        return path
    while path.startswith("^"):
        path = path[1:].removeprefix(".")
        each = _outer(each)
    if path == ".":
        return each
    return path if each == "." else f"{each}.{path}"


def _outer(each: str) -> str:
    """The path of the element one further out."""
    marks = [found.end() for found in re.finditer(r"\[\]|\{\}", each)]
    if marks and marks[-1] == len(each):
        marks.pop()
    return each[: marks[-1]] if marks else "."
