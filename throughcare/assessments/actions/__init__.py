"""Every change to an assessment."""

from throughcare.assessments.actions.answering import Answered, answer_section, settle_answers
from throughcare.assessments.actions.evidence import put_evidence, take_evidence_away
from throughcare.assessments.actions.learning import learn_assessment
from throughcare.assessments.actions.signing import StillMissing, sign_assessment
from throughcare.assessments.actions.starting import (
    KeepsPartsApart,
    NotCompetent,
    start_assessment,
)
from throughcare.assessments.actions.withdrawing import withdraw_assessment

__all__ = [
    "Answered",
    "KeepsPartsApart",
    "NotCompetent",
    "StillMissing",
    "answer_section",
    "learn_assessment",
    "put_evidence",
    "settle_answers",
    "sign_assessment",
    "start_assessment",
    "take_evidence_away",
    "withdraw_assessment",
]
