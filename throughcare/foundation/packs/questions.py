"""One question of an instrument: what it asks, what can be answered, what is kept of an answer."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from throughcare.rules.reading import Part, Words

# As an answer is kept: of `one`, `yes-no` and what is typed a text (of a number its digits, of a
# date 2026-11-22); of `several` the options chosen; of `person` and `offence` what was picked, in
# words and where it is on the record; of `table` a row each, by column.
Answer = str | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, str]]
Answers = Mapping[str, Answer]

# The id of a question or of an option. It may have capitals: some are the names of a rule's inputs
# and the words it takes, so that answers can be handed to the rule as they are.
Called = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=80)
]

# Every question named must have one of the answers listed for it.
Condition = dict[Called, tuple[str, ...]]

Kind = Literal["one", "several", "yes-no", "text", "number", "date", "table", "person", "offence"]
Typed = Literal["text", "number", "date"]
PICKED = ("person", "offence")
"""Kinds answered by picking something the record knows, or by words where it does not."""


class Option(Part):
    """An answer that can be chosen, and the points it adds to its section."""

    id: Called
    says: Words
    points: int = Field(default=0, ge=0)
    alone: bool = False
    """Goes with none of the others ("None of these"), where several may be chosen."""
    gives: str | int | bool | None = None
    """What a rule is told of it, where that is not its id."""
    inputs: tuple[Called, ...] = ()
    """The inputs of rules it is, where several may be chosen and they are not called as it is."""
    also: tuple[Words, ...] = ()
    """What other systems call it, in messages that bring an answer."""

    @property
    def told(self) -> str | int | bool:
        return self.id if self.gives is None else self.gives

    @property
    def names_for_rules(self) -> tuple[str, ...]:
        """What rules call it, where several may be chosen and each is an input of its own."""
        return () if self.alone else self.inputs or (self.id,)


class Column(Part):
    """One column of a table: something short, chosen or typed, in every row."""

    id: Called
    title: Words
    kind: Literal["one", "text", "number", "date"] = "text"
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _offers_what_its_kind_offers(self) -> Self:
        if (self.kind == "one") is not bool(self.options):
            raise ValueError(f"{self.id!r} has options if its kind is `one`, and only then")
        return self

    def meant(self, said: str) -> str | None:
        """What would stand in the cell for something another system said."""
        if self.kind == "one":
            found = _meant(self.options, said)
            return found.id if found else None
        return said if self.takes(said) else None

    def takes(self, typed: str) -> bool:
        if self.kind == "one":
            return typed in {option.id for option in self.options}
        return is_typed(self.kind, typed)


class Known(Part):
    """What the record may know already: offered beside the question, with where it is from.

    `fact` is one the record gives by name (`assessments/queries/known.py` lists them); where a fact
    is one of several words, `means` says which option each of them is.
    """

    fact: Called
    means: dict[str, Called] = {}


class Question(Part):
    """One question. `{person}` in its words stands for the person's name."""

    id: Called
    asks: Words
    hint: str | None = None
    kind: Kind
    options: tuple[Option, ...] = ()
    points: dict[Literal["yes", "no"], int] = {}
    column: tuple[Column, ...] = ()
    least: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=0)
    digits: int | None = Field(default=None, ge=1)
    """A text that is a code of so many digits."""
    lies: Literal["anywhere", "past", "future"] = "anywhere"
    """Where a date lies from the day it is typed; today is in both."""
    only_if: Condition = {}
    """Asked only if these were answered so."""
    only_if_any: tuple[Condition, ...] = ()
    """Asked only if one of these lines holds as well; they look to the sections before."""
    optional: bool = False
    wanted_if: Condition = {}
    """Optional, but not where these were answered so."""
    was: tuple[Called, ...] = ()
    """What earlier versions, or the instrument this one begins with, called the same question."""
    anew: bool = False
    """Answered anew each time: what was said before is shown beside it, never carried over."""
    gives: tuple[Called, ...] = ()
    """The inputs of rules it answers, where they are not called as it is."""
    rules_out: tuple[Called, ...] = ()
    """The inputs of rules that a no to it says no to: what would be asked further is not asked."""
    known: Known | None = None
    factor: Called | None = None
    """The factor it is one aspect of: see `factors.py`."""

    @model_validator(mode="after")
    def _offers_what_its_kind_offers(self) -> Self:
        if self.kind in ("one", "several") and len(self.options) < 2:
            raise ValueError(f"{self.id!r} needs at least two options to choose from")
        if self.kind not in ("one", "several") and self.options:
            raise ValueError(f"{self.id!r} is a {self.kind} question and cannot have options")
        if self.points and self.kind != "yes-no":
            raise ValueError(f"{self.id!r}: points belong beside its options")
        ids = [option.id for option in self.options]
        if len(set(ids)) < len(ids):
            raise ValueError(f"{self.id!r} has two options with the same id")
        if self.kind != "several" and any(one.alone or one.inputs for one in self.options):
            raise ValueError(
                f"{self.id!r} takes one answer: each of its options is alone, and none is an input"
            )
        if (self.kind == "table") is not bool(self.column):
            raise ValueError(f"{self.id!r} has columns if it is a table, and only then")
        columns = [column.id for column in self.column]
        if len(set(columns)) < len(columns):
            raise ValueError(f"{self.id!r} has two columns with the same id")
        return self

    @model_validator(mode="after")
    def _bounds_what_its_kind_bounds(self) -> Self:
        if self.kind != "number" and (self.least, self.most) != (None, None):
            raise ValueError(f"{self.id!r}: least and most belong to a number")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"{self.id!r}: least is more than most")
        if self.kind != "text" and self.digits is not None:
            raise ValueError(f"{self.id!r}: digits belong to a text")
        if self.kind != "date" and self.lies != "anywhere":
            raise ValueError(f"{self.id!r}: only a date lies in the past or future")
        if self.wanted_if and not self.optional:
            raise ValueError(f"{self.id!r}: `wanted_if` belongs to a question that is optional")
        if self.kind in ("several", "table") and self.gives:
            raise ValueError(f"{self.id!r}: of a {self.kind} question no single answer is given on")
        if self.kind != "yes-no" and self.rules_out:
            raise ValueError(f"{self.id!r}: `rules_out` belongs to a question of yes or no")
        if self.known:
            offered = {option.id for option in self.offered}
            if strangers := sorted({*self.known.means.values()} - offered):
                raise ValueError(f"{self.id!r}: {strangers[0]!r} in `known` is none of its options")
        return self

    @property
    def offered(self) -> tuple[Option, ...]:
        """What can be chosen, yes and no included; nothing for what is typed."""
        if self.kind != "yes-no":
            return self.options
        return _yes_and_no(self.points.get("yes", 0), self.points.get("no", 0))

    @property
    def most_points(self) -> int:
        points = [option.points for option in self.offered]
        return sum(points) if self.kind == "several" else max(points, default=0)

    @property
    def names_for_rules(self) -> tuple[str, ...]:
        """What rules call the answer; of several options each is an input of its own."""
        if self.kind == "several":
            names = (name for option in self.options for name in option.names_for_rules)
            return tuple(dict.fromkeys(names))
        return self.gives or (self.id,)

    @property
    def told_to_rules(self) -> tuple[str, ...]:
        """Every input that some answer to it says something of."""
        return (*self.names_for_rules, *self.rules_out)

    def is_asked(self, chosen: "Chosen") -> bool:
        """Whether what was answered before calls for it."""
        if not self.only_if and not self.only_if_any:
            return True
        return holds(self.only_if, chosen) and (
            not self.only_if_any or any(holds(line, chosen) for line in self.only_if_any)
        )

    def asked_of(self, name: str) -> str:
        """The question in words, with the person's name in its place."""
        return self.asks.replace("{person}", name)

    def chosen(self, answer: Any) -> tuple[Option, ...]:
        """The options an answer names. Raises AnswerNotOffered."""
        named = (answer,) if isinstance(answer, str) else tuple(answer)
        found = tuple(option for option in self.offered if option.id in named)
        if len(found) < len(named) or (self.kind != "several" and len(named) > 1):
            offered = {option.id for option in found}
            strangers = [str(id) for id in named if id not in offered]
            if strangers or self.kind != "several":
                raise AnswerNotOffered(self, ", ".join(strangers or named))
        if len(found) > 1 and any(option.alone for option in found):
            raise AnswerNotOffered(self, ", ".join(named))
        return found

    def meant(self, said: str) -> Option | None:
        """The option another system means by a word of its own, if it is one we know."""
        return _meant(self.offered, said)

    def check(self, answer: Any) -> None:
        """Raise AnswerNotOffered unless this can be an answer, chosen, picked or typed."""
        if self.offered:
            self.chosen(answer)
        elif not self._takes(answer):
            raise AnswerNotOffered(self, str(answer))

    def _takes(self, answer: Any) -> bool:
        if self.kind == "table":
            return _is_rows(answer, self.column)
        if self.kind in PICKED:
            return _is_picked(answer)
        if not isinstance(answer, str) or not is_typed(self.kind, answer):
            return False
        if self.kind == "number":
            return self._is_within(int(answer))
        digits = self.digits
        return digits is None or (len(answer) == digits and _DIGITS.fullmatch(answer) is not None)

    def _is_within(self, number: int) -> bool:
        return (self.least is None or number >= self.least) and (
            self.most is None or number <= self.most
        )


