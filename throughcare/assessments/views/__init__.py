"""Pages on which people are assessed."""

from throughcare.assessments.views.answering import (
    assessment,
    assessments,
    choose,
    evidence,
    save_section,
    section,
    sign,
    take_evidence_away,
    withdraw,
)
from throughcare.assessments.views.comparing import compare, compare_two, compare_with_before

__all__ = [
    "assessment",
    "assessments",
    "choose",
    "compare",
    "compare_two",
    "compare_with_before",
    "evidence",
    "save_section",
    "section",
    "sign",
    "take_evidence_away",
    "withdraw",
]
