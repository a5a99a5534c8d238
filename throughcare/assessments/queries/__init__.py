"""Questions about assessments that other modules and pages may ask."""

from throughcare.assessments.queries.answering import (
    QuestionShown,
    SectionPage,
    contested,
    section_page,
)
from throughcare.assessments.queries.kept import badge_of
from throughcare.assessments.queries.listing import (
    AssessmentLine,
    assessment_for,
    assessments_of,
    instruments_on,
    latest_signed,
    markings_open_to,
)
from throughcare.assessments.queries.reviewing import (
    AssessmentPage,
    NeedShown,
    assessment_page,
    needs_shown_by,
)

__all__ = [
    "AssessmentLine",
    "AssessmentPage",
    "NeedShown",
    "QuestionShown",
    "SectionPage",
    "assessment_for",
    "assessment_page",
    "assessments_of",
    "badge_of",
    "contested",
    "instruments_on",
    "latest_signed",
    "markings_open_to",
    "needs_shown_by",
    "section_page",
]
