"""Questions about assessments that other modules and pages may ask."""

from throughcare.assessments.elsewhere import Compared, result_called
from throughcare.assessments.queries.answering import (
    QuestionShown,
    SectionAsked,
    SectionPage,
    section_asked,
    section_page,
)
from throughcare.assessments.queries.comparing import (
    Comparison,
    ToCompare,
    comparison,
    one_before,
    to_compare,
)
from throughcare.assessments.queries.contesting import Contested, contested
from throughcare.assessments.queries.elsewhere import compared_with_elsewhere
from throughcare.assessments.queries.evidence import (
    EvidencePage,
    EvidenceShown,
    entry_to_point_at,
    evidence_of,
    evidence_page,
    evidence_to_change,
)
from throughcare.assessments.queries.for_rules import AnsweredForRules, answers_for_rules
from throughcare.assessments.queries.kept import (
    called,
    came_to,
    in_words,
    question_of,
    reply_of,
    title_of,
)
from throughcare.assessments.queries.listing import (
    AssessmentLine,
    AssessmentsPage,
    LevelReached,
    assessment_for,
    assessments_of,
    assessments_page,
    first_to_answer,
    instruments_on,
    latest_signed,
    newest_with_needs,
)
from throughcare.assessments.queries.over_time import InstrumentOverTime, PartOverTime, over_time
from throughcare.assessments.queries.reviewing import (
    AssessmentPage,
    NeedShown,
    assessment_page,
    needs_shown_by,
)
from throughcare.assessments.queries.signing import is_signed_by, lacking, submitting

__all__ = [
    "AnsweredForRules",
    "AssessmentLine",
    "AssessmentPage",
    "AssessmentsPage",
    "Compared",
    "Comparison",
    "Contested",
    "EvidencePage",
    "EvidenceShown",
    "InstrumentOverTime",
    "LevelReached",
    "NeedShown",
    "PartOverTime",
    "QuestionShown",
    "SectionAsked",
    "SectionPage",
    "ToCompare",
    "answers_for_rules",
    "assessment_for",
    "assessment_page",
    "assessments_of",
    "assessments_page",
    "called",
    "came_to",
    "compared_with_elsewhere",
    "comparison",
    "contested",
    "entry_to_point_at",
    "evidence_of",
    "evidence_page",
    "evidence_to_change",
    "first_to_answer",
    "in_words",
    "instruments_on",
    "is_signed_by",
    "lacking",
    "latest_signed",
    "needs_shown_by",
    "newest_with_needs",
    "one_before",
    "over_time",
    "question_of",
    "reply_of",
    "result_called",
    "section_asked",
    "section_page",
    "submitting",
    "title_of",
    "to_compare",
]
