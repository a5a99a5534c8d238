"""One section being answered: its questions, what was said last time, what the record says, what
the answers rest on, how far everything is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from throughcare.assessments.compartments import marking_of
from throughcare.assessments.models import CARRIED_OVER, Answer, Assessment, Rival
from throughcare.assessments.queries.evidence import EvidenceShown, evidence_of
from throughcare.assessments.queries.kept import (
    begun_with,
    called,
    in_words,
    instrument_of,
    instrument_read_by,
    last_time,
    replies_and_versions,
    reply_of,
)
from throughcare.assessments.queries.known import TO_PICK, Suggested, facts_known, suggested
from throughcare.assessments.replies import NOTHING, Replies, Reply, answers, still_taken
from throughcare.assessments.standing import SectionStanding, standing
from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.learning import Offered
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import PICKED, Chosen, Condition, Question, holds


@dataclass(frozen=True)
class LastTime:
    """What was said to the same question when the person was last assessed."""

    says: str
    note: str
    at: datetime
    reply: Reply | None
    """The same as an answer now; None where the question does not take it any more."""


@dataclass(frozen=True)
class QuestionShown:
    """A question on the page, with the reply it has now and what could be taken instead."""

    question: Question
    asks: str
    reply: Reply
    asked_if: Condition
    """The answers on this same page that call for it; empty if it is always asked."""
    is_asked: bool
    last_time: LastTime | None
    suggested: Suggested | None
    """What the record says, where it says something else than the answer."""
    evidence: list[EvidenceShown]

    @property
    def has_changed(self) -> bool:
        """Whether the answer is another than last time."""
        before = self.last_time.reply if self.last_time else None
        return before is not None and before.value != self.reply.value


@dataclass(frozen=True)
class SectionPage:
    """A section, and where it stands among the others."""

    title: str
    section: Section
    called: str
    replies: Replies
    questions: list[QuestionShown]
    sections: list[SectionStanding]
    not_looked_at: frozenset[str]
    """Sections with answers that nobody has looked at since it began with them."""
    not_known: list[tuple[Section, str]]
    before: Section | None
    after: Section | None
    contested: int
    """Questions of this section that two people answered at once, to be chosen between."""
    to_pick: dict[str, list[Offered]]
    """What the record has of the people and offences that questions here are about, by kind."""

    @property
    def known(self) -> dict[str, str]:
        """What this page knows to be saved: the mark of each reply on it."""
        return {shown.question.id: shown.reply.mark for shown in self.questions}

    def taken(self, sent: str) -> dict[str, Reply]:
        """The reply to take over that a button of the page names: `record:home`, `last:home`."""
        whence, _, id = sent.partition(":")
        shown = next((one for one in self.questions if one.question.id == id), None)
        source = getattr(shown, {"record": "suggested", "last": "last_time"}.get(whence, ""), None)
        return {id: source.reply} if source and source.reply else {}


@dataclass(frozen=True)
class SectionAsked:
    """A section, and what is needed to read what was sent to it: far less than its page."""

    section: Section
    called: str
    to_pick: dict[str, list[Offered]]


def section_asked(
    *, actor: Actor, assessment: Assessment, section_id: str, today: date
) -> SectionAsked:
    """One section of an assessment, to be saved. Raises NotVisible."""
    section = instrument_read_by(actor, assessment).sections.get(section_id)
    if section is None:
        raise NotVisible
    picked = [question for question in section.question if question.kind in PICKED]
    known = facts_known(assessment=assessment, questions=picked, today=today) if picked else {}
    return SectionAsked(section, called(assessment.person), _to_pick(known))


def _to_pick(known: Mapping[str, list[Offered]]) -> dict[str, list[Offered]]:
    return {kind: known.get(fact, []) for kind, fact in TO_PICK.items()}


def section_page(
    *, actor: Actor, assessment: Assessment, section_id: str, today: date
) -> SectionPage:
    """One section of an assessment. Raises NotVisible if the actor knows no such section of it."""
    instrument = instrument_read_by(actor, assessment)
    if section_id not in instrument.sections:
        raise NotVisible
    section = instrument.sections[section_id]
    replies, versions = replies_and_versions(assessment)
    stands = standing(instrument, replies)
    name = called(assessment.person)
    order = list(instrument.section)
    rivals = set(Rival.objects.filter(assessment=assessment).values_list("question", flat=True))
    at = order.index(section)
    known = facts_known(assessment=assessment, questions=section.question, today=today)
    carried_over = {id for id, version in versions.items() if version == CARRIED_OVER}
    return SectionPage(
        title=instrument.title,
        section=section,
        called=name,
        replies=replies,
        questions=_shown(actor, assessment, instrument, section, replies, known),
        sections=stands,
        not_looked_at=frozenset(
            instrument.section_of[id].id for id in carried_over if id in instrument.section_of
        ),
        not_known=[(s.section, q.asked_of(name)) for s in stands for q in s.not_known],
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        contested=len(rivals.intersection(question.id for question in section.question)),
        to_pick=_to_pick(known),
    )


def _shown(
    actor: Actor,
    assessment: Assessment,
    instrument: Instrument,
    section: Section,
    replies: Replies,
    known: Mapping[str, list[Offered]],
) -> list[QuestionShown]:
    """The questions that answers elsewhere do not rule out; answers here may call for them yet."""
    chosen = instrument.chosen(answers(replies))
    here = {question.id for question in section.question}
    marking = marking_of(assessment, section)
    last_time, name = _last_time(assessment, section, instrument), called(assessment.person)
    evidence = evidence_of(actor=actor, assessment=assessment)
    return [
        QuestionShown(
            question=question,
            asks=question.asked_of(name),
            reply=replies.get(question.id, NOTHING),
            asked_if={id: wanted for id, wanted in question.only_if.items() if id in here},
            is_asked=question.is_asked(chosen),
            last_time=last_time.get(question.id),
            suggested=_other(
                suggested(question, known, marking=marking), replies.get(question.id, NOTHING)
            ),
            evidence=evidence.get(question.id, []),
        )
        for question in section.question
        if _called_for_elsewhere(question, here, chosen)
    ]


def _other(found: Suggested | None, reply: Reply) -> Suggested | None:
    """What the record says, unless that is the answer already."""
    if found and found.reply and reply.is_answered and found.reply.value == reply.value:
        return None
    return found


def _called_for_elsewhere(question: Question, here: set[str], chosen: Chosen) -> bool:
    elsewhere = {id: wanted for id, wanted in question.only_if.items() if id not in here}
    return holds(elsewhere, chosen) and (
        not question.only_if_any or any(holds(line, chosen) for line in question.only_if_any)
    )


def _last_time(
    assessment: Assessment, section: Section, instrument: Instrument
) -> dict[str, LastTime]:
    """The replies of the last signed assessment with the same instrument, in their own words."""
    earlier = assessment.begun_with or begun_with(assessment, instrument) or last_time(assessment)
    if earlier is None or earlier.signed_at is None:
        return {}
    asked = instrument_of(earlier).questions
    named = {old: question for question in section.question for old in (question.id, *question.was)}
    found = {}
    for answer in Answer.objects.filter(assessment=earlier, question__in=named):
        question, reply = named[answer.question], reply_of(answer)
        if says := in_words(asked.get(answer.question), reply):
            taken = Reply(reply.state, reply.value) if still_taken(question, reply) else None
            found[question.id] = LastTime(says, answer.note, earlier.signed_at, taken)
    return found
