"""Signing an assessment: it counts from then on, or waits until others have signed it too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from throughcare.assessments.access import SIGN_ASSESSMENT
from throughcare.assessments.models import Assessment, Rival
from throughcare.assessments.queries.kept import (
    called,
    instrument_of,
    instrument_read_by,
    replies_to,
)
from throughcare.assessments.queries.signing import facts_of, signed_before, writers_of
from throughcare.assessments.standing import standing
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.signoff import actions as signoff


class StillMissing(Exception):
    """Questions are open, or wait for somebody to choose between two answers.

    Reads as a sentence; `questions` are the questions in words.
    """

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = tuple(questions)
        sentence = ngettext(
            "%(n)s question still needs an answer, or “Not known yet”: %(questions)s",
            "%(n)s questions still need an answer, or “Not known yet”: %(questions)s",
            len(questions),
        )
        super().__init__(
            sentence % {"n": len(questions), "questions": " ".join(f"“{one}”" for one in questions)}
        )


@action
def sign_assessment(
    *,
    actor: Actor,
    assessment: Assessment,
    version: int,
    at: datetime,
    to: Any = None,
    comment: str = "",
) -> Assessment:
    """Sign the assessment as it stood at this version.

    If nobody else has to sign it counts from now on, with what follows from it, and why; else it
    waits for `to`, or for whoever may countersign. Raises AccessDenied, StillMissing,
    CannotCountersign, and ChangedMeanwhile if an answer has changed since it was read.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    assessment = locked.get(pk=assessment.pk)
    require(actor, SIGN_ASSESSMENT, assessment)
    _must_be_whole(actor, assessment)
    facts = facts_of(actor=actor, assessment=assessment, at=at)
    assessment.state = Assessment.State.SUBMITTED
    save_version(assessment, version=version, fields=["state"])
    paper = signoff.open_paper(
        actor=actor,
        person=assessment.person,
        kind="assessment",
        subject=assessment.subject,
        title=instrument_of(assessment).title,
        route=instrument_of(assessment).sign_off,
        marking=assessment.marking,
        at=at,
    )
    signoff.submit_paper(
        actor=actor,
        paper=paper,
        version=paper.version,
        facts=facts,
        written_by=writers_of(assessment),
        at=at,
        to=to,
        comment=comment,
        subject_version=version,
        earlier=signed_before(paper.author_id),
    )
    record(
        actor,
        "assessments.assessment_submitted",
        about=assessment.person_id,
        marking=assessment.marking,
        assessment=assessment.pk,
    )
    assessment.refresh_from_db()
    return assessment


def _must_be_whole(actor: Actor, assessment: Assessment) -> None:
    """Raises StillMissing. What the actor may not read they are not asked for."""
    instrument = instrument_read_by(actor, assessment)
    stands = standing(instrument, replies_to(assessment))
    waiting = set(Rival.objects.filter(assessment=assessment).values_list("question", flat=True))
    missing = {question.id for stand in stands for question in stand.missing} | waiting
    if missing:
        name = called(assessment.person)
        raise StillMissing(
            [q.asked_of(name) for q in instrument.questions.values() if q.id in missing]
        )
