"""How a paper stands, for the page of what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.functions import Length

from throughcare.foundation.access import Actor, Decision, decide
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.signoff import Signature
from throughcare.foundation.ui.header import Tone
from throughcare.signoff.access import (
    ASK_PEER_REVIEW,
    COMMENT_ON_PAPER,
    COUNTERSIGN_PAPER,
    GIVE_PEER_REVIEW,
    SETTLE_COMMENT,
    SUBMIT_PAPER,
    WITHDRAW_PAPER,
)
from throughcare.signoff.models import Comment, Document, Paper, PeerReview, Stage
from throughcare.signoff.queries.finding import page_of, paper_of_subject, papers

TONES: dict[str, Tone] = {
    Paper.State.DRAFT: "plain",
    Paper.State.SUBMITTED: "attention",
    Paper.State.RETURNED: "attention",
    Paper.State.FINAL: "good",
    Paper.State.WITHDRAWN: "quiet",
    Paper.State.SUPERSEDED: "quiet",
}


@dataclass(frozen=True)
class StageLine:
    """A step of a paper's way."""

    kind: str
    says: str
    at: datetime
    by: str
    by_role: str
    to: str
    comment: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class CommentLine:
    """A comment at its place."""

    id: UUID
    place: str
    place_says: str
    text: str
    by: str
    at: datetime
    settled_by: str
    settled_at: datetime | None
    may_settle: Decision

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


@dataclass(frozen=True)
class ReviewLine:
    """A peer review, asked for or given."""

    id: UUID
    of: str
    asked_by: str
    asked_at: datetime
    due_on: date
    given_at: datetime | None
    agrees: bool | None
    because: str
    ratings: tuple[tuple[str, str, str], ...]
    """Criterion, rating, words."""
    may_give: Decision

    @property
    def is_given(self) -> bool:
        return self.given_at is not None


@dataclass(frozen=True)
class DocumentLine:
    """What a final paper was kept as."""

    id: UUID
    kind: str
    says: str
    sha256: str
    size: int
    badge: str


@dataclass(frozen=True)
class SignatureLine:
    """A signature the paper needs, and whether it is there."""

    title: str
    because: tuple[str, ...]
    is_given: bool
    is_next: bool


@dataclass(frozen=True)
class Standing:
    """A paper as pages show it: where it is, why, what was said, what the reader may do."""

    paper: Paper
    state: str
    says: str
    """The state in words."""
    tone: Tone
    badge: str
    signatures: tuple[SignatureLine, ...]
    waits_for: str
    days_waiting: int
    due_on: date | None
    comments: tuple[CommentLine, ...]
    reviews: tuple[ReviewLine, ...]
    stages: tuple[StageLine, ...]
    documents: tuple[DocumentLine, ...]
    may_submit: Decision
    may_countersign: Decision
    may_withdraw: Decision
    may_comment: Decision
    may_ask_review: Decision
    page: str
    """Where what it is about is."""
    reading: str
    """Where that is read and decided on."""

    @property
    def id(self) -> UUID:
        return self.paper.pk

    @property
    def version(self) -> int:
        return self.paper.version

    @property
    def is_final(self) -> bool:
        return self.state in (Paper.State.FINAL, Paper.State.SUPERSEDED)

    @property
    def because(self) -> tuple[str, ...]:
        """Why it must be countersigned."""
        return tuple(dict.fromkeys(why for one in self.signatures for why in one.because))

    @property
    def open_comments(self) -> tuple[CommentLine, ...]:
        return tuple(one for one in self.comments if one.is_open)

    def comments_at(self, place: str) -> tuple[CommentLine, ...]:
        """What was said of one place and is not settled."""
        return tuple(one for one in self.open_comments if one.place == place)

    @property
    def submission(self) -> StageLine | None:
        """How it was submitted last, while it waits."""
        submitted = [one for one in self.stages if one.kind == Stage.Kind.SUBMITTED]
        return submitted[-1] if submitted and self.state == Paper.State.SUBMITTED else None

    @property
    def submitted_with(self) -> str:
        """What whoever submitted it said to whoever signs it."""
        return self.submission.comment if self.submission else ""

    @property
    def last_return(self) -> StageLine | None:
        """What whoever returned it last asked for, while it is the author's to answer."""
        if self.state != Paper.State.RETURNED:
            return None
        returned = [one for one in self.stages if one.kind == Stage.Kind.RETURNED]
        return returned[-1] if returned else None


def standing_of(
    *, actor: Actor, on: date, paper: Paper | None = None, subject: str = ""
) -> Standing | None:
    """How a paper stands, or the last of a subject; None where there is none to be seen.

    A fixed number of queries.
    """
    paper = paper or paper_of_subject(actor=actor, subject=subject)
    return _standings(actor, [paper], on)[0] if paper else None


def standings_of(*, actor: Actor, subjects: Sequence[str], on: date) -> dict[str, Standing]:
    """How the last paper of each of these subjects stands; the same queries for any number."""
    if not subjects:
        return {}
    rows = papers().filter(subject__in=subjects).order_by("subject", "-opened_at", "-id")
    last = list(rows.distinct("subject"))
    return {one.paper.subject: one for one in _standings(actor, last, on)}


