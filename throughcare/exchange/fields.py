r"""Reading the fields of a fact from a message, as the lines of a mapping table say.

    "type.description"                          the value at a path; its type follows from the fact
    ["length", "term.length"]                   the first of these that is there (each may be
                                                any of the lines below as well)
    { is = "community" }                        always this
    { there = "endDate" }                       whether it is there; of several, any
    { from = "type", list = "alert" }           the code of one of the pack's lists
    { from = "gender", map = { "1" = "M" } }    a table of its own
    { from = "middleNames[]", with = " " }      all of them, joined
    { from = "progress", find = "(\\d+) of" }   a part of a text
    { from = "unlimited", not = true }          the contrary
    { any = ["restricted", "excluded"] }        whether one of these is so
    { say = "From {a}< to {b}>" }               a sentence with values in it
    { each = "days[]", say = "{day} {time}" }   one for each element; of a field that holds one
                                                text, all of them joined by `with`
    { lines = [["Trigger", "trigger"]] }        one labelled line for each that is there
    { paragraphs = [["", "a"], ["Head", { … }]] }  several, each under a heading
    { each = "notes[]", text = "note" }         several facts, one for each element; with
                                                `needs = "code"` for each that has one; several
                                                such lines in a list, one after the other
    { all = "ids[]", value = "number", when = { type = "PNC" } }
                                                the texts of those elements the condition holds for
    { missing = "endDate" }                     whether it is not there
    { parts = [line, line] }                    these lines, one below the other
    { from = "code", unless = "unallocated" }   the value, unless another says yes

In `say` and `lines` a value may be `path|system/LIST`: the words of a code of the system's own
(`words.csv` of its folder); `one:two|system/LIST` for a code in several parts; `path|counted`
leaves out a nought.

A `key` is a text with values in it, every one of which has to be there: "oasys:{assessmentPk}:8".
With `otherwise = "as given"` a code no list has is kept as it came; either way it is reported.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_origin, get_type_hints

from django.utils.translation import gettext as _

from throughcare.exchange.around import Around, BadTable, BadValue, Field, Wanted, marking
from throughcare.exchange.conditions import compile_when
from throughcare.exchange.paths import NotAPath, Spot, parse
from throughcare.exchange.translating import compile_from
from throughcare.exchange.values import BY_TYPE
from throughcare.exchange.wording import (
    below,
    compile_key,
    compile_lines,
    compile_paragraphs,
    compile_say,
)

Fields = Mapping[str, Field]
Rows = Mapping[str, Sequence[Mapping[str, str]]]
# What other systems call a fact, and the fact it hangs on.
_KEYS = {"key", "source_key", "conviction"}


def compile_fields(table: Mapping[str, Any], kind: type, *, place: str) -> Fields:
    """Compile the lines of a table for the fields of a dataclass. Raises BadTable."""
    hints = get_type_hints(kind)
    strange = sorted(set(table) - set(hints))
    if strange:
        raise BadTable(f"{place}: {kind.__name__} has no {', '.join(strange)}")
    try:
        return {name: _compile(line, Wanted.of(hints[name], name)) for name, line in table.items()}
    except NotAPath as error:
        raise BadTable(f"{place}: {error} is not a path") from error


def repeated(lines: Iterable[dict[str, Any]], rows: Rows) -> Iterator[dict[str, Any]]:
    """A line with `repeat` stands for one line for each of its rows, $names filled in.

    Rows that several tables need are kept, by name, in the system's own file. Raises BadTable.
    """
    for line in lines:
        named = line.get("repeat")
        rest = {
            name: _repeated_inside(value, rows) for name, value in line.items() if name != "repeat"
        }
        if named is None:
            yield rest
            continue
        if isinstance(named, str) and named not in rows:
            raise BadTable(f"there are no rows {named!r}")
        for row in rows[named] if isinstance(named, str) else named:
            yield _filled_in(rest, row)


def _repeated_inside(value: Any, rows: Rows) -> Any:
    """The same for the lines of a field that holds several facts."""
    if isinstance(value, dict) and "repeat" in value:
        return list(repeated([value], rows))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return list(repeated(value, rows))
    return value


def _filled_in(value: Any, row: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name in sorted(row, key=len, reverse=True):
            value = value.replace(f"${name}", row[name])
        return value
    if isinstance(value, dict):
        return {_filled_in(key, row): _filled_in(one, row) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled_in(one, row) for one in value]
    return value


def make(kind: Any, lines: Fields, at: Spot, around: Around) -> Any:
    """The fact at this element. Raises BadValue, also for what must be there and is not."""
    values = {
        name: value for name, line in lines.items() if (value := line.read(at, around)) is not None
    }
    for name, is_several in _needed(kind):
        if is_several:
            values.setdefault(name, ())  # a list with nothing in it says there is none
    missing = [name for name, _is_several in _needed(kind) if name not in values]
    if missing:
        raise BadValue(at.pointer, _("says no %(what)s") % {"what": ", ".join(missing)})
    return kind(**values)


@cache
def _needed(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Fields without which there is no fact, and whether they hold several things."""
    hints = get_type_hints(kind)
    return tuple(
        (one.name, get_origin(hints[one.name]) is tuple)
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    )


