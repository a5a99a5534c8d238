"""How far an assessment is: what was asked, answered, is not known yet, and is missing. Pure."""

from dataclasses import dataclass

from throughcare.assessments.replies import NOTHING, Replies, answers
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import Chosen, Question


@dataclass(frozen=True)
class SectionStanding:
    """One section: the questions these answers lead to, by what became of them."""

    section: Section
    asked: tuple[Question, ...]
    answered: tuple[Question, ...]
    not_known: tuple[Question, ...]
    missing: tuple[Question, ...]
    """Asked, want an answer, and have neither one nor "not known yet"."""

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_begun(self) -> bool:
        return bool(self.answered or self.not_known)


def standing(instrument: Instrument, replies: Replies) -> list[SectionStanding]:
    """Every section, in the order of the instrument."""
    chosen = instrument.chosen(answers(replies))
    return [_stands(instrument, section, chosen, replies) for section in instrument.section]


def _stands(
    instrument: Instrument, section: Section, chosen: Chosen, replies: Replies
) -> SectionStanding:
    asked = [question for question in section.question if question.is_asked(chosen)]
    replied = {question.id: replies.get(question.id, NOTHING) for question in asked}
    return SectionStanding(
        section=section,
        asked=tuple(asked),
        answered=tuple(q for q in asked if replied[q.id].is_answered),
        not_known=tuple(q for q in asked if replied[q.id].is_not_known),
        missing=tuple(
            q for q in asked if replied[q.id].is_open and instrument.is_wanted(q, chosen)
        ),
    )


def newly_asked(
    section: Section, instrument: Instrument, before: Replies, after: Replies
) -> tuple[str, ...]:
    """Questions of a section that newer replies call for, older ones did not, nobody answered."""
    was, now = (instrument.chosen(answers(replies)) for replies in (before, after))
    return tuple(
        question.id
        for question in section.question
        if question.is_asked(now)
        and not question.is_asked(was)
        and after.get(question.id, NOTHING).is_open
    )
