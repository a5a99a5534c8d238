"""Pointing at entries of the record that an answer rests on."""

from datetime import datetime
from typing import Any

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.compartments import marking_of
from throughcare.assessments.models import Assessment, Evidence
from throughcare.assessments.queries.kept import instrument_read_by
from throughcare.foundation.access import Actor, NotVisible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record


@action
def put_evidence(
    *,
    actor: Actor,
    assessment: Assessment,
    question: str,
    entry: Any,
    at: datetime,
    side: str = Evidence.Side.FOR,
    says: str = "",
) -> Evidence:
    """Put an entry beside the answer to a question; put there again, it says what is said now.

    Raises AccessDenied, or NotVisible for a question kept from the actor.
    """
    require(actor, START_ASSESSMENT, assessment)
    marking = _marking(actor, assessment, question)
    evidence, _ = Evidence.objects.update_or_create(
        assessment=assessment,
        question=question,
        entry=entry,
        defaults={"side": side, "says": says},
        create_defaults={
            "side": side,
            "says": says,
            "person_id": assessment.person_id,
            # Nobody learns from it of an entry they may not read.
            "marking": marking or entry.marking,
            "put_by_id": actor.staff_id,
            "put_at": at,
        },
    )
    _record(actor, evidence, "put")
    return evidence


@action
def take_evidence_away(*, actor: Actor, evidence: Evidence) -> None:
    """Take an entry away from an answer. Raises AccessDenied."""
    require(actor, START_ASSESSMENT, evidence.assessment)
    _record(actor, evidence, "taken_away")
    evidence.delete()


def _marking(actor: Actor, assessment: Assessment, question: str) -> int:
    section = instrument_read_by(actor, assessment).section_of.get(question)
    if section is None:
        raise NotVisible
    return marking_of(assessment, section)


def _record(actor: Actor, evidence: Evidence, what: str) -> None:
    record(
        actor,
        f"assessments.evidence_{what}",
        about=evidence.person_id,
        marking=evidence.marking,
        assessment=evidence.assessment_id,
        question=evidence.question,
        entry=evidence.entry_id,
    )
