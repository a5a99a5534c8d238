"""What is done once an assessment has every signature: it counts, and says what follows from it."""

from datetime import datetime
from typing import Any

from throughcare.assessments.events import AssessmentSigned
from throughcare.assessments.models import Answer, Assessment, Result
from throughcare.assessments.pdf import pdf_of
from throughcare.assessments.queries.beside import beside
from throughcare.assessments.queries.kept import instrument_of, replies_to
from throughcare.assessments.queries.printing import printed_assessment
from throughcare.assessments.queries.signing import levels_said
from throughcare.assessments.receipts import Receipt, in_words, receipts_of
from throughcare.foundation.access import SYSTEM, Actor, acting_as
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.questionnaire import ORDINARY
from throughcare.record import actions as on_record
from throughcare.risk import actions as risk
from throughcare.signoff import actions as signoff


def finish(
    actor: Actor, assessment: Assessment, paper: Any, *, signed_by: int, at: datetime
) -> None:
    """Let it count. A step of the paper's becoming final."""
    receipt = _keep_results(assessment, at=at)
    assessment.state = Assessment.State.SIGNED
    assessment.signed_at, assessment.signed_by_id = at, signed_by
    assessment.result = receipt
    assessment.version += 1
    assessment.save(update_fields=["state", "signed_at", "signed_by", "result", "version"])
    _set_levels(assessment, at=at)
    _print(assessment, paper, at=at)
    _tell(actor, assessment, receipt, at=at)


def _keep_results(assessment: Assessment, *, at: datetime) -> Receipt:
    """Keep what follows in each compartment, and give what follows from the ordinary answers.

    As the program: whoever signs need not be able to read every compartment of it.
    """
    with acting_as(SYSTEM):
        instrument, person, on = instrument_of(assessment), assessment.person, local_day(at)
        told = beside(instrument, person=person, on=on)
        receipts = receipts_of(
            instrument, replies_to(assessment), person=person, on=on, beside=told
        )
        Result.objects.bulk_create(
            Result(
                person_id=assessment.person_id,
                marking=pack().markings[marking].number,
                assessment=assessment,
                receipt=receipt,
            )
            for marking, receipt in receipts.items()
            if marking != ORDINARY and receipt["inputs"]
        )
    return receipts[ORDINARY]


def _set_levels(assessment: Assessment, *, at: datetime) -> None:
    """The levels of harm it says are the person's from now on, by whoever signed it."""
    instrument = instrument_of(assessment)
    reasons: dict[tuple[str, str], str] = {
        (one.group, one.setting): one.because for one in instrument.harm_level
    }
    said = levels_said(assessment, instrument)
    answers = Answer.objects.filter(assessment=assessment, question__in=reasons.values())
    words = {answer.question: str(answer.value or answer.note) for answer in answers}
    for (group, setting), level in said.items():
        with acting_as(SYSTEM):
            risk.set_harm_level(
                actor=SYSTEM,
                person=assessment.person,
                group=group,
                setting=setting,
                level=level,
                reason=words.get(reasons[group, setting]) or instrument.title,
                assessed_on=local_day(at),
                marking=assessment.marking,
                author=assessment.signed_by,
                at=at,
            )


def _print(assessment: Assessment, paper: Any, *, at: datetime) -> None:
    """Render it once: what everybody who may read it reads, and each compartment apart."""
    with acting_as(SYSTEM):
        for marking in instrument_of(assessment).markings:
            printed = printed_assessment(assessment, paper, marking=marking)
            if marking == ORDINARY or printed.sections:
                apart = pack().markings[marking].number
                signoff.keep_document(
                    paper=paper,
                    kind="pdf",
                    body=pdf_of(printed, made_at=at),
                    marking=assessment.marking if marking == ORDINARY else apart,
                    at=at,
                )


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
        link=assessment.subject,
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
