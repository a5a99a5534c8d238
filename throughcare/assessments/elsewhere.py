"""Assessments made in other systems: what their answers mean here, and whether what follows from
them there is what follows here. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from django.utils.translation import gettext as _

from throughcare.assessments.case import about
from throughcare.assessments.facts import AnswerFacts
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, Replies, Reply, answers
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import AnswerNotOffered, Answers, Chosen, Question
from throughcare.foundation.packs.results import Result
from throughcare.foundation.packs.working_out import WorkedOut, worked_out
from throughcare.foundation.ui.dates import written_day
from throughcare.rules.errors import NoSuchRule
from throughcare.rules.ruleset import RuleSet

Verdict = Literal["same", "differs", "not-compared"]
_YES, _NO = "yes", "no"


def replies_in(instrument: Instrument, told: Iterable[AnswerFacts]) -> dict[str, Reply]:
    """The replies these answers are. What is none of the answers a question has here is kept as
    given, in the note of a reply that is not known yet."""
    by_question: dict[str, list[AnswerFacts]] = defaultdict(list)
    for one in told:
        by_question[one.question].append(one)
    found = {id: _reply(instrument.questions[id], several) for id, several in by_question.items()}
    return {id: reply for id, reply in found.items() if reply}


def _reply(question: Question, told: list[AnswerFacts]) -> Reply | None:
    value, strange = _READ.get(question.kind, _typed)(question, told)
    note = ""
    if strange:
        note = _("Given there: “%(said)s”. That is none of the answers here.") % {
            "said": "”, “".join(strange)
        }
    if value is None:
        return Reply(NOT_KNOWN, None, note) if strange else None
    return Reply(ANSWERED, value, note)


Read = tuple[Any, list[str]]
"""A value, or None; and what could not be taken, as given."""


def _chosen(question: Question, told: list[AnswerFacts]) -> Read:
    said = told[-1].said
    option = question.meant(said)
    return (option.id, []) if option else (None, [said])


def _several(question: Question, told: list[AnswerFacts]) -> Read:
    """Each is yes or no to an option, or names one."""
    chosen: list[str] = []
    strange: list[str] = []
    for one in told:
        if one.option:
            if _squeezed(one.said) != _NO:
                chosen.append(one.option)
        elif option := question.meant(one.said):
            chosen.append(option.id)
        else:
            strange.append(one.said)
    alone = next((option.id for option in question.options if option.alone), None)
    if (
        not chosen
        and alone
        and {one.option for one in told}
        >= {option.id for option in question.options if not option.alone}
    ):
        chosen = [alone]  # no was said to every one of them
    return list(dict.fromkeys(chosen)) or None, strange


def _rows(question: Question, told: list[AnswerFacts]) -> Read:
    first = question.column[0]
    columns = {column.id: column for column in question.column}
    rows: dict[str, dict[str, str]] = {}
    strange: list[str] = []
    for one in told:
        cell = columns[one.column].meant(one.said)
        if cell is None:
            strange.append(one.said)
        else:
            rows.setdefault(one.option, {first.id: one.option})[one.column] = cell
    return list(rows.values()) or None, strange


def _typed(question: Question, told: list[AnswerFacts]) -> Read:
    """What was typed; several texts one below the other. Of a moment the day counts."""
    said = "\n\n".join(dict.fromkeys(one.said for one in told))
    value = said[:10] if question.kind == "date" else said
    try:
        question.check(value)
    except AnswerNotOffered:
        return None, [said]
    return value, []


_READ = {"one": _chosen, "yes-no": _chosen, "several": _several, "table": _rows}


def as_marked(instrument: Instrument, markings: Mapping[str, int]) -> Instrument:
    """The same with these questions' sections in the compartments their messages put them in."""
    ids = {one.number: one.id for one in pack().markings.values()}
    of_section = {
        instrument.section_of[question].id: ids[marking]
        for question, marking in sorted(markings.items(), key=lambda one: one[1])
        if marking in ids and marking
    }
    if not of_section:
        return instrument
    fields = {name: getattr(instrument, name) for name in type(instrument).model_fields}
    sections = tuple(
        one.model_copy(update={"marking": of_section[one.id]}) if one.id in of_section else one
        for one in instrument.section
    )
    return instrument.model_construct(**{**fields, "section": sections})


