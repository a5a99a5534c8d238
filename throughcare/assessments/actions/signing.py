"""Signing an assessment: from then on it counts, and stays as it is."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import ngettext

from throughcare.assessments.access import SIGN_ASSESSMENT
from throughcare.assessments.events import AssessmentSigned
from throughcare.assessments.models import Assessment, Result, Rival
from throughcare.assessments.queries.kept import (
    called,
    instrument_of,
    instrument_read_by,
    replies_to,
)
from throughcare.assessments.receipts import Receipt, in_words, receipts_of
from throughcare.assessments.standing import standing
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.questionnaire import ORDINARY
from throughcare.record import actions as on_record


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
    *, actor: Actor, assessment: Assessment, version: int, at: datetime
) -> Assessment:
    """Sign the assessment as it stood at this version, and keep what follows from it, and why.

    Raises AccessDenied, StillMissing, and ChangedMeanwhile if an answer has changed since it was
    read.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    assessment = locked.get(pk=assessment.pk)
    require(actor, SIGN_ASSESSMENT, assessment)
    instrument = instrument_read_by(actor, assessment)
    replies = replies_to(assessment)
    waiting = set(Rival.objects.filter(assessment=assessment).values_list("question", flat=True))
    missing = {q.id for stand in standing(instrument, replies) for q in stand.missing} | waiting
    if missing:
        name = called(assessment.person)
        raise StillMissing(
            [q.asked_of(name) for q in instrument.questions.values() if q.id in missing]
        )
    receipt = _keep_results(assessment, at=at)
    assessment.state = Assessment.State.SIGNED
    assessment.signed_at = at
    assessment.signed_by_id = actor.staff_id
    assessment.result = receipt
    save_version(
        assessment, version=version, fields=["state", "signed_at", "signed_by_id", "result"]
    )
    _tell(actor, assessment, receipt, at=at)
    return assessment


def _keep_results(assessment: Assessment, *, at: datetime) -> Receipt:
    """Keep what follows in each compartment, and give what follows from the ordinary answers.

    As the program: whoever signs need not be able to read every compartment of it.
    """
    with acting_as(SYSTEM):
        instrument = instrument_of(assessment)
        receipts = receipts_of(
            instrument, replies_to(assessment), person=assessment.person, on=local_day(at)
        )
        ordinary, *others = receipts.values()
        marked = [one for one in instrument.markings if one != ORDINARY]
        Result.objects.bulk_create(
            Result(
                person_id=assessment.person_id,
                marking=pack().markings[marking].number,
                assessment=assessment,
                receipt=receipt,
            )
            for marking, receipt in zip(marked, others, strict=True)
            if receipt["inputs"]
        )
    return ordinary


def _tell(actor: Actor, assessment: Assessment, receipt: Receipt, *, at: datetime) -> None:
    """Put it on the record, into the audit, and announce it."""
    person, instrument = assessment.person, receipt["rule"]
    needs = tuple(need["id"] for need in receipt["needs"])
    on_record.happened(
        actor=actor,
        person=person,
        kind="assessment-signed",
        happened_at=at,
        recorded_at=at,
        title=instrument["title"],
        text=in_words(receipt),
        marking=assessment.marking,
        link=f"assessments.assessment:{assessment.pk}",
    )
    record(
        actor,
        "assessments.assessment_signed",
        about=person,
        marking=assessment.marking,
        assessment=assessment.pk,
        needs=needs,
    )
    announce(
        AssessmentSigned(
            person=person,
            at=at,
            by=actor,
            assessment=assessment.pk,
            instrument=instrument["id"],
            instrument_version=instrument["version"],
            marking=assessment.marking,
            needs=needs,
        )
    )
