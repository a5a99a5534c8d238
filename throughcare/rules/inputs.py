"""What a rule is given: each input with its kind, its bounds and how it may be written.

Three things are told apart where a value is missing: it was not asked, it was asked and is not
known, or it does not apply. None of them is ever zero unless the rule says so, in words.
"""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import model_validator

from throughcare.rules.conditions import Lines, any_holds, names_in
from throughcare.rules.errors import Refused
from throughcare.rules.reading import Part, Words
from throughcare.rules.values import (
    Kind,
    Kinds,
    Known,
    Name,
    Scalar,
    Value,
    key_of,
    kind_of,
    one_kind,
)

State = Literal["given", "not asked", "not known", "does not apply"]
YES = frozenset({"y", "yes", "true", "1"})
NO = frozenset({"n", "no", "false", "0"})
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class Input(Part):
    """One thing a rule may be given."""

    name: Name
    title: Words
    kind: Literal["number", "whole", "yes-no", "word", "date", "list", "record", "map"]
    required: bool = False
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] | dict[str, Scalar] = ()
    """Words that are accepted, whatever their capitals; or what each stands for."""
    not_known: tuple[str, ...] = ()
    """Words that say that it is not known."""
    not_applicable: tuple[str, ...] = ()
    """Words that say that it does not apply."""
    other_words: bool = False
    """Words beside those listed are taken as they are."""
    digits: int | None = None
    """A code of so many digits, which a number may have lost its leading zeros of."""
    lower_case: bool = False
    """Compared whatever its capitals."""
    also: tuple[Name, ...] = ()
    """Other names for the same input."""
    default: Scalar | None = None
    default_because: Words | None = None
    only_if: Lines = ()
    """It applies only if one of these holds of inputs before it."""
    field: tuple["Input", ...] = ()
    """What a record, or each record of a list, holds. A list without fields is of plain values."""
    of: Literal["number", "whole", "yes-no", "word", "date"] = "word"
    """Of what kind the values of a plain list or of a map are."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.default is None) is not (self.default_because is None) and not self.is_list:
            raise ValueError(f"{self.name}: a default says why, in default_because")
        if self.is_list and self.default is not None:
            raise ValueError(f"{self.name}: a list is taken as empty, by default_because alone")
        if self.default is not None and self.required:
            raise ValueError(f"{self.name}: what has a default is not required")
        if self.kind == "record" and not self.field:
            raise ValueError(f"{self.name}: a record has fields")
        return self

    @property
    def is_list(self) -> bool:
        return self.kind in ("list", "map")

    @cached_property
    def value_kind(self) -> Kind:
        """The kind of its value once taken in: a map becomes a list of key and value."""
        if self.kind == "map":
            return "list"
        if self.kind == "word" and isinstance(self.words, dict):
            return one_kind([kind_of(means) for means in self.words.values()], self.name)
        return self.kind

    @cached_property
    def kinds(self) -> Kinds:
        """The kind of every value this input gives, by name: a record's by its fields' names."""
        if self.kind == "record":
            return {
                f"{self.name}.{name}": kind
                for one in self.field
                for name, kind in one.kinds.items()
            }
        return {self.name: self.value_kind}

    @cached_property
    def item_kinds(self) -> Kinds:
        """The kinds of what each item of a list holds, by name."""
        if self.kind == "map":
            return {"key": "word", "value": self.of}
        if self.field:
            return {name: kind for one in self.field for name, kind in one.kinds.items()}
        return {"item": self.of}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @cached_property
    def accepted(self) -> Mapping[str, Scalar]:
        """What each accepted word stands for, by the word in small letters."""
        if isinstance(self.words, dict):
            return {said.casefold(): means for said, means in self.words.items()}
        return {word.casefold(): word for word in self.words}

    @cached_property
    def word_for(self) -> Mapping[float, str]:
        """The word a number stands for: the first that is taken as it, if it is not the number."""
        if not isinstance(self.words, dict):
            return {}
        numbers = [
            (means, word)
            for word, means in self.words.items()
            if not isinstance(means, (bool, str)) and word != key_of(means)
        ]
        return dict(reversed(numbers))

    @cached_property
    def says_not_known(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.not_known)

    @cached_property
    def says_not_applicable(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.not_applicable)

    def one(self, said: Any, where: str) -> Value:
        """A value as this input has it. Raises Refused."""
        value: Value = self._by_word(said) if self.words else None
        if value is None:
            if self.words and self.kind == "word" and not self.other_words:
                raise Refused(where, f"must be one of {', '.join(self.words)}")
            value = _READ[self.kind](said, self, where)
        self._check_bounds(value, where)
        return value

    def _by_word(self, said: Any) -> Scalar | None:
        if isinstance(said, str):
            return self.accepted.get(said.strip().casefold())
        return self.accepted.get(key_of(said)) if isinstance(said, (int, float)) else None

    def _check_bounds(self, value: Value, where: str) -> None:
        if (self.least is None and self.most is None) or not isinstance(value, (int, float)):
            return
        if self.least is not None and value < self.least:
            raise Refused(where, f"must be {self.least:g} or more")
        if self.most is not None and value > self.most:
            raise Refused(where, f"must be {self.most:g} or less")


def _number(said: Any, input: Input, where: str) -> float:
    if isinstance(said, str):
        try:
            said = float(said.strip())
        except ValueError:
            raise Refused(where, "must be a number") from None
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not math.isfinite(said):
        raise Refused(where, "must be a number")
    number: float = said
    return number


def _whole(said: Any, input: Input, where: str) -> int:
    try:
        number = _number(said, input, where)
    except Refused:
        raise Refused(where, "must be a whole number") from None
    if number != int(number):
        raise Refused(where, "must be a whole number")
    return int(number)


def _yes_or_no(said: Any, input: Input, where: str) -> bool:
    if isinstance(said, bool):
        return said
    word = str(said).strip().casefold()
    if word in YES or word in NO:
        return word in YES
    raise Refused(where, "must be yes or no")


def _word(said: Any, input: Input, where: str) -> str:
    if isinstance(said, bool) or not isinstance(said, (str, int)):
        raise Refused(where, "must be a word")
    word = str(said).strip()
    if input.digits is not None:
        word = word.zfill(input.digits)
        if len(word) != input.digits or not (word.isascii() and word.isdigit()):
            raise Refused(where, f"must be a code of {input.digits} digits")
    return word.casefold() if input.lower_case else word


def _day(said: Any, input: Input, where: str) -> date:
    if isinstance(said, date):
        return date(said.year, said.month, said.day)
    text = str(said).strip()[:10]
    try:
        if WRITTEN_DAY.match(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(where, "must be a date, written like 2026-11-22")


def _list(said: Any, input: Input, where: str) -> list[Value]:
    if not isinstance(said, (list, tuple)):
        raise Refused(where, "must be a list")
    return [_item(one, input, f"{where}.{n + 1}") for n, one in enumerate(said)]


def _item(said: Any, input: Input, where: str) -> Known:
    if input.field:
        if not isinstance(said, Mapping):
            raise Refused(where, "must be a record with named fields")
        return taken(input.field, said, within=f"{where}.")[0]
    return {"item": None if said in (None, "") else _READ[input.of](said, input, where)}


def _map(said: Any, input: Input, where: str) -> list[Value]:
    if not isinstance(said, Mapping):
        raise Refused(where, "must be names, each with a value")
    return [
        {"key": str(key), "value": _READ[input.of](value, input, f"{where}.{key}")}
        for key, value in said.items()
        if value is not None
    ]


_READ: dict[str, Any] = {
    "number": _number,
    "whole": _whole,
    "yes-no": _yes_or_no,
    "word": _word,
    "date": _day,
    "list": _list,
    "map": _map,
}


def taken(
    inputs: Iterable[Input], given: Mapping[str, Any], *, within: str = ""
) -> tuple[Known, dict[str, State]]:
    """Every input's value by name, None where there is none, and the state of each that is not
    given. Raises Refused for the first that cannot be worked with."""
    known: Known = {}
    states: dict[str, State] = {}
    for one in inputs:
        if one.kind == "record":
            _take_record(one, given, known, states, within)
        else:
            known[one.name] = _take(one, given, known, states, within)
    return known, states


def _take(
    one: Input, given: Mapping[str, Any], known: Known, states: dict[str, State], within: str
) -> Value:
    said, name, state = _said(one, given)
    if one.only_if and not any_holds(one.only_if, known):
        states[within + one.name] = "does not apply"
        return None
    if state == "given":
        return one.one(said, within + name)
    if one.required and state != "does not apply":
        raise Refused(within + one.name, "is needed")
    states[within + one.name] = state
    return [] if one.is_list and one.default_because else one.default


def _said(one: Input, given: Mapping[str, Any]) -> tuple[Any, str, State]:
    """What was said for an input, under which of its names, and in which state that leaves it."""
    state: State = "not asked"
    for name in one.names:
        if name not in given:
            continue
        said = given[name]
        word = said.strip().casefold() if isinstance(said, str) else None
        if said is None or word == "" or word in one.says_not_known:
            state = "not known"
        elif word in one.says_not_applicable:
            state = "does not apply"
        else:
            return said, name, "given"
    return None, one.name, state


def _take_record(
    one: Input, given: Mapping[str, Any], known: Known, states: dict[str, State], within: str
) -> None:
    said, name, state = _said(one, given)
    if state == "given" and not isinstance(said, Mapping):
        raise Refused(within + name, "must be a record with named fields")
    if one.required and state != "given":
        raise Refused(within + one.name, "is needed")
    inside, missing = taken(one.field, said or {}, within=f"{within}{one.name}.")
    known |= {f"{one.name}.{field}": value for field, value in inside.items()}
    if state == "given":
        states |= missing
    else:
        states[within + one.name] = state


def names_looked_at(inputs: Iterable[Input]) -> set[str]:
    """Names that the conditions of inputs look at."""
    return {name for one in inputs for when in one.only_if for name in names_in(when)}