@dataclass(frozen=True)
class Compared:
    """One thing that follows from the answers, as it was said there and as it comes out here."""

    of: str
    title: str
    theirs: str
    ours: str
    why: str
    """Why it may differ, or why it could not be compared."""
    verdict: Verdict


Said = Sequence[Mapping[str, str]]
"""What was said: `of`, `said` and perhaps `by`. Messages may say different things of the same."""


def compare(
    instrument: Instrument, replies: Replies, said: Said, *, person: Any, on: date
) -> list[Compared]:
    """Everything the other system said, beside what these replies come to by the rules of the day.

    Where it gave the points of a section and from how many a need begins, the need is compared too.
    """
    case = _Case(instrument, replies, person, on)
    found = [case.compared(**one) for one in said]
    begins = {one["of"].removeprefix("need-from."): one["said"] for one in said}
    for one in said:
        kind, _, section = one["of"].partition(".")
        if kind == "points" and section in begins:
            found.append(case.need(section, one["said"], begins[section]))
    return [*found, *case.not_taken()]


@dataclass(frozen=True)
class _Case:
    instrument: Instrument
    replies: Replies
    person: Any
    on: date

    @cached_property
    def given(self) -> Answers:
        asked = self.instrument.questions
        return answers({id: reply for id, reply in self.replies.items() if id in asked})

    @cached_property
    def chosen(self) -> Chosen:
        return self.instrument.chosen(self.given)

    @cached_property
    def result(self) -> Result:
        return self.instrument.result_of(self.given)

    @cached_property
    def came_to(self) -> Mapping[str, WorkedOut]:
        """What each rule comes to, by its id."""
        person = self.person
        found = worked_out(
            self.instrument,
            self.given,
            about=about(sex=person.sex, born_on=person.born_on, answers=self.given, on=self.on),
            on=self.on,
            among=pack().rules,
            not_known=[id for id, reply in self.replies.items() if reply.is_not_known],
        )
        return {one.rule: one for one in found}

    def compared(self, of: str, *, said: str, by: str = "") -> Compared:
        kind, _, rest = of.partition(".")
        if kind == "points":
            return self._points(of, self.instrument.sections[rest], said)
        if kind == "need-from":
            return self._need_from(of, self.instrument.sections[rest], said)
        if of == "harm":
            return self._harm(said)
        return self._result(of, said, by)

    def need(self, id: str, points: str, begins: str) -> Compared:
        """Whether there is a need: there, by their points and where theirs begins."""
        section = self.instrument.sections[id]
        theirs = _yes_or_no(float(points) >= float(begins))
        ours = None if self._is_silent(section) else _yes_or_no(self._level(section) != "none")
        title = _("%(section)s: a need") % {"section": section.title}
        return _beside(f"need.{id}", title, theirs, ours, self._why_points(section))

    def not_taken(self) -> Iterator[Compared]:
        """Answers that are kept as they were given, since they are none of the answers here."""
        for id, question in self.instrument.questions.items():
            reply = self.replies.get(id)
            if reply and reply.note:
                title = _("Answer %(id)s") % {"id": question.id}
                yield Compared(f"answer.{id}", title, "", "", reply.note, "not-compared")

    def _points(self, of: str, section: Section, said: str) -> Compared:
        ours = None if self._is_silent(section) else str(self._scored(section))
        title = _("%(section)s: points") % {"section": section.title}
        return _beside(of, title, said, ours, self._why_points(section))

    def _need_from(self, of: str, section: Section, said: str) -> Compared:
        levels = list(section.levels.values())
        title = _("%(section)s: a need from") % {"section": section.title}
        ours = str(levels[1]) if len(levels) > 1 else None
        return _beside(of, title, said, ours, _("No such threshold is published."))

    def _harm(self, said: str) -> Compared:
        levels = pack().code_list("rosh-level")
        order = [one.code for one in levels]
        there = levels.find(said)
        mine = [
            str(reply.value)
            for one in self.instrument.harm_level
            if (reply := self.replies.get(one.question)) and reply.is_answered
        ]
        ours = max(mine, key=order.index, default=None)
        return _beside(
            "harm",
            _("Risk of serious harm: the highest level"),
            there.code if there else said,
            ours,
            _("Here it is the highest of all levels. No level came.")
            if ours is None
            else _("Here it is the highest of all levels."),
        )

    def _result(self, of: str, said: str, by: str) -> Compared:
        id, _dot, name = of.rpartition(".")
        rule = pack().rules.newest(id)
        came = self.came_to.get(id)
        value = came.results.get(name) if came else None
        ours = None if value in _NOTHING else _as_said(value)
        why = self._why_result(rule, came)
        if by:
            why = f"{why} {_('Worked out there by version %(by)s.') % {'by': by}}".strip()
        return _beside(of, result_called(of), said, ours, why)

    def _why_result(self, rule: RuleSet, came: WorkedOut | None) -> str:
        if came is None:
            if rule.id not in {one.rule for one in self.instrument.works_out}:
                return _("It is not worked out from these answers here.")
            if not _is_in_force(rule.id, self.on):
                return _("The rule was not in force on %(day)s.") % {"day": written_day(self.on)}
            return _("The answers that call for it did not come.")
        inputs = {name for one in rule.input for name in one.names}
        silent = [
            question.id
            for question in self.instrument.questions.values()
            if inputs.intersection(question.told_to_rules) and not self._is_answered(question)
        ]
        if silent:
            return _("No answer came: %(ids)s.") % {"ids": ", ".join(silent)}
        return _("Every answer it takes came; this is what the rule here makes of them.")

    def _why_points(self, section: Section) -> str:
        unasked = [q.id for q in section.counted if not q.is_asked(self.chosen)]
        if len(unasked) == len(section.counted):
            return _("After the answers that came none of it is asked.")
        strange = [q.id for q in section.counted if self._is_strange(q)]
        silent = [q.id for q in section.counted if not self._is_answered(q) and q.id not in strange]
        why = []
        if strange:
            why.append(_("Given otherwise than here: %(ids)s.") % {"ids": ", ".join(strange)})
        if silent:
            why.append(_("No answer came: %(ids)s.") % {"ids": ", ".join(silent)})
        return " ".join(why) or _("Every item it adds up came, and they add up to this.")

    def _is_strange(self, question: Question) -> bool:
        reply = self.replies.get(question.id)
        return bool(reply and reply.is_not_known and reply.note)

    def _is_answered(self, question: Question) -> bool:
        reply = self.replies.get(question.id)
        return bool(reply and reply.is_answered)

    def _is_silent(self, section: Section) -> bool:
        """Nothing that counts was answered: then there is no score, which is not the same as 0."""
        return not any(question.id in self.chosen for question in section.counted)

    def _scored(self, section: Section) -> int:
        return self.result.section(section.id).points

    def _level(self, section: Section) -> str:
        return section.level_at(self._scored(section))


