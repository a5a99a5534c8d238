"""An instrument: questions asked about a person, and what follows from the answers.

Pure: it is given answers and says which questions they lead to, what they score, which needs and
strengths they show, and why. Asking, keeping and signing belong to assessments.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from throughcare.foundation.packs import factors, hanging_together
from throughcare.foundation.packs.questionnaire import (
    ORDINARY,
    Domain,
    Example,
    HarmLevelSaid,
    Level,
    Need,
    Scored,
    Section,
    Strength,
    WorksOut,
)
from throughcare.foundation.packs.questions import (
    Answers,
    Chosen,
    Condition,
    Option,
    Question,
    holds,
)
from throughcare.foundation.packs.results import Counted, Result, SectionResult
from throughcare.rules.reading import Id, Part, Rule, Words


class Choice(Part):
    """Options that several questions share: `options = "how-often"` names them."""

    id: Id
    options: tuple[Option, ...] = Field(min_length=2)


class Instrument(Rule):
    """A questionnaire with its scoring, in one version.

    `marking`: the compartment all of it lies in; else whoever begins it says. `competence`: what
    somebody must hold to begin it, all of them. `sign_off`: the route of `signoff/routes.toml` by
    which it becomes final. `review_within_months`: when it is to be done again.
    """

    about: Words
    marking: Id | None = None
    competence: tuple[Id, ...] = ()
    sign_off: Id = "own"
    review_within_months: int | None = Field(default=None, ge=1, le=120)
    begins_with_last_time: bool = False
    """Begun again, it has the answers signed last time: for facts that mostly stay as they are."""
    begins_with: tuple[Id, ...] = ()
    """Other instruments whose newest signed answers it begins with, where questions are alike."""
    points_are: Literal["severity", "distance"] = "severity"
    """What more points mean over time: more of it, or further away. A distance of none is off the
    scale: there is nothing to change."""
    choice: tuple[Choice, ...] = ()
    aspect: tuple[factors.Aspect, ...] = ()
    level: tuple[Level, ...] = ()
    section: tuple[Section, ...] = Field(min_length=1)
    domain: tuple[Domain, ...] = ()
    works_out: tuple[WorksOut, ...] = ()
    harm_level: tuple[HarmLevelSaid, ...] = ()
    need: tuple[Need, ...] = ()
    strength: tuple[Strength, ...] = ()
    example: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, written: Any) -> Any:
        """Factors as questions, and shared options beside each question that names them."""
        if not isinstance(written, dict):
            return written
        return _with_choices(factors.spread(written))

    @property
    def in_short(self) -> str:
        """The first sentence of what it is."""
        first, stop, _rest = self.about.partition(". ")
        return first + "." if stop else self.about

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order asked."""
        return {question.id: question for section in self.section for question in section.question}

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every section by id, in the order asked."""
        return {section.id: section for section in self.section}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section each question is asked in, by the question's id."""
        return {question.id: section for section in self.section for question in section.question}

    @cached_property
    def is_scored(self) -> bool:
        """Whether anything follows from the answers here; else they are there for other rules."""
        return any(scored.is_scored for scored in (*self.section, *self.domain))

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Every level by id, from the least need to the greatest."""
        return {level.id: level for level in self.level}

    @cached_property
    def markings(self) -> tuple[str, ...]:
        """The compartments of its sections, the ordinary one among them, in the order asked."""
        return tuple(dict.fromkeys([ORDINARY, *(section.marking for section in self.section)]))

    def narrowed(self, markings: Iterable[str]) -> "Instrument":
        """The same without the sections of other compartments, and without what follows from them.

        What is left never asks for an answer in a section that is gone: the pack is refused if it
        could.
        """
        kept = {section.id for section in self.section if section.marking in markings}
        if len(kept) == len(self.section):
            return self
        asked = {q.id for section in self.section if section.id in kept for q in section.question}
        return self.model_construct(
            **{
                **{name: getattr(self, name) for name in type(self).model_fields},
                "section": tuple(one for one in self.section if one.id in kept),
                "domain": tuple(one for one in self.domain if asked.issuperset(one.of)),
                "works_out": tuple(
                    one for one in self.works_out if one.section is None or one.section in kept
                ),
                "need": tuple(one for one in self.need if one.section in kept),
                "strength": tuple(one for one in self.strength if one.section in kept),
            }
        )

    def chosen(self, answers: Answers) -> Chosen:
        """The options chosen for the questions these answers lead to. Raises AnswerNotOffered.

        An answer to a question that is not asked, or no longer, does not count.
        """
        chosen: dict[str, tuple[Option, ...]] = {}
        for question in self.questions.values():
            answer = answers.get(question.id)
            if answer and question.offered and question.is_asked(chosen):
                chosen[question.id] = question.chosen(answer)
        return chosen

    def questions_shown(self, answers: Answers) -> list[Question]:
        """The questions to ask, given the answers so far."""
        chosen = self.chosen(answers)
        return [each for each in self.questions.values() if each.is_asked(chosen)]

    def is_wanted(self, question: Question, chosen: Chosen) -> bool:
        """Whether a question that is asked may not stay open."""
        if not question.optional:
            return True
        return bool(question.wanted_if) and holds(question.wanted_if, chosen)

    def not_known_yet(self, answers: Answers) -> list[Question]:
        """The questions that are asked, want an answer and have none."""
        chosen = self.chosen(answers)
        return [
            question
            for question in self.questions.values()
            if question.is_asked(chosen)
            and self.is_wanted(question, chosen)
            and not answers.get(question.id)
        ]

    def result_of(self, answers: Answers, *, came_to: Chosen | None = None) -> Result:
        """Points, levels, needs and strengths, with the reasons.

        `came_to`: what the rules it works out came to, where a need asks for that.
        """
        chosen = self.chosen(answers)
        not_known = {question.id: question.asks for question in self.not_known_yet(answers)}
        sections = tuple(
            self._scored(section, section.counted, chosen, not_known)
            for section in self.section
            if section.is_scored
        )
        level_of = {section.id: section.level.id for section in sections}
        known = {**chosen, **(came_to or {})}
        return Result(
            instrument=self.name,
            sections=sections + self._domains(chosen, not_known),
            needs=tuple(n for n in self.need if self._is_shown(n, known, level_of)),
            strengths=tuple(s for s in self.strength if any_holds(s.when, known)),
            not_known=tuple(not_known.values()),
        )

    def needs_shown_by(self, answers: Answers) -> list[Need]:
        """The needs these answers show, in the order of the pack."""
        return list(self.result_of(answers).needs)

    def _domains(self, chosen: Chosen, not_known: Mapping[str, str]) -> tuple[SectionResult, ...]:
        """Those of which enough has been answered."""
        return tuple(
            self._scored(domain, [self.questions[id] for id in domain.of], chosen, not_known)
            for domain in self.domain
            if sum(id in chosen for id in domain.of) >= domain.answered
        )

    def _scored(
        self,
        scored: Scored,
        questions: Iterable[Question],
        chosen: Chosen,
        not_known: Mapping[str, str],
    ) -> SectionResult:
        questions = tuple(questions)
        counted = tuple(
            Counted(question.id, question.asks, option.says, option.points)
            for question in questions
            for option in chosen.get(question.id, ())
        )
        points = sum(each.points for each in counted)
        return SectionResult(
            id=scored.id,
            title=scored.title,
            points=points,
            most=sum(question.most_points for question in questions),
            level=self.levels[scored.level_at(points)],
            counted=counted,
            not_known=tuple(q.asks for q in questions if q.id in not_known),
        )

    def _is_shown(self, need: Need, chosen: Chosen, level_of: Mapping[str, str]) -> bool:
        if any_holds(need.when, chosen):
            return True
        order, level = list(self.levels), level_of.get(need.section)
        if need.at_level is None or level is None:
            return False
        return order.index(level) >= order.index(need.at_level)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        hanging_together.check(self)
        return self


def any_holds(lines: Iterable[Condition], chosen: Chosen) -> bool:
    """Whether any line holds."""
    return any(holds(line, chosen) for line in lines)


def _with_choices(written: dict[str, Any]) -> dict[str, Any]:
    shared = {
        one["id"]: one.get("options", ())
        for one in written.get("choice", ())
        if isinstance(one, dict) and "id" in one
    }

    def filled(question: Any) -> Any:
        named = question.get("options") if isinstance(question, dict) else None
        if not isinstance(named, str):
            return question
        if named not in shared:
            raise ValueError(f"{question.get('id')!r}: there is no [[choice]] {named!r}")
        return {**question, "options": shared[named]}

    return {
        **written,
        "section": [
            {**one, "question": [filled(question) for question in one["question"]]}
            if isinstance(one, dict) and isinstance(one.get("question"), list | tuple)
            else one
            for one in written.get("section", ())
        ],
    }