def _standings(actor: Actor, papers: list[Paper], on: date) -> list[Standing]:
    for paper in papers:  # what was read of it before may not be so any more
        paper._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    without_bytes = Document.objects.defer("body").annotate(size=Length("body"))
    documents = Prefetch("documents", without_bytes.order_by("-kind", "marking"))
    prefetch_related_objects(papers, "writers", *_WITH_PEOPLE, documents)
    return [_standing(actor, paper, on) for paper in papers]


def _standing(actor: Actor, paper: Paper, on: date) -> Standing:
    since = paper.submitted_at if paper.state == Paper.State.SUBMITTED else None
    return Standing(
        paper=paper,
        state=paper.state,
        says=str(Paper.State(paper.state).label),
        tone=TONES[Paper.State(paper.state)],
        badge=badge_of(paper.marking),
        signatures=tuple(_signatures(paper)),
        waits_for=paper.waits_for.name if paper.waits_for else "",
        days_waiting=(on - local_day(since)).days if since else 0,
        due_on=paper.due_on,
        comments=tuple(_comment(one, actor) for one in paper.comments.all()),
        reviews=tuple(_review(one, actor) for one in paper.reviews.all()),
        stages=tuple(stage_line(one) for one in paper.stages.all()),
        documents=_documents(paper),
        may_submit=decide(actor, SUBMIT_PAPER, paper),
        may_countersign=decide(actor, COUNTERSIGN_PAPER, paper),
        may_withdraw=decide(actor, WITHDRAW_PAPER, paper),
        may_comment=decide(actor, COMMENT_ON_PAPER, paper),
        may_ask_review=decide(actor, ASK_PEER_REVIEW, paper),
        page=page_of(paper),
        reading=page_of(paper, to_decide=True),
    )


_WITH_PEOPLE = (
    *("stages__by", "stages__to", "comments__by", "comments__settled_by"),
    *("reviews__asked_of", "reviews__asked_by"),
)


def way_of(paper: Paper) -> tuple[StageLine, ...]:
    """What happened to a paper so far."""
    return tuple(stage_line(one) for one in paper.stages.select_related("by", "to"))


def way_since_submitted(paper: Paper) -> tuple[StageLine, ...]:
    """Since it was submitted last: a signature from before a return counts no more."""
    way = way_of(paper)
    starts = [at for at, one in enumerate(way) if one.kind in ("submitted", "signed")]
    return way[starts[-1] :] if starts else way


def stage_line(stage: Stage) -> StageLine:
    """A step of a paper's way, in words."""
    reasons = pack().signoff_rule.reasons
    return StageLine(
        kind=stage.kind,
        says=str(Stage.Kind(stage.kind).label),
        at=stage.at,
        by=stage.by.name if stage.by else "",
        by_role=stage.by_role,
        to=stage.to.name if stage.to else "",
        comment=stage.comment,
        reasons=tuple(reasons[one].title if one in reasons else one for one in stage.reasons),
    )


def _documents(paper: Paper) -> tuple[DocumentLine, ...]:
    """What a final paper was kept as, as far as it may be known."""
    rows: Iterable[Any] = paper.documents.all()
    return tuple(
        DocumentLine(
            id=one.pk,
            kind=one.kind,
            says=str(Document.Kind(one.kind).label),
            sha256=one.sha256,
            size=one.size,
            badge=badge_of(one.marking),
        )
        for one in rows
    )


def signature_lines(signatures: Iterable[Signature], *, done: int, waits: bool) -> Any:
    """Signatures as a page lists them."""
    for number, one in enumerate(signatures):
        yield SignatureLine(one.title, one.because, number < done, waits and number == done)


def _signatures(paper: Paper) -> Iterable[SignatureLine]:
    given = len(paper.asked) if paper.state in ("final", "superseded") else paper.done
    waits = paper.state == Paper.State.SUBMITTED
    yield from signature_lines(paper.signatures, done=given, waits=waits)


def _comment(comment: Comment, actor: Actor) -> CommentLine:
    return CommentLine(
        id=comment.pk,
        place=comment.place,
        place_says=comment.place_says,
        text=comment.text,
        by=comment.by.name,
        at=comment.at,
        settled_by=comment.settled_by.name if comment.settled_by else "",
        settled_at=comment.settled_at,
        may_settle=decide(actor, SETTLE_COMMENT, comment),
    )


def _review(review: PeerReview, actor: Actor) -> ReviewLine:
    rule = pack().signoff_rule
    ratings = {one.id: one.title for one in rule.rating}
    return ReviewLine(
        id=review.pk,
        of=review.asked_of.name,
        asked_by=review.asked_by.name,
        asked_at=review.asked_at,
        due_on=review.due_on,
        given_at=review.given_at,
        agrees=review.agrees,
        because=review.because,
        ratings=tuple(
            (one.title, ratings.get(said["rating"], said["rating"]), said.get("words", ""))
            for one in rule.criterion
            if (said := review.ratings.get(one.id))
        ),
        may_give=decide(actor, GIVE_PEER_REVIEW, review),
    )
