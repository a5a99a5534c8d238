"""Reading fields whose values have to be put into our words: codes, labels, parts of texts."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.around import (
    TEXT,
    Around,
    BadTable,
    BadValue,
    Field,
    Reader,
    Wanted,
    marking,
)
from throughcare.exchange.paths import Path, Spot, parse
from throughcare.exchange.values import NotOfThatKind, as_text, kind_of
from throughcare.foundation.packs import pack

_AS_GIVEN = "as given"
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_ORDER_KINDS = {"custody": "custodial"}


def compile_from(spec: dict[str, Any], wanted: Wanted) -> Field:
    """A line with `from`: a value that is not taken as it stands. Raises BadTable."""
    texts = (spec["from"],) if isinstance(spec["from"], str) else tuple(spec["from"])
    paths = tuple(parse(text) for text in texts)
    if "list" in spec:
        read = _by_list(spec, paths)
    elif "map" in spec:
        read = _by_map(spec, paths, wanted)
    elif "find" in spec:
        read = _by_pattern(re.compile(spec["find"]), paths, wanted)
    elif "divide" in spec:
        read = _divided(Decimal(spec["divide"]), paths, wanted)
    elif "with" in spec:
        read = _joined(spec["with"], paths)
    elif spec.get("not"):
        read = _turned(paths, wanted)
    elif "unless" in spec:
        read = _plain(paths, wanted)
    else:
        raise BadTable(f"{wanted.name}: from, and then?")
    if "unless" in spec:
        read = _unless(parse(spec["unless"]), read)
        texts = (*texts, spec["unless"])
    return Field(read, tuple((text, "list" in spec) for text in texts))


def _by_list(spec: dict[str, Any], paths: tuple[Path, ...]) -> Reader:
    """A code of a list, whether the message gives a code, a label or both."""
    name = spec["list"]
    meant = MEANT.get(name) or (lambda said: _listed(name, said))
    otherwise = spec.get("otherwise")

    but_not = {text.casefold() for text in spec.get("but_not", [])}
    patterns = [(re.compile(text), code) for text, code in spec.get("patterns", {}).items()]
    in_words = spec.get("words", False)

    def read(at: Spot, around: Around) -> Any:
        given = [spot for path in paths if (spot := around.first((path,), at))]
        if not given:
            return None
        said = [text for spot in given for text in code_and_words(spot) if text]
        shaped = (code for text in said for pattern, code in patterns if pattern.search(text))
        known = next((found for text in said if (found := _meant(meant, text))), None)
        known = known or next(shaped, None)
        if known or not but_not.isdisjoint(text.casefold() for text in said):
            return pack().code_list(name).title_of(known) if known and in_words else known
        code, words = code_and_words(given[0])
        around.notes.unknown_codes.add((name, code, words or (said[1] if len(said) > 1 else "")))
        if otherwise == _AS_GIVEN and said:
            return said[-1] if in_words else said[0]
        return otherwise

    return read


def _meant(meant: Callable[[str], str | None], said: str) -> str | None:
    """What is meant; where words end in brackets ("Custody (12 Months)"), also without those."""
    bare = _BRACKETS.sub("", said)
    return meant(said) or (meant(bare) if bare and bare != said else None)


def _listed(name: str, said: str) -> str | None:
    found = pack().code_list(name).find(said)
    return found.code if found else None


MEANT: dict[str, Callable[[str], str | None]] = {
    "flag-type": lambda said: found.id if (found := pack().flag_type_meant(said)) else None,
    "appointment-type": lambda said: (
        found.code if (found := pack().appointment_type_meant(said)) else None
    ),
    "outcome": lambda said: found.code if (found := pack().outcome_meant(said)) else None,
    "order-kind": lambda said: _order_kind(said),
}
"""Lists that are not among the pack's code lists, by what finds an entry in them."""


def _order_kind(said: str) -> str | None:
    """Community, suspended, custodial or other: the group of the sentence on the pack's list."""
    types = pack().code_list("sentence-type")
    found = types.find(said)
    if found and "suspended" in found.code:
        return "suspended"
    group = found.group if found else said.casefold()
    if group not in {one.group for one in types}:
        return None
    return _ORDER_KINDS.get(group or "", group)


def code_and_words(spot: Spot) -> tuple[str, str]:
    """Code and words of a value that may be either, or an object of both."""
    if not isinstance(spot.value, dict):
        try:
            return as_text(spot.value).strip(), ""
        except NotOfThatKind as error:
            raise BadValue(spot.pointer, str(error)) from None
    parts = [spot.value.get(name) for name in ("code", "description")]
    if any(isinstance(part, (dict, list)) for part in parts):
        raise BadValue(spot.pointer, _("should be a code and its words"))
    return str(parts[0] or "").strip(), str(parts[1] or "").strip()


def _by_map(spec: dict[str, Any], paths: tuple[Path, ...], wanted: Wanted) -> Reader:
    table = {key.casefold(): value for key, value in spec["map"].items()}
    otherwise, is_quiet = spec.get("otherwise"), spec.get("quiet", False)
    if wanted.name == "marking":
        table = {key: marking(value) for key, value in table.items()}
        otherwise = marking(otherwise)

    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        if spot is None:
            return None
        if isinstance(spot.value, (dict, list)):
            reason = _("should be text, but is %(kind)s") % {"kind": kind_of(spot.value)}
            raise BadValue(spot.pointer, reason)
        said = str(spot.value).strip()
        if said.casefold() not in table:
            if not is_quiet:
                around.notes.unknown_codes.add((wanted.name, said, ""))
            return wanted.made_of(spot) if otherwise == _AS_GIVEN else otherwise
        return table[said.casefold()]

    return read


def _by_pattern(pattern: re.Pattern[str], paths: tuple[Path, ...], wanted: Wanted) -> Reader:
    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        found = pattern.search(str(spot.value)) if spot else None
        return wanted.made_of(Spot(found[1], spot.pointer)) if spot and found else None

    return read


def _divided(by: Decimal, paths: tuple[Path, ...], wanted: Wanted) -> Reader:
    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        return None if spot is None else wanted.made_of(spot) / by

    return read


def _plain(paths: tuple[Path, ...], wanted: Wanted) -> Reader:
    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        return None if spot is None else wanted.made_of(spot)

    return read


def _unless(path: Path, read: Reader) -> Reader:
    """Not read where another value says yes: an officer who is only a placeholder."""

    def read_unless(at: Spot, around: Around) -> Any:
        spot = around.first((path,), at)
        return None if spot and spot.value is True else read(at, around)

    return read_unless


def _joined(between: str, paths: tuple[Path, ...]) -> Reader:
    def read(at: Spot, around: Around) -> Any:
        said = [
            TEXT.made_of(spot).strip()
            for path in paths
            for spot in path.spots(at, around.beside)
            if around.says(spot.value)
        ]
        return between.join(said) or None

    return read


def _turned(paths: tuple[Path, ...], wanted: Wanted) -> Reader:
    def read(at: Spot, around: Around) -> Any:
        spot = around.first(paths, at)
        return None if spot is None else not wanted.made_of(spot)

    return read
