"""An instrument: questions asked about a person, and what follows from the answers.

Pure: it is given answers and says which questions they lead to, what they score, which needs and
strengths they show, and why. Asking, keeping and signing belong to assessments.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from throughcare.foundation.packs.questionnaire import (
    AnswerNotOffered,
    Answers,
    Chosen,
    Condition,
    Example,
    Level,
    Need,
    Option,
    Question,
    Section,
    Strength,
    holds,
)
from throughcare.foundation.packs.results import Counted, Result, SectionResult
from throughcare.rules.reading import Rule, Words


class Instrument(Rule):
    """A questionnaire with its scoring, in one version."""

    about: Words
    begins_with_last_time: bool = False
    """Begun again, it has the answers signed last time: for facts that mostly stay as they are."""
    level: tuple[Level, ...] = ()
    section: tuple[Section, ...] = Field(min_length=1)
    need: tuple[Need, ...] = ()
    strength: tuple[Strength, ...] = ()
    example: tuple[Example, ...] = Field(min_length=1)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order asked."""
        return {question.id: question for section in self.section for question in section.question}

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every section by id, in the order asked."""
        return {section.id: section for section in self.section}

    @cached_property
    def is_scored(self) -> bool:
        """Whether anything follows from the answers here; else they are there for other rules."""
        return any(section.is_scored for section in self.section)

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Every level by id, from the least need to the greatest."""
        return {level.id: level for level in self.level}

    def chosen(self, answers: Answers) -> Chosen:
        """The options chosen for the questions these answers lead to. Raises AnswerNotOffered.

        An answer to a question that is not asked, or no longer, does not count.
        """
        chosen: dict[str, tuple[Option, ...]] = {}
        for question in self.questions.values():
            answer = answers.get(question.id)
            if answer and question.offered and holds(question.only_if, chosen):
                chosen[question.id] = question.chosen(answer)
        return chosen

    def questions_shown(self, answers: Answers) -> list[Question]:
        """The questions to ask, given the answers so far."""
        chosen = self.chosen(answers)
        return [each for each in self.questions.values() if holds(each.only_if, chosen)]

    def not_known_yet(self, answers: Answers) -> list[Question]:
        """The questions that are asked, want an answer and have none."""
        return [
            question
            for question in self.questions_shown(answers)
            if not question.optional and not answers.get(question.id)
        ]

    def result_of(self, answers: Answers) -> Result:
        """Points, levels, needs and strengths, with the reasons."""
        chosen = self.chosen(answers)
        not_known = {question.id: question.asks for question in self.not_known_yet(answers)}
        sections = tuple(
            self._scored(section, chosen, not_known)
            for section in self.section
            if section.is_scored
        )
        level_of = {section.id: section.level.id for section in sections}
        return Result(
            instrument=self.name,
            sections=sections,
            needs=tuple(n for n in self.need if self._is_shown(n, chosen, level_of[n.section])),
            strengths=tuple(s for s in self.strength if _any_holds(s.when, chosen)),
            not_known=tuple(not_known.values()),
        )

    def needs_shown_by(self, answers: Answers) -> list[Need]:
        """The needs these answers show, in the order of the pack."""
        return list(self.result_of(answers).needs)

    def wrong_examples(self) -> list[str]:
        """What is wrong with each worked example that does not come out as it says."""
        return [wrong for example in self.example for wrong in self._wrong_with(example)]

    def _scored(
        self, section: Section, chosen: Chosen, not_known: Mapping[str, str]
    ) -> SectionResult:
        counted = tuple(
            Counted(question.id, question.asks, option.says, option.points)
            for question in section.question
            for option in chosen.get(question.id, ())
        )
        points = sum(each.points for each in counted)
        return SectionResult(
            id=section.id,
            title=section.title,
            points=points,
            most=section.most_points,
            level=self.levels[section.level_at(points)],
            counted=counted,
            not_known=tuple(q.asks for q in section.question if q.id in not_known),
        )

    def _is_shown(self, need: Need, chosen: Chosen, level: str) -> bool:
        order = list(self.levels)
        reached = need.at_level is not None and order.index(level) >= order.index(need.at_level)
        return reached or _any_holds(need.when, chosen)

    def _wrong_with(self, example: Example) -> Iterable[str]:
        for id, answer in example.given.items():
            try:
                self.questions[id].check(answer)
            except AnswerNotOffered as refused:
                yield f"example {example.name!r}: {refused}"
                return
        result = self.result_of(example.given)
        came_out: dict[str, tuple[object, object]] = {
            "needs": ({need.id for need in result.needs}, example.needs),
            "strengths": ({each.id for each in result.strengths}, example.strengths),
        }
        for id, level in example.levels.items():
            came_out[f"level of {id}"] = (result.section(id).level.id, level)
        for id, points in example.points.items():
            came_out[f"points of {id}"] = (result.section(id).points, points)
        for what, (came, wanted) in came_out.items():
            if wanted is not None and came != wanted:
                yield f"example {example.name!r}: {what}: {_said(came)}, not {_said(wanted)}"

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        asked: dict[str, Question] = {}
        for section in self.section:
            self._check_levels(section)
            for question in section.question:
                if question.id in asked:
                    raise ValueError(f"the question {question.id!r} is asked twice")
                _check_condition(f"only_if of {question.id!r}", question.only_if, asked)
                asked[question.id] = question
        all_shown: list[Need | Strength] = [*self.need, *self.strength]
        scored = {section.id for section in self.section if section.is_scored}
        for shown in all_shown:
            if shown.section not in scored:
                raise ValueError(
                    f"{shown.id!r} belongs to no section with levels: {shown.section!r}"
                )
            for line in shown.when:
                _check_condition(f"when of {shown.id!r}", line, asked)
        self._check_names()
        return self

    def _check_levels(self, section: Section) -> None:
        if not section.is_scored:
            if section.most_points:
                raise ValueError(f"points in {section.id!r} count nowhere: it has no levels")
            return
        order, points = list(self.levels), list(section.levels.values())
        if list(section.levels) != [level for level in order if level in section.levels]:
            raise ValueError(f"levels of {section.id!r}: use {', '.join(order)}, in this order")
        if points[:1] != [0] or points != sorted(set(points)) or points[-1] > section.most_points:
            raise ValueError(
                f"levels of {section.id!r}: begin at 0, rise, and reach no further than "
                f"{section.most_points}, the most its answers can add up to"
            )

    def _check_names(self) -> None:
        needs, strengths = [each.id for each in self.need], [each.id for each in self.strength]
        for ids in (needs, strengths, [section.id for section in self.section]):
            if len(set(ids)) < len(ids):
                raise ValueError(f"an id is there twice among {', '.join(ids)}")
        for need in self.need:
            if need.at_level is not None and need.at_level not in self.levels:
                raise ValueError(f"at_level of {need.id!r} is no level: {need.at_level!r}")
        for example in self.example:
            names = {*example.needs, *(example.strengths or ())}
            names |= {*example.levels, *example.points}
            strangers = names - {*self.sections, *needs, *strengths}
            if strangers := strangers | ({*example.given} - {*self.questions}):
                raise ValueError(f"example {example.name!r} names {', '.join(sorted(strangers))}")


def _check_condition(place: str, condition: Condition, asked: Mapping[str, Question]) -> None:
    for id, answers in condition.items():
        if id not in asked:
            raise ValueError(f"{place}: {id!r} is not a question asked before")
        offered = [option.id for option in asked[id].offered]
        if not offered:
            raise ValueError(f"{place}: {id!r} is typed, and only what is chosen can be asked for")
        if strangers := [answer for answer in answers if answer not in offered]:
            raise ValueError(f"{place}: {strangers[0]!r} is not an answer to {id!r}")


def _any_holds(lines: Iterable[Condition], chosen: Chosen) -> bool:
    return any(holds(line, chosen) for line in lines)


def _said(came: object) -> str:
    return ", ".join(sorted(came)) or "none" if isinstance(came, (set, frozenset)) else str(came)