# Nothing, and the word by which the screen for programme needs says that answers are missing.
_NOTHING = (None, "Missing_Answers")


def _beside(of: str, title: str, theirs: str, ours: str | None, why: str) -> Compared:
    if ours is None:
        return Compared(of, title, theirs, "", why, "not-compared")
    is_same = _number(theirs) == _number(ours) or _squeezed(theirs) == _squeezed(ours)
    return Compared(of, title, theirs, ours, "" if is_same else why, _VERDICT[is_same])


_VERDICT: dict[bool, Verdict] = {True: "same", False: "differs"}


def _number(text: str) -> Any:
    """As a number where it is one, so that 7 and 7.0 are alike; else like nothing else."""
    try:
        return float(text)
    except ValueError:
        return object()


def result_called(of: str) -> str:
    """What a result of a rule is called; anything else as it is."""
    id, _dot, name = of.rpartition(".")
    try:
        rule = pack().rules.newest(id)
    except NoSuchRule:
        return of
    result = next((one.title for one in rule.result if one.name == name), name)
    return f"{rule.title.partition(':')[0]}: {result}"


def _is_in_force(rule: str, on: date) -> bool:
    try:
        return bool(pack().rules.in_force(rule, on=on))
    except NoSuchRule:
        return False


def _yes_or_no(so: bool) -> str:
    return _YES if so else _NO


def _as_said(value: Any) -> str:
    return _yes_or_no(value) if isinstance(value, bool) else str(value)


def _squeezed(text: str) -> str:
    """In small letters, without what is between words: "Very High" is like "very_high"."""
    return re.sub(r"[\W_]+", "", text).casefold()
