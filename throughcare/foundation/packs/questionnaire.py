"""The parts of an instrument around its questions: sections, domains, levels, needs, strengths,
what is worked out by rules, examples."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from throughcare.foundation.packs.questions import Called, Condition, Question
from throughcare.rules.reading import Id, Part, Words

ORDINARY = "ordinary"


class Level(Part):
    """How much help is needed."""

    id: Id
    title: Words


class Scored(Part):
    """Something with points that reach a level: a section, or questions from several."""

    id: Id
    title: Words
    # From how many points on each level is reached.
    levels: dict[Id, int] = {}

    @property
    def is_scored(self) -> bool:
        return bool(self.levels)

    def level_at(self, points: int) -> str:
        """The id of the highest level that so many points reach."""
        return max((needed, id) for id, needed in self.levels.items() if needed <= points)[1]


class Section(Scored):
    """Questions about one part of somebody's life, on one page.

    One without `levels` is not scored: its answers are there for what reads them.
    """

    about: str | None = None
    question: tuple[Question, ...] = Field(min_length=1)
    only_if: Condition = {}
    """Asked only if these were answered so: every question of it."""
    only_if_any: tuple[Condition, ...] = ()
    """Asked only if one of these lines holds as well: every question of it."""
    counts: tuple[Called, ...] = ()
    """The questions whose points make its level, where that is not all of them."""
    marking: Id = ORDINARY
    """The compartment its answers lie in, and what follows from them."""
    known_to_exist: bool = False
    """Whether who may not read it may know that it is there."""
    gives: Called | None = None
    """The input of a rule that its points are."""

    @model_validator(mode="before")
    @classmethod
    def _asks_all_of_it_only_if(cls, written: Any) -> Any:
        """Its conditions are those of each of its questions."""
        if not isinstance(written, dict) or not {"only_if", "only_if_any"} & {*written}:
            return written
        condition, lines = written.get("only_if", {}), written.get("only_if_any", ())
        if not isinstance(condition, dict) or not isinstance(lines, list | tuple):
            return written
        questions = [
            {
                **one,
                "only_if": {**condition, **one.get("only_if", {})},
                "only_if_any": one.get("only_if_any", ()) or lines,
            }
            for one in written.get("question", ())
        ]
        return {**written, "question": questions}

    @property
    def counted(self) -> tuple[Question, ...]:
        """The questions whose points make its level."""
        return tuple(q for q in self.question if not self.counts or q.id in self.counts)


class Domain(Scored):
    """Questions of one or several sections that are scored together."""

    of: tuple[Called, ...] = Field(min_length=1)
    answered: int = Field(default=1, ge=1)
    """How many of them must have an answer before anything is said."""


class WorksOut(Part):
    """A rule worked out from the answers, and from what is known of the person.

    An answer goes to the inputs its question names. `lists`: questions whose answers, in order, are
    an input that is a list. `results`: inputs that are what a rule before it came to, as
    "predictor.ogrs4.p_svrp_static"; of several the first that is known. `given`: what is always so.
    `only_if`: worked out only if these were answered so. `shown`: the results to show, all where
    none is named. `section`: where it lies, which says who may read what it comes to.
    """

    rule: Id
    only_if: Condition = {}
    lists: dict[Called, tuple[Called, ...]] = {}
    results: dict[Called, str | tuple[str, ...]] = {}
    given: dict[Called, str | int | bool] = {}
    shown: tuple[Called, ...] = ()
    section: Id | None = None

    @property
    def taken(self) -> dict[str, tuple[str, ...]]:
        """What of earlier rules each input is: the first of these that is known."""
        return {
            name: (what,) if isinstance(what, str) else what for name, what in self.results.items()
        }


class HarmLevelSaid(Part):
    """A question whose answer, once final, is the level of harm to a group of people in a setting.

    Its options are called as the levels of the code list are; `because` is where the reasons stand.
    """

    question: Called
    group: Id
    setting: Literal["community", "custody"]
    because: Called


class Step(Part):
    """Something to be done towards an objective, by whom and within how many working days."""

    title: Words
    who: Id
    within_working_days: int = Field(ge=1, le=520)


class Need(Part):
    """An objective a plan should have if any line of `when` holds, or its section's level is
    as high as `at_level`. A line may name a result as well: `"questionnaire.audit.zone"`."""

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

    What an example leaves out (strengths, levels, points, results) it does not test. `about` is
    what is known of the person, for rules that are worked out.
    """

    name: Words
    given: dict[Called, str | tuple[str, ...] | tuple[dict[Called, str], ...] | dict[str, str]]
    about: dict[Called, str | int | bool] = {}
    needs: frozenset[Id] = frozenset()
    strengths: frozenset[Id] | None = None
    levels: dict[Id, Id] = {}
    points: dict[Id, int] = {}
    comes_to: dict[Id, dict[Called, str | int | float | bool]] = {}
