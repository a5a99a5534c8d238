"""The values rules work with, what kinds there are, and how they are written down."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor
from typing import Annotated, Any, Literal

from pydantic import StrictBool, StrictFloat, StrictInt, StrictStr, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$")]
Scalar = StrictBool | StrictInt | StrictFloat | StrictStr
Value = Any
"""A number, a word, yes or no, a day, a list of these or of records; None where not known."""
Known = dict[str, Value]
"""Everything given or worked out so far, by name."""

Kind = Literal["number", "whole", "yes-no", "word", "date", "list", "record", "nothing"]
Kinds = Mapping[str, Kind]
Way = Literal["half-up", "down", "up"]

NUMBERS: tuple[Kind, ...] = ("number", "whole", "yes-no")
"""Kinds that count: yes is one, no is nothing."""

NEAR = 1e-6
"""So near to where rounding turns, binary fractions cannot be trusted to say on which side."""


def rounded(number: float, decimals: int, way: Way) -> float:
    """A number to so many decimals, by what its shortest decimal writing says.

    1.005 is half-way to two decimals although its binary fraction lies a little below. Cutting
    down or up forgives a thousand-millionth, which is how far a sum of fractions goes astray.
    """
    scale = float(10**decimals)
    scaled = number * scale
    if way == "down":
        whole = floor(scaled + 1e-9)
    elif way == "up":
        whole = ceil(scaled - 1e-9)
    elif abs(scaled - floor(scaled) - 0.5) < NEAR:
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    else:
        whole = floor(scaled + 0.5)
    return whole / scale


def key_of(value: Value) -> str:
    """How a table is asked for a value: 2 and 2.0 are "2", yes is "yes"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def kind_of(literal: Any) -> Kind:
    """The kind of something written in a rule."""
    if literal is None:
        return "nothing"
    if isinstance(literal, bool):
        return "yes-no"
    if isinstance(literal, int):
        return "whole"
    if isinstance(literal, float):
        return "number"
    if isinstance(literal, date):
        return "date"
    return "list" if isinstance(literal, (list, tuple)) else "word"


def one_kind(kinds: list[Kind], where: str) -> Kind:
    """The kind values have together. Raises ValueError if a number could be a word."""
    found = {kind for kind in kinds if kind != "nothing"}
    if len(found) > 1 and found <= {"number", "whole"}:
        return "number"
    if len(found) > 1:
        raise ValueError(f"{where}: {' and '.join(sorted(found))} in one place")
    return found.pop() if found else "nothing"


def plain(value: Value) -> Any:
    """A value as JSON has it: a day is written 2026-11-22."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value