@cache
def _yes_and_no(yes: int, no: int) -> tuple[Option, Option]:
    """The same two options each time: they are asked for at every answer."""
    return (
        Option(id="yes", says="Yes", points=yes, gives=True),
        Option(id="no", says="No", points=no, gives=False),
    )


class AnswerNotOffered(ValueError):
    """The answer is not one of those the question offers."""

    def __init__(self, question: Question, answer: str) -> None:
        super().__init__(f"{answer!r} is not an answer to {question.id!r}")
        self.question = question


Chosen = Mapping[str, tuple[Option, ...]]


def holds(condition: Condition, chosen: Chosen) -> bool:
    """Whether each question named has one of its answers among those chosen."""
    return all(
        any(option.id in wanted for option in chosen.get(question, ()))
        for question, wanted in condition.items()
    )


def is_typed(kind: str, typed: str) -> bool:
    """Whether a text is one of this kind as it is kept."""
    if kind == "number":
        return _NUMBER.fullmatch(typed) is not None
    return kind != "date" or _is_day(typed)


def _meant(options: Sequence[Option], said: str) -> Option | None:
    plain = _plain(said)
    return next(
        (one for one in options if plain in map(_plain, (one.id, one.says, *one.also))), None
    )


def _plain(text: str) -> str:
    """In small letters and without what is between words, which systems write as they like."""
    return _BETWEEN.sub("", text).casefold()


_BETWEEN = re.compile(r"[\W_]+")
_DIGITS = re.compile("[0-9]+")
_NUMBER = re.compile("0|[1-9][0-9]{0,14}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(typed: str) -> bool:
    try:
        return _DAY.fullmatch(typed) is not None and bool(date.fromisoformat(typed))
    except ValueError:
        return False


def _is_rows(answer: Any, columns: Sequence[Column]) -> bool:
    by_id = {column.id: column for column in columns}
    return (
        isinstance(answer, Sequence)
        and not isinstance(answer, str)
        and all(
            isinstance(row, Mapping)
            and row
            and row.keys() <= by_id.keys()
            and all(isinstance(cell, str) and by_id[id].takes(cell) for id, cell in row.items())
            for row in answer
        )
    )


def _is_picked(answer: Any) -> bool:
    return (
        isinstance(answer, Mapping)
        and {*answer} == {"says", "link"}
        and all(isinstance(text, str) for text in answer.values())
        and bool(answer["says"])
    )
