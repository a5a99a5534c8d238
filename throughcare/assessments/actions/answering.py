"""Answering a section, several people at once if need be, and choosing between two answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.compartments import marking_of
from throughcare.assessments.models import CARRIED_OVER, Answer, Assessment, Replied, Rival
from throughcare.assessments.queries.kept import (
    instrument_read_by,
    replies_and_versions,
    reply_of,
)
from throughcare.assessments.replies import NOTHING, Outcome, Replies, Reply, compare
from throughcare.assessments.standing import newly_asked
from throughcare.foundation.access import Actor, NotVisible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import AnswerNotOffered


@dataclass(frozen=True)
class Answered:
    """What became of the replies a page sent."""

    known: Mapping[str, str]
    """For each question, the mark of the saved reply the page now knows."""
    contested: tuple[str, ...]
    """Questions a colleague answered otherwise meanwhile: both answers are kept."""
    newly_asked: tuple[str, ...]
    """Questions of the section that these answers call for, and that have no answer yet."""


@action
def answer_section(
    *,
    actor: Actor,
    assessment: Assessment,
    section_id: str,
    replies: Replies,
    known: Mapping[str, str],
    at: datetime,
    looked_at: bool = False,
) -> Answered:
    """Save the replies of a page, but never over one its writer has not seen.

    `looked_at`: somebody has read the page and sends it, so that answers it began with count as
    looked at too.

    `known` holds, for each question on the page, the mark of the reply it last knew to be saved. A
    reply that a colleague has changed meanwhile is put beside theirs until somebody chooses.
    Raises AccessDenied, AnswerNotOffered, or NotVisible for a section kept from the actor.
    """
    assessment = _locked(assessment)
    require(actor, START_ASSESSMENT, assessment)
    instrument = instrument_read_by(actor, assessment)
    if section_id not in instrument.sections:
        raise NotVisible
    section = instrument.sections[section_id]
    _check(section, replies)
    before, versions = replies_and_versions(assessment)
    outcomes: dict[str, Outcome] = {
        question: compare(
            known=known.get(question), mine=reply, saved=before.get(question, NOTHING)
        )
        for question, reply in replies.items()
    }
    saved = {question: replies[question] for question, one in outcomes.items() if one == "save"}
    rivals = {question: replies[question] for question, one in outcomes.items() if one == "both"}
    save_replies(actor, assessment, instrument, versions, saved, at=at)
    _put_beside(actor, assessment, instrument, rivals, at=at)
    if looked_at:
        same = [question for question, one in outcomes.items() if one == "nothing"]
        Answer.objects.filter(
            assessment=assessment, question__in=same, version=CARRIED_OVER
        ).update(version=1, answered_by_id=actor.staff_id, answered_at=at)
    Rival.objects.filter(
        assessment=assessment, given_by_id=actor.staff_id, question__in=saved
    ).delete()
    record(
        actor,
        "assessments.section_answered",
        about=assessment.person_id,
        marking=marking_of(assessment, section),
        assessment=assessment.pk,
        section=section_id,
        questions=sorted(saved),
        contested=sorted(rivals),
    )
    return Answered(
        known={
            question: known.get(question, "-") if outcomes[question] == "leave" else reply.mark
            for question, reply in replies.items()
        },
        contested=tuple(rivals),
        newly_asked=newly_asked(section, instrument, before, {**before, **saved}) if saved else (),
    )


@action
def settle_answers(
    *,
    actor: Actor,
    assessment: Assessment,
    choices: Mapping[str, UUID | None],
    known: Mapping[str, str],
    at: datetime,
) -> bool:
    """Choose, for each question, the answer that is saved (None) or one given beside it.

    Says whether everything could be settled: where the saved answer has changed again since it
    was shown, nothing is done and both stay. Raises AccessDenied.
    """
    assessment = _locked(assessment)
    require(actor, START_ASSESSMENT, assessment)
    instrument = instrument_read_by(actor, assessment)
    saved, versions = replies_and_versions(assessment)
    settled = {
        question: rival
        for question, rival in choices.items()
        if known.get(question) == saved.get(question, NOTHING).mark
    }
    rivals = list(Rival.objects.filter(assessment=assessment, question__in=settled))
    chosen = {
        rival.question: reply_of(rival) for rival in rivals if settled[rival.question] == rival.pk
    }
    save_replies(actor, assessment, instrument, versions, chosen, at=at)
    Rival.objects.filter(pk__in=[rival.pk for rival in rivals]).delete()
    record(
        actor,
        "assessments.answers_settled",
        about=assessment.person_id,
        marking=_marking_of_all(assessment, instrument, choices),
        assessment=assessment.pk,
        changed=sorted(chosen),
        kept=sorted(set(settled) - set(chosen)),
    )
    return len(settled) == len(choices)


def _locked(assessment: Assessment) -> Assessment:
    """The assessment as it is now; colleagues who answer it wait their turn, a moment long."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=assessment.pk)


def _check(section: Section, replies: Replies) -> None:
    asked = {question.id: question for question in section.question}
    for id, reply in replies.items():
        if id not in asked:
            raise AnswerNotOffered(next(iter(asked.values())), id)
        if reply.is_answered:
            asked[id].check(reply.value or ())


def save_replies(
    actor: Actor,
    assessment: Assessment,
    instrument: Instrument,
    versions: Mapping[str, int],
    replies: Replies,
    *,
    at: datetime,
    carried_over: bool = False,
) -> None:
    """Write these replies in one statement, and count the assessment's version up.

    Not for what lies in a compartment of its own: who may not read it must not see that anything
    has changed.
    """
    if not replies:
        return
    Answer.objects.bulk_create(
        [
            Answer(
                **_columns(assessment, instrument, question, reply),
                answered_by_id=actor.staff_id,
                answered_at=at,
                version=CARRIED_OVER if carried_over else versions.get(question, 0) + 1,
            )
            for question, reply in replies.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "question"],
        update_fields=["state", "value", "note", "answered_by", "answered_at", "version"],
    )
    if _marking_of_all(assessment, instrument, replies) == assessment.marking:
        assessment.version += 1
        assessment.save(update_fields=["version"])


def _put_beside(
    actor: Actor,
    assessment: Assessment,
    instrument: Instrument,
    replies: Replies,
    *,
    at: datetime,
) -> None:
    if not replies:
        return
    mine = Rival.objects.filter(
        assessment=assessment, given_by_id=actor.staff_id, question__in=replies
    )
    mine.delete()
    Rival.objects.bulk_create(
        Rival(
            **_columns(assessment, instrument, question, reply),
            given_by_id=actor.staff_id,
            given_at=at,
        )
        for question, reply in replies.items()
    )


def _marking_of_all(
    assessment: Assessment, instrument: Instrument, questions: Iterable[str]
) -> int:
    """The marking of the one section these questions are asked in; the whole one's for several."""
    found = {marking_of(assessment, instrument.section_of[id]) for id in questions}
    return found.pop() if len(found) == 1 else int(assessment.marking)


def _columns(
    assessment: Assessment, instrument: Instrument, question: str, reply: Reply
) -> dict[str, Any]:
    return {
        "person_id": assessment.person_id,
        "marking": marking_of(assessment, instrument.section_of[question]),
        "assessment": assessment,
        "question": question,
        "state": reply.state or Replied.State.OPEN,
        "value": reply.value if reply.is_answered else None,
        "note": reply.note,
    }
