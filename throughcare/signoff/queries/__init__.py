"""Questions about sign-off that other modules and pages may ask."""

from throughcare.signoff.queries.asking import Deciding, Submitting, deciding, submitting
from throughcare.signoff.queries.counting import ReasonLine, Returns, returns_counted
from throughcare.signoff.queries.finding import (
    comment_for,
    document_of,
    final_paper,
    page_of,
    paper_for,
    paper_of_subject,
    paper_under_way,
    review_for,
)
from throughcare.signoff.queries.queue import (
    OwedReview,
    Queue,
    WaitingLine,
    named_for,
    waiting_for,
)
from throughcare.signoff.queries.signers import (
    colleagues_near,
    finals_of,
    reviewers,
    who_may_sign,
    why_not_countersign,
    why_not_review,
)
from throughcare.signoff.queries.standing import (
    TONES,
    CommentLine,
    DocumentLine,
    ReviewLine,
    StageLine,
    Standing,
    documents_of,
    standing_of,
)

__all__ = [
    "TONES",
    "CommentLine",
    "Deciding",
    "DocumentLine",
    "OwedReview",
    "Queue",
    "ReasonLine",
    "Returns",
    "ReviewLine",
    "StageLine",
    "Standing",
    "Submitting",
    "WaitingLine",
    "colleagues_near",
    "comment_for",
    "deciding",
    "document_of",
    "documents_of",
    "final_paper",
    "finals_of",
    "named_for",
    "page_of",
    "paper_for",
    "paper_of_subject",
    "paper_under_way",
    "returns_counted",
    "review_for",
    "reviewers",
    "standing_of",
    "submitting",
    "waiting_for",
    "who_may_sign",
    "why_not_countersign",
    "why_not_review",
]
