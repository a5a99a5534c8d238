"""Questions that two people answered at once: every answer side by side, to be chosen between."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.assessments.models import Answer, Assessment, Rival
from throughcare.assessments.queries.kept import (
    called,
    in_words,
    instrument_read_by,
    named,
    reply_of,
)
from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.packs.questions import Question

SAVED = "saved"


@dataclass(frozen=True)
class Version:
    """One of the answers: whose, when, in words."""

    key: str
    """What a choice of it is called: `saved`, or the number of a rival."""
    says: str
    note: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class Contested:
    """A question, the answer that is saved, and those given beside it."""

    question: str
    asks: str
    known: str
    """The mark of the saved answer as it is shown."""
    versions: tuple[Version, ...]


def contested(*, actor: Actor, assessment: Assessment, section_id: str) -> list[Contested]:
    """What waits to be chosen between in a section, in the order asked. Raises NotVisible."""
    section = instrument_read_by(actor, assessment).sections.get(section_id)
    if section is None:
        raise NotVisible
    asked = [question.id for question in section.question]
    rivals: dict[str, list[Rival]] = defaultdict(list)
    for rival in (
        Rival.objects.filter(assessment=assessment, question__in=asked)
        .select_related("given_by")
        .order_by("given_at", "id")
    ):
        rivals[rival.question].append(rival)
    saved = {
        answer.question: answer
        for answer in Answer.objects.filter(
            assessment=assessment, question__in=rivals
        ).select_related("answered_by")
    }
    name = called(assessment.person)
    return [
        Contested(
            question=question.id,
            asks=question.asked_of(name),
            known=reply_of(saved.get(question.id)).mark,
            versions=(
                _saved(question, saved.get(question.id)),
                *(_rival(question, rival) for rival in rivals[question.id]),
            ),
        )
        for question in section.question
        if question.id in rivals
    ]


def _saved(question: Question, kept: Answer | None) -> Version:
    by, at = (named(kept.answered_by), kept.answered_at) if kept else ("", None)
    return _version(SAVED, question, kept, by, at)


def _rival(question: Question, kept: Rival) -> Version:
    return _version(str(kept.pk), question, kept, named(kept.given_by), kept.given_at)


def _version(key: str, question: Question, kept: Any, by: str, at: datetime | None) -> Version:
    reply = reply_of(kept)
    return Version(key=key, says=in_words(question, reply), note=reply.note, by=by, at=at)
