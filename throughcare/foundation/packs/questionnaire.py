"""The parts of an instrument: questions, sections, levels of need, needs, strengths, examples."""

from collections.abc import Mapping, Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Id, Part, Words

Answer = str | Sequence[str]
Answers = Mapping[str, Answer]

# Every question named must have one of the answers listed for it.
Condition = dict[Id, tuple[str, ...]]


class Option(Part):
    """An answer that can be chosen, and the points it adds to its section."""

    id: Id
    says: Words
    points: int = Field(default=0, ge=0)


class Question(Part):
    """One question. `{person}` in its words stands for the person's name."""

    id: Id
    asks: Words
    hint: str | None = None
    kind: Literal["one", "several", "yes-no", "text"]
    options: tuple[Option, ...] = ()
    points: dict[Literal["yes", "no"], int] = {}
    only_if: Condition = {}
    optional: bool = False

    @model_validator(mode="after")
    def _offers_what_its_kind_offers(self) -> Self:
        if self.kind in ("one", "several") and len(self.options) < 2:
            raise ValueError(f"{self.id!r} needs at least two options to choose from")
        if self.kind in ("yes-no", "text") and self.options:
            raise ValueError(f"{self.id!r} is a {self.kind} question and cannot have options")
        if self.points and self.kind != "yes-no":
            raise ValueError(f"{self.id!r}: points belong beside its options")
        ids = [option.id for option in self.options]
        if len(set(ids)) < len(ids):
            raise ValueError(f"{self.id!r} has two options with the same id")
        return self

    @property
    def offered(self) -> tuple[Option, ...]:
        """What can be chosen, yes and no included; nothing for free text."""
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
        return tuple(option for option in self.offered if option.id in named)


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
    """Questions about one part of somebody's life, on one page."""

    id: Id
    title: Words
    about: str | None = None
    question: tuple[Question, ...] = Field(min_length=1)
    # From how many points on each level of need is reached.
    levels: dict[Id, int]

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
    given: dict[Id, str | tuple[str, ...]]
    needs: frozenset[Id]
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
