"""What colleagues say of a document: comments where they concern, and peer reviews beside it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.events import announce
from throughcare.signoff.access import (
    ASK_PEER_REVIEW,
    COMMENT_ON_PAPER,
    GIVE_PEER_REVIEW,
    SETTLE_COMMENT,
)
from throughcare.signoff.actions.keeping import note, number_of
from throughcare.signoff.events import PeerReviewAsked, PeerReviewGiven
from throughcare.signoff.models import Comment, Paper, PeerReview, row_of
from throughcare.signoff.queries.signers import why_not_review


class CannotReview(Exception):
    """Whoever was to be asked cannot review it; `reason` is the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@action
def add_comment(
    *,
    actor: Actor,
    paper: Paper,
    text: str,
    at: datetime,
    place: str = "",
    place_says: str = "",
    marking: int | None = None,
    id: UUID | None = None,
) -> Comment:
    """Say something of one place in a document, or of the whole. Sent twice, it is said once.

    `marking`: that of the place, where it is another than the document's. Raises AccessDenied.
    """
    require(actor, COMMENT_ON_PAPER, paper)
    marking = paper.marking if marking is None else marking
    comment = Comment.objects.filter(pk=id, paper=paper).first() if id else None
    if comment is None:
        comment = Comment.objects.create(
            id=id or uuid4(),
            **{**row_of(paper), "marking": marking},
            place=place,
            place_says=place_says,
            text=text,
            by_id=number_of(actor),
            at=at,
        )
    note(actor, paper, "comment_added", comment=comment.pk, place=place, marking=marking)
    return comment


@action
def settle_comment(*, actor: Actor, comment: Comment, at: datetime) -> Comment:
    """Say that a comment has been dealt with. Raises AccessDenied."""
    require(actor, SETTLE_COMMENT, comment)
    comment.settled_by_id, comment.settled_at = number_of(actor), at
    comment.save(update_fields=["settled_by", "settled_at"])
    note(actor, comment.paper, "comment_settled", comment=comment.pk)
    return comment


@action
def ask_peer_review(
    *, actor: Actor, paper: Paper, of: Any, due_on: date, at: datetime, id: UUID | None = None
) -> PeerReview:
    """Ask a colleague what they think of a document. One who has been asked is asked once.

    Raises AccessDenied or CannotReview.
    """
    require(actor, ASK_PEER_REVIEW, paper)
    if reason := why_not_review(paper=paper, member=of, by=actor, at=at):
        raise CannotReview(reason)
    review = PeerReview.objects.filter(paper=paper, asked_of=of, given_at=None).first()
    if review is None:
        review = PeerReview.objects.create(
            id=id or uuid4(),
            **row_of(paper),
            asked_of=of,
            asked_by_id=number_of(actor),
            asked_at=at,
            due_on=due_on,
        )
        announce(
            PeerReviewAsked(
                person=paper.person,
                at=at,
                by=actor,
                review=review,
                marking=paper.marking,
                of=of,
                due_on=due_on,
            )
        )
    note(actor, paper, "peer_review_asked", review=review.pk, of=of.pk)
    return review


@action
def give_peer_review(
    *,
    actor: Actor,
    review: PeerReview,
    ratings: Mapping[str, Mapping[str, str]],
    agrees: bool,
    because: str,
    at: datetime,
) -> PeerReview:
    """Say how far each criterion is met, and agree with the document or not.

    `ratings`: by criterion {"rating": …, "words": …}. Raises AccessDenied.
    """
    require(actor, GIVE_PEER_REVIEW, review)
    review.ratings = {name: dict(said) for name, said in ratings.items()}
    review.agrees, review.because, review.given_at = agrees, because, at
    review.save(update_fields=["ratings", "agrees", "because", "given_at"])
    announce(
        PeerReviewGiven(
            person=review.person,
            at=at,
            by=actor,
            review=review,
            marking=review.marking,
            agrees=agrees,
        )
    )
    note(actor, review.paper, "peer_review_given", review=review.pk, agrees=agrees)
    return review
