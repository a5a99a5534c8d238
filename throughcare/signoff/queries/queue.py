"""The verification queue: what waits for a signature that a colleague may give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, islice
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of, pack
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.signoff.access import COUNTERSIGN_PAPER
from throughcare.signoff.models import Paper, PeerReview
from throughcare.signoff.queries.finding import page_of
from throughcare.staff.queries import covered_by

Whose = Literal["mine", "anybody", "covering", "colleague"]
_AT_MOST = 100


@dataclass(frozen=True)
class WaitingLine:
    """A document that waits for a signature the reader may give."""

    id: UUID
    person: PersonLine
    title: str
    kind: str
    author: str
    whose: Whose
    """It was sent to the reader; to nobody in particular; to somebody the reader covers for, or to
    another colleague."""
    waits_for: str
    because: tuple[str, ...]
    submitted_at: datetime
    days_waiting: int
    due_on: date
    is_late: bool
    badge: str
    href: str


@dataclass(frozen=True)
class OwedReview:
    """A peer review the reader was asked for."""

    id: UUID
    paper_id: UUID
    person: PersonLine
    title: str
    asked_by: str
    due_on: date
    is_late: bool
    badge: str


@dataclass(frozen=True)
class ReturnedLine:
    """A document of the reader's that came back to them."""

    title: str
    person: str
    href: str
    badge: str


@dataclass(frozen=True)
class ForMe:
    """What sign-off asks of one colleague by name."""

    to_sign: int
    to_review: int
    returned: tuple[ReturnedLine, ...]


@dataclass(frozen=True)
class Queue:
    """What waits, the most pressing first; `is_cut` when there is more than is shown."""

    lines: tuple[WaitingLine, ...]
    reviews: tuple[OwedReview, ...]
    is_cut: bool

    def of(self, whose: Whose) -> tuple[WaitingLine, ...]:
        return tuple(one for one in self.lines if one.whose == whose)

    @property
    def has_next(self) -> bool:
        """Whether there is something to be taken by whoever comes first."""
        return any(one.whose in ("anybody", "covering") for one in self.lines)


def waiting_for(*, actor: Actor, on: date) -> Queue:
    """What waits for a signature the actor may give, and the reviews they owe; few queries."""
    found = list(islice(_allowed(actor, _signable(actor)), _AT_MOST + 1))
    papers = found[:_AT_MOST]
    covers = covered_by(member_id=actor.staff_id, on=on) if actor.staff_id else ()
    reviews = _owed_by(actor).select_related("paper", "person", "asked_by")
    owed = list(reviews.order_by("due_on", "id")[:_AT_MOST])
    about = [*(one.person for one in papers), *(one.person for one in owed)]
    lines = {line.id: line for line in people.lines_of(about)}
    return Queue(
        lines=tuple(_line(one, lines[one.person_id], actor, covers, on) for one in papers),
        reviews=tuple(_owed(one, lines[one.person_id], on) for one in owed),
        is_cut=len(found) > _AT_MOST,
    )


def for_me(*, actor: Actor) -> ForMe:
    """What is the actor's to do, for the page that lists that; three queries."""
    me = actor.staff_id
    returned = Paper.objects.filter(state=Paper.State.RETURNED, author=me)
    papers = returned.select_related("person").order_by("opened_at", "id")[:_AT_MOST]
    return ForMe(
        to_sign=Paper.objects.filter(state=Paper.State.SUBMITTED, waits_for=me).count(),
        to_review=_owed_by(actor).count(),
        returned=tuple(
            ReturnedLine(one.title, one.person.full_name, page_of(one), badge_of(one.marking))
            for one in papers
        ),
    )


def to_be_taken(*, actor: Actor, at: datetime) -> Iterator[Paper]:
    """What nobody in particular was sent, or somebody who is away, the longest waiting first."""
    covers = covered_by(member_id=actor.staff_id, on=local_day(at)) if actor.staff_id else ()
    free = _signable(actor).filter(Q(waits_for=None) | Q(waits_for__in=covers))
    yield from _allowed(actor, free.order_by("submitted_at", "id"))


def _owed_by(actor: Actor) -> QuerySet[PeerReview]:
    over = (Paper.State.WITHDRAWN, Paper.State.SUPERSEDED)
    asked = PeerReview.objects.filter(asked_of=actor.staff_id, given_at=None)
    return asked.exclude(paper__state__in=over)


def _allowed(actor: Actor, papers: QuerySet[Paper]) -> Iterator[Paper]:
    """Those the actor may sign, however many before them they may not; each competence is asked
    about once."""
    known: dict[tuple[int, str], bool] = {}
    for one in _in_turn(papers):
        one.competences_known = known
        if decide(actor, COUNTERSIGN_PAPER, one).allowed:
            yield one


def _in_turn(papers: QuerySet[Paper]) -> Iterator[Paper]:
    """Some at once, as far as they are wanted."""
    for start in count(0, _AT_MOST):
        some = list(papers[start : start + _AT_MOST])
        yield from some
        if len(some) < _AT_MOST:
            return


def _signable(actor: Actor) -> QuerySet[Paper]:
    """What waits for one of the actor's roles and was not written by them."""
    waiting = Paper.objects.filter(state=Paper.State.SUBMITTED, roles__overlap=sorted(actor.roles))
    return (
        waiting.exclude(author=actor.staff_id)
        .exclude(writers__member=actor.staff_id)
        .select_related("person", "author", "waits_for")
        .prefetch_related("writers", "stages")
        .order_by(F("due_on"), "submitted_at", "id")
    )


def _line(
    paper: Paper, person: PersonLine, actor: Actor, covers: tuple[int, ...], on: date
) -> WaitingLine:
    assert paper.submitted_at is not None
    assert paper.due_on is not None
    signature = paper.next_signature
    return WaitingLine(
        id=paper.pk,
        person=person,
        title=paper.title,
        kind=pack().signoff_rule.kinds[paper.kind].title,
        author=paper.author.name,
        whose=_whose(paper, actor, covers),
        waits_for=paper.waits_for.name if paper.waits_for else "",
        because=signature.because if signature else (),
        submitted_at=paper.submitted_at,
        days_waiting=(on - local_day(paper.submitted_at)).days,
        due_on=paper.due_on,
        is_late=paper.due_on < on,
        badge=badge_of(paper.marking),
        href=page_of(paper, to_decide=True),
    )


def _whose(paper: Paper, actor: Actor, covers: tuple[int, ...]) -> Whose:
    if paper.waits_for_id == actor.staff_id:
        return "mine"
    if paper.waits_for_id is None:
        return "anybody"
    return "covering" if paper.waits_for_id in covers else "colleague"


def _owed(review: PeerReview, person: PersonLine, on: date) -> OwedReview:
    paper: Any = review.paper
    return OwedReview(
        id=review.pk,
        paper_id=paper.pk,
        person=person,
        title=paper.title,
        asked_by=review.asked_by.name,
        due_on=review.due_on,
        is_late=review.due_on < on,
        badge=badge_of(review.marking),
    )
