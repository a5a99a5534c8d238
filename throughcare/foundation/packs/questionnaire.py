"""The parts of an instrument: questions, sections, levels of need, needs, strengths, examples."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from throughcare.rules.reading import Id, Part, Words

Answer = str | Sequence[str]
Answers = Mapping[str, Answer]

# The id of a question or of an option. It may have capitals: some are the names of a rule's inputs
# and the words it takes, so that answers can be handed to the rule as they are.
Called = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=80)
]

# Every question named must have one of the answers listed for it.
Condition = dict[Called, tuple[str, ...]]


class Option(Part):
    """An answer that can be chosen, and the points it adds to its section."""

    id: Called
    says: Words
    points: int = Field(default=0, ge=0)
    alone: bool = False
    """Goes with none of the others ("None of these"), where several may be chosen."""


class Question(Part):
    """One question. `{person}` in its words stands for the person's name.

    Every answer is kept as text: of a number its digits, of a date 2026-11-22.
    """

    id: Called
    asks: Words
    hint: str | None = None
    kind: Literal["one", "several", "yes-no", "text", "number", "date"]
    options: tuple[Option, ...] = ()
    points: dict[Literal["yes", "no"], int] = {}
    least: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=0)
    digits: int | None = Field(default=None, ge=1)
    """A text that is a code of so many digits."""
    lies: Literal["anywhere", "past", "future"] = "anywhere"
    """Where a date lies from the day it is typed; today is in both."""
    only_if: Condition = {}
    optional: bool = False

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
        if self.kind != "several" and any(option.alone for option in self.options):
            raise ValueError(f"{self.id!r} takes one answer: each of its options is alone")
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
        return self

    @property
    def offered(self) -> tuple[Option, ...]:
        """What can be chosen, yes and no included; nothing for what is typed."""
        if self.kind != "yes-no":
            return self.options
        return (
            Option(id="yes", says="Yes", points=self.points.get("yes", 0)),
            Option(id="no", says="No", points=self.points.get("no", 0)),
        )

    @property
    def most_points(self) -> int:
        points = [option.points for option in self.offered]
        return sum(points) if self.kind == "several" else max(points, default=0)

    def asked_of(self, name: str) -> str:
        """The question in words, with the person's name in its place."""
        return self.asks.replace("{person}", name)

    def chosen(self, answer: Answer) -> tuple[Option, ...]:
        """The options an answer names. Raises AnswerNotOffered."""
        named = (answer,) if isinstance(answer, str) else tuple(answer)
        offered = {option.id for option in self.offered}
        strangers = [id for id in named if id not in offered]
        if strangers or (self.kind != "several" and len(named) > 1):
            raise AnswerNotOffered(self, ", ".join(strangers or named))
        found = tuple(option for option in self.offered if option.id in named)
        if len(found) > 1 and any(option.alone for option in found):
            raise AnswerNotOffered(self, ", ".join(named))
        return found

    def check(self, answer: Answer) -> None:
        """Raise AnswerNotOffered unless this can be an answer, chosen or typed."""
        if self.offered:
            self.chosen(answer)
        elif not isinstance(answer, str) or not self._takes(answer):
            raise AnswerNotOffered(self, str(answer))

    def _takes(self, typed: str) -> bool:
        if self.kind == "number":
            return _NUMBER.fullmatch(typed) is not None and self._is_within(int(typed))
        if self.kind == "date":
            return _is_day(typed)
        digits = self.digits
        return digits is None or (len(typed) == digits and _DIGITS.fullmatch(typed) is not None)

    def _is_within(self, number: int) -> bool:
        return (self.least is None or number >= self.least) and (
            self.most is None or number <= self.most
        )


_DIGITS = re.compile("[0-9]+")
_NUMBER = re.compile("0|[1-9][0-9]{0,14}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(typed: str) -> bool:
    try:
        return _DAY.fullmatch(typed) is not None and bool(date.fromisoformat(typed))
    except ValueError:
        return False


class AnswerNotOffered(ValueError):
    """The answer is not one of those the question offers."""

    def __init__(self, question: Question, answer: str) -> None:
        super().__init__(f"{answer!r} is not an answer to {question.id!r}")
        self.question = question


class Level(Part):
    """How much help is needed."""

    id: Id
    title: Words


class Section(Part):
    """Questions about one part of somebody's life, on one page.

    One without `levels` is not scored: its answers are there for what reads them.
    """

    id: Id
    title: Words
    about: str | None = None
    question: tuple[Question, ...] = Field(min_length=1)
    # From how many points on each level of need is reached.
    levels: dict[Id, int] = {}

    @property
    def is_scored(self) -> bool:
        return bool(self.levels)

    @property
    def most_points(self) -> int:
        return sum(question.most_points for question in self.question)

    def level_at(self, points: int) -> str:
        """The id of the highest level that so many points reach."""
        return max((needed, id) for id, needed in self.levels.items() if needed <= points)[1]


class Step(Part):
    """Something to be done towards an objective, by whom and within how many working days."""

    title: Words
    who: Id
    within_working_days: int = Field(ge=1, le=520)


class Need(Part):
    """An objective a plan should have if any line of `when` holds, or its section's level is
    as high as `at_level`."""

    id: Id
    section: Id
    title: Words
    when: tuple[Condition, ...] = ()
    at_level: Id | None = None
    within_working_days: int = Field(ge=1, le=520)
    step: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _can_be_shown(self) -> Self:
        if not self.when and self.at_level is None:
            raise ValueError(f"{self.id!r} has neither `when` nor `at_level`: nothing can show it")
        return self


class Strength(Part):
    """Something to build on, shown if any line of `when` holds."""

    id: Id
    section: Id
    title: Words
    when: tuple[Condition, ...] = Field(min_length=1)


class Example(Part):
    """Somebody made up, and what the rules must come to for them; run whenever the pack is checked.

    What an example leaves out (strengths, levels, points) it does not test.
    """

    name: Words
    given: dict[Called, str | tuple[str, ...]]
    needs: frozenset[Id] = frozenset()
    strengths: frozenset[Id] | None = None
    levels: dict[Id, Id] = {}
    points: dict[Id, int] = {}


Chosen = Mapping[str, tuple[Option, ...]]


def holds(condition: Condition, chosen: Chosen) -> bool:
    """Whether each question named has one of its answers among those chosen."""
    return all(
        any(option.id in wanted for option in chosen.get(question, ()))
        for question, wanted in condition.items()
    )
