"""One section being answered: its questions, what was said last time, how far everything is."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.assessments.models import Answer, Assessment, Rival
from throughcare.assessments.queries.kept import (
    called,
    in_words,
    instrument_of,
    instrument_read_by,
    reply_of,
)
from throughcare.assessments.replies import NOTHING, Replies, Reply, answers
from throughcare.assessments.standing import SectionStanding, standing
from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import Chosen, Condition, Question, holds


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

    title: str
    section: Section
    called: str
    replies: Replies
    questions: list[QuestionShown]
    sections: list[SectionStanding]
    not_known: list[tuple[Section, str]]
    before: Section | None
    after: Section | None
    contested: int
    """Questions of this section that two people answered at once, to be chosen between."""

    @property
    def known(self) -> dict[str, str]:
        """What this page knows to be saved: the mark of each reply on it."""
        return {shown.question.id: shown.reply.mark for shown in self.questions}


def section_page(*, actor: Actor, assessment: Assessment, section_id: str) -> SectionPage:
    """One section of an assessment. Raises NotVisible if the instrument has no such section."""
    instrument = instrument_read_by(actor, assessment)
    if section_id not in instrument.sections:
        raise NotVisible
    section = instrument.sections[section_id]
    replies = {a.question: reply_of(a) for a in Answer.objects.filter(assessment=assessment)}
    stands = standing(instrument, replies)
    name = called(assessment.person)
    order = list(instrument.section)
    rivals = set(Rival.objects.filter(assessment=assessment).values_list("question", flat=True))
    at = order.index(section)
    return SectionPage(
        title=instrument.title,
        section=section,
        called=name,
        replies=replies,
        questions=_shown(instrument, section, replies, _last_time(assessment), name),
        sections=stands,
        not_known=[(s.section, q.asked_of(name)) for s in stands for q in s.not_known],
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        contested=len(rivals.intersection(question.id for question in section.question)),
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
            is_asked=question.is_asked(chosen),
            last_time=last_time.get(question.id),
        )
        for question in section.question
        if _called_for_elsewhere(question, here, chosen)
    ]


def _called_for_elsewhere(question: Question, here: set[str], chosen: Chosen) -> bool:
    elsewhere = {id: wanted for id, wanted in question.only_if.items() if id not in here}
    return holds(elsewhere, chosen) and (
        not question.only_if_any or any(holds(line, chosen) for line in question.only_if_any)
    )


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