def _compile(line: Any, wanted: Wanted) -> Field:
    if wanted.name in _KEYS:
        if not isinstance(line, str):
            raise BadTable(f"{wanted.name}: a key is a text")
        return compile_key(line, is_required=wanted.name != "conviction")
    if isinstance(line, str):
        return _first_of((line,), wanted)
    if isinstance(line, list) and any(isinstance(one, dict) for one in line):
        parts = [_compile(one, wanted) for one in line]
        return _one_after_another(parts) if wanted.items else _first_that_says(parts)
    if isinstance(line, list):
        return _first_of(tuple(line), wanted)
    if isinstance(line, dict):
        for word, compiler in _WORDS.items():
            if word in line:
                return compiler(line, wanted)
    raise BadTable(f"{wanted.name}: a line needs one of {', '.join(_WORDS)}")


def _first_of(texts: tuple[str, ...], wanted: Wanted) -> Field:
    paths = tuple(parse(text) for text in texts)
    one = wanted.of_one() if wanted.items in BY_TYPE else wanted

    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        return None if spot is None else wanted.made_of(spot)

    def read_all(at: Spot, around: Around) -> Any:
        spots = [spot for path in paths for spot in path.spots(at, around.beside)]
        return tuple(one.made_of(spot) for spot in spots if around.says(spot.value)) or None

    return Field(read if one is wanted else read_all, tuple((text, False) for text in texts))


def _is(line: dict[str, Any], wanted: Wanted) -> Field:
    value = marking(line["is"]) if wanted.name == "marking" else line["is"]
    return Field(lambda at, around: value)


def _there(line: dict[str, Any], wanted: Wanted) -> Field:
    texts = [line["there"]] if isinstance(line["there"], str) else line["there"]
    paths = tuple(parse(text) for text in texts)
    return Field(
        lambda at, around: around.first(paths, at) is not None,
        tuple((text, True) for text in texts),
    )


def _any(line: dict[str, Any], wanted: Wanted) -> Field:
    paths = tuple(parse(text) for text in line["any"])

    def read(at: Spot, around: Around) -> Any:
        given = [spot for path in paths if (spot := around.first((path,), at))]
        answers = {wanted.made_of(spot) for spot in given}
        return True in answers if answers else None

    return Field(read, tuple((text, False) for text in line["any"]))


def _missing(line: dict[str, Any], wanted: Wanted) -> Field:
    path = parse(line["missing"])
    return Field(lambda at, around: around.first((path,), at) is None, ((line["missing"], True),))


def _parts(line: dict[str, Any], wanted: Wanted) -> Field:
    if wanted.type is not str:
        raise BadTable(f"{wanted.name}: holds no text")
    parts = [_compile(one, wanted) for one in line["parts"]]

    def read(at: Spot, around: Around) -> Any:
        said = [part.read(at, around) for part in parts]
        return "\n".join(one for one in said if one) or None

    return Field(read, tuple(path for part in parts for path in part.covers))


def _each(line: dict[str, Any], wanted: Wanted) -> Field:
    if wanted.items is None:
        raise BadTable(f"{wanted.name}: holds one thing, not several")
    table = {name: inner for name, inner in line.items() if name not in ("each", "needs")}
    lines = compile_fields(table, wanted.items, place=wanted.name)
    each = parse(line["each"])
    needs = (parse(line["needs"]),) if "needs" in line else ()

    def read(at: Spot, around: Around) -> Any:
        spots = [spot for spot in each.spots(at, around.beside) if around.says(spot.value)]
        return (
            tuple(
                make(wanted.items, lines, spot, around)
                for spot in spots
                if not needs or around.first(needs, spot)
            )
            or None
        )

    return Field(read, covered(lines, line["each"]))


def _all(line: dict[str, Any], wanted: Wanted) -> Field:
    if wanted.items is not str:
        raise BadTable(f"{wanted.name}: does not hold texts")
    each, value, when = parse(line["all"]), parse(line["value"]), compile_when(line["when"])
    one = Wanted(wanted.name, str)

    def read(at: Spot, around: Around) -> Any:
        meant = [spot for spot in each.spots(at, around.beside) if when.holds(spot, around)]
        found = [text for spot in meant if (text := around.first((value,), spot))]
        return tuple(one.made_of(text) for text in found) or None

    inside = ((line["value"], False), *when.covers)
    return Field(read, tuple((below(line["all"], path), whole) for path, whole in inside))


def _first_that_says(parts: list[Field]) -> Field:
    def read(at: Spot, around: Around) -> Any:
        said = (part.read(at, around) for part in parts)
        return next((value for value in said if value is not None), None)

    return Field(read, tuple(path for part in parts for path in part.covers))


def _one_after_another(parts: list[Field]) -> Field:
    def read(at: Spot, around: Around) -> Any:
        return tuple(one for part in parts for one in part.read(at, around) or ()) or None

    return Field(read, tuple(path for part in parts for path in part.covers))


def _paragraphs(line: dict[str, Any], wanted: Wanted) -> Field:
    return compile_paragraphs(
        [(heading, _compile(part, wanted)) for heading, part in line["paragraphs"]]
    )


def covered(lines: Fields, each: str) -> tuple[tuple[str, bool], ...]:
    """The paths these lines cover, from where the path of their element starts."""
    return tuple(
        (below(each, path), whole) for line in lines.values() for path, whole in line.covers
    )


_WORDS: dict[str, Callable[[dict[str, Any], Wanted], Field]] = {
    "parts": _parts,
    "say": compile_say,
    "lines": compile_lines,
    "paragraphs": _paragraphs,
    "is": _is,
    "there": _there,
    "missing": _missing,
    "any": _any,
    "from": compile_from,
    "each": _each,
    "all": _all,
}
