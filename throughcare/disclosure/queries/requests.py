"""Requests: those that are open, those about one person, and one with how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughcare.disclosure.access import ANSWER_REQUEST, CHECK_DECISION
from throughcare.disclosure.models import Decision, GoneThrough, Request
from throughcare.disclosure.queries.bundles import bundles_of
from throughcare.disclosure.queries.checking import to_check
from throughcare.disclosure.queries.items import ItemLine, lines_of, to_decide_about
from throughcare.disclosure.queries.share import share_of
from throughcare.foundation.access import AccessDenied, Actor, decide, one_visible
from throughcare.foundation.packs import pack
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine

PAGE = 50
LOOKED_AT = 4 * PAGE  # of those that row security shows, some are not the reader’s to open


@dataclass(frozen=True)
class Compartment:
    """A marking, and whether somebody has been through it for this request.

    There is one for every marking of the pack and every request, whatever the record holds.
    """

    title: str
    is_mine: bool
    is_handlers: bool
    gone_through: GoneThrough | None


@dataclass(frozen=True)
class RequestLine:
    """A request in a list, and what it asks of the reader."""

    request: Request
    person: PersonLine
    is_handler: bool
    mine: tuple[str, ...]
    """Titles of the markings the reader still has to go through."""
    to_check: int


@dataclass(frozen=True)
class RequestPage:
    """One request and how far it has come, for one reader."""

    request: Request
    is_handler: bool
    may_answer: bool
    compartments: tuple[Compartment, ...]
    lines: list[ItemLine]
    to_check: int
    bundles: Sequence[Any]
    once: UUID = field(default_factory=uuid4)
    """The number the bundle gets that is made from this showing of the page."""

    @property
    def needs_deciding(self) -> int:
        return sum(one.needs_deciding for one in self.lines)

    @property
    def waiting(self) -> int:
        return sum(one.state == "waiting" for one in self.lines)

    @property
    def is_settled(self) -> bool:
        return all(one.state == "settled" for one in self.lines)

    @property
    def others(self) -> tuple[Compartment, ...]:
        return tuple(one for one in self.compartments if not one.is_handlers)


def requests_page(*, actor: Actor) -> list[RequestLine]:
    """Open requests of the people the reader may answer or check for, the most pressing first."""
    if not actor.powers.intersection((ANSWER_REQUEST.name, CHECK_DECISION.name)):
        raise AccessDenied(ANSWER_REQUEST, str(ANSWER_REQUEST.otherwise))
    rows = _unfinished(actor).order_by("-state", "due_on", "id")  # those that are open first
    found = [one for one in rows[:LOOKED_AT] if _may_open(actor, one)]
    lines = {one.id: one for one in people.lines_of([request.person for request in found])}
    done = _gone_through(found)
    waiting = _waiting(actor, found)
    listed = (
        RequestLine(
            request,
            lines[request.person_id],
            request.handler_id == actor.staff_id,
            _still_mine(actor, request, done),
            waiting.get(request.pk, 0),
        )
        for request in found
        if request.person_id in lines
    )
    return [
        one for one in listed if one.request.state == Request.State.OPEN or one.mine or one.to_check
    ][:PAGE]


def requests_about(*, actor: Actor, person: Any) -> list[Request]:
    """Every request about one person, the latest first."""
    rows = Request.objects.filter(person=person).select_related("handler")
    return list(rows.order_by("-received_on", "-id"))


def request_for(*, actor: Actor, person: Any, id: UUID) -> Request:
    """One request. Raises NotVisible, and AccessDenied to who neither answers nor checks."""
    found = one_visible(Request.objects.select_related("person", "handler"), pk=id, person=person)
    if not _may_open(actor, found):
        raise AccessDenied(ANSWER_REQUEST, str(ANSWER_REQUEST.otherwise))
    return found


def request_page(*, actor: Actor, request: Request) -> RequestPage:
    """How far a request has come."""
    done = _gone_through([request])
    mine = share_of(actor, request)
    may_answer = decide(actor, ANSWER_REQUEST, request).allowed
    rows = to_decide_about(request) if may_answer else None
    return RequestPage(
        request=request,
        is_handler=request.handler_id == actor.staff_id,
        may_answer=may_answer,
        compartments=tuple(
            Compartment(
                marking.title,
                marking.number in mine,
                marking.number in request.markings,
                done.get((request.pk, marking.number)),
            )
            for marking in pack().markings.values()
        ),
        lines=lines_of(rows, actor=actor, request=request) if rows else [],
        to_check=len(to_check(actor=actor, request=request, rows=rows)),
        bundles=bundles_of(actor=actor, request=request) if may_answer else [],
    )


def _unfinished(actor: Actor) -> QuerySet[Request]:
    """Open, or answered while something like what the actor reads is left to do in it."""
    waiting = Decision.objects.filter(request=OuterRef("pk"), check_state=Decision.Check.WAITING)
    like_mine = Q(gone_through__of_marking__in=actor.markings)
    rows = Request.objects.exclude(state=Request.State.WITHDRAWN).annotate(
        gone=Count("gone_through__of_marking", filter=like_mine, distinct=True)
    )
    is_left = Q(gone__lt=len(actor.markings)) | Exists(waiting)
    return rows.filter(Q(state=Request.State.OPEN) | is_left).select_related("person", "handler")


def _may_open(actor: Actor, request: Request) -> bool:
    return any(decide(actor, one, request).allowed for one in (ANSWER_REQUEST, CHECK_DECISION))


def _still_mine(
    actor: Actor, request: Request, done: dict[tuple[UUID, int], GoneThrough]
) -> tuple[str, ...]:
    if not decide(actor, ANSWER_REQUEST, request).allowed:
        return ()
    mine = share_of(actor, request)
    return tuple(
        one.title
        for one in pack().markings.values()
        if one.number in mine and (request.pk, one.number) not in done
    )


def _gone_through(requests: list[Request]) -> dict[tuple[UUID, int], GoneThrough]:
    rows = GoneThrough.objects.filter(request__in=requests).select_related("by").order_by("at")
    return {(one.request_id, one.of_marking): one for one in rows}


def _waiting(actor: Actor, requests: list[Request]) -> dict[UUID, int]:
    """How many decisions of each wait for the reader to check them."""
    rows = Decision.objects.filter(
        request__in=requests, check_state=Decision.Check.WAITING
    ).select_related("person")
    found: dict[UUID, int] = {}
    for one in rows:
        if decide(actor, CHECK_DECISION, one).allowed:
            found[one.request_id] = found.get(one.request_id, 0) + 1
    return found
