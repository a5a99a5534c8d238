"""One section being answered: its questions, what was said last time, how far everything is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.assessments.models import Answer, Assessment, Rival
from throughcare.assessments.queries.kept import called, in_words, instrument_of, named, reply_of
from throughcare.assessments.replies import NOTHING, Replies, Reply, answers
from throughcare.assessments.standing import SectionStanding, standing
from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import (
    Chosen,
    Condition,
    Question,
    Section,
    holds,
)


@dataclass(frozen=True)
class LastTime:
    """What was said to the same question when the person was last assessed."""

    says: str
    note: str
    at: datetime


@dataclass(frozen=True)
class QuestionShown:
    """A question on the page, with the reply it has now."""

    question: Question
    asks: str
    reply: Reply
    asked_if: Condition
    """The answers on this same page that call for it; empty if it is always asked."""
    is_asked: bool
    last_time: LastTime | None


@dataclass(frozen=True)
class SectionPage:
    """A section, and where it stands among the others."""

    section: Section
    questions: list[QuestionShown]
    sections: list[SectionStanding]
    not_known: list[tuple[Section, str]]
    before: Section | None
    after: Section | None
    contested: int
    """Questions of this assessment this actor answered while a colleague saved another answer."""

    @property
    def has_last_time(self) -> bool:
        return any(shown.last_time for shown in self.questions)


def section_page(*, actor: Actor, assessment: Assessment, section_id: str) -> SectionPage:
    """One section of an assessment. Raises NotVisible if the instrument has no such section."""
    instrument = instrument_of(assessment)
    if section_id not in instrument.sections:
        raise NotVisible
    section = instrument.sections[section_id]
    replies = {a.question: reply_of(a) for a in Answer.objects.filter(assessment=assessment)}
    stands = standing(instrument, replies)
    name = called(assessment.person)
    order = list(instrument.section)
    at = order.index(section)
    return SectionPage(
        section=section,
        questions=_shown(instrument, section, replies, _last_time(assessment), name),
        sections=stands,
        not_known=[(s.section, q.asked_of(name)) for s in stands for q in s.not_known],
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        contested=Rival.objects.filter(assessment=assessment, given_by_id=actor.staff_id).count(),
    )


def _shown(
    instrument: Instrument,
    section: Section,
    replies: Replies,
    last_time: dict[str, LastTime],
    name: str,
) -> list[QuestionShown]:
    """The questions that answers elsewhere do not rule out; answers here may call for them yet."""
    chosen = instrument.chosen(answers(replies))
    here = {question.id for question in section.question}
    return [
        QuestionShown(
            question=question,
            asks=question.asked_of(name),
            reply=replies.get(question.id, NOTHING),
            asked_if={id: wanted for id, wanted in question.only_if.items() if id in here},
            is_asked=holds(question.only_if, chosen),
            last_time=last_time.get(question.id),
        )
        for question in section.question
        if _called_for_elsewhere(question, here, chosen)
    ]


def _called_for_elsewhere(question: Question, here: set[str], chosen: Chosen) -> bool:
    elsewhere = {id: wanted for id, wanted in question.only_if.items() if id not in here}
    return holds(elsewhere, chosen)


def _last_time(assessment: Assessment) -> dict[str, LastTime]:
    """The replies of the last signed assessment with the same instrument, in their own words."""
    earlier = (
        Assessment.objects.filter(
            person=assessment.person_id,
            instrument=assessment.instrument,
            state=Assessment.State.SIGNED,
        )
        .order_by("-signed_at", "id")
        .first()
    )
    if earlier is None or earlier.signed_at is None:
        return {}
    asked = instrument_of(earlier).questions
    return {
        answer.question: LastTime(says, answer.note, earlier.signed_at)
        for answer in Answer.objects.filter(assessment=earlier)
        if (says := in_words(asked.get(answer.question), reply_of(answer)))
    }


@dataclass(frozen=True)
class Contested:
    """Two replies to one question: the one that is saved, and the one the actor gave meanwhile."""

    question: Question
    section: Section
    asks: str
    saved: Reply
    saved_says: str
    saved_by: str
    saved_at: datetime | None
    mine: Reply
    mine_says: str


def contested(*, actor: Actor, assessment: Assessment) -> list[Contested]:
    """The actor's own replies that wait for them to choose, in the order of the instrument."""
    rivals = {
        rival.question: rival
        for rival in Rival.objects.filter(assessment=assessment, given_by_id=actor.staff_id)
    }
    if not rivals:
        return []
    saved: dict[str, Answer] = {
        answer.question: answer
        for answer in Answer.objects.filter(
            assessment=assessment, question__in=rivals
        ).select_related("answered_by")
    }
    instrument = instrument_of(assessment)
    return [
        _contested(question, section, saved.get(question.id), rivals[question.id], assessment)
        for section in instrument.section
        for question in section.question
        if question.id in rivals
    ]


def _contested(
    question: Question, section: Section, saved: Answer | None, mine: Rival, assessment: Any
) -> Contested:
    theirs, ours = reply_of(saved), reply_of(mine)
    return Contested(
        question=question,
        section=section,
        asks=question.asked_of(called(assessment.person)),
        saved=theirs,
        saved_says=in_words(question, theirs),
        saved_by=named(saved.answered_by) if saved else "",
        saved_at=saved.answered_at if saved else None,
        mine=ours,
        mine_says=in_words(question, ours),
    )
