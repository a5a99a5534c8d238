"""Answering as somebody: one transaction under their row security, looks and refusals written down.

Every door does it with this: the pages' (`middleware`) and the one for other programs (`api`). They
differ in the words for what did not work.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from psycopg.errors import ExclusionViolation, UniqueViolation

from throughcare.calculations import actions as calculations
from throughcare.foundation.access import AccessDenied, Actor, NotVisible, StaleReach, acting_as
from throughcare.foundation.audit import looked, opened, refused
from throughcare.foundation.database import replica
from throughcare.people.queries import LeadsTo
from throughcare.people.reach import actor_for

log = logging.getLogger(__name__)
READS = ("GET", "HEAD")
View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True)
class Says:
    """What a door answers when something did not work."""

    refused: Callable[[HttpRequest, str], HttpResponse]
    not_found: Callable[[HttpRequest], HttpResponse]
    clashed: Callable[[HttpRequest], HttpResponse]


def knows_who_asks(view: View) -> View:
    """For a view that is a door itself: whoever is signed in with cookies is not who asks."""
    view.knows_who_asks = True  # type: ignore[attr-defined]
    return view


def answer(
    request: HttpRequest, staff_id: int, page: Callable[[], HttpResponse], says: Says
) -> HttpResponse:
    """The page as this colleague sees it now. Raises NoLongerHere."""
    try:
        return _answer_as(request, actor_for(staff_id=staff_id, at=timezone.now()), page, says)
    except StaleReach:
        # A grant, role or holding changed between the look-up and the transaction.
        return _answer_as(request, actor_for(staff_id=staff_id, at=timezone.now()), page, says)


def _answer_as(
    request: HttpRequest, actor: Actor, page: Callable[[], HttpResponse], says: Says
) -> HttpResponse:
    request.actor = actor  # type: ignore[attr-defined]
    people: list[int] = []
    token = opened.set(people)
    try:
        if request.method in READS and replica.is_there():
            try:
                return _read_elsewhere(request, actor, page, people)
            except replica.NotFromHere:
                people.clear()
        with calculations.noting() as changed, acting_as(actor):
            response = page()
            _write_looks(request, actor, people)
        if changed:
            calculations.recalculate(changed, at=timezone.now())
        return response
    except AccessDenied as denied:
        # Outside the transaction the refusal undid: the attempt stays written.
        with acting_as(actor):
            about = people[0] if people else None
            refused(actor, denied.policy.name, denied.reason, at=timezone.now(), about=about)
            return says.refused(request, denied.reason)
    except NotVisible:
        with acting_as(actor):
            return says.not_found(request)
    except LeadsTo as elsewhere:
        return _lead_there(request, elsewhere)
    except IntegrityError as clash:
        if not isinstance(clash.__cause__, (UniqueViolation, ExclusionViolation)):
            raise
        # A key is taken. Which row it clashed with may be nobody's business.
        log.exception("A change clashed with what is there already")
        with acting_as(actor):
            return says.clashed(request)
    finally:
        opened.reset(token)


def _read_elsewhere(
    request: HttpRequest, actor: Actor, page: Callable[[], HttpResponse], people: list[int]
) -> HttpResponse:
    """The page from the replica, and the looks on the server before it is shown.

    Raises NotFromHere: then nothing was written, and the server is asked as ever.
    """
    with replica.reading_from_it(), acting_as(actor):
        response = page()
    with acting_as(actor):
        _write_looks(request, actor, people)
    return response


def _lead_there(request: HttpRequest, elsewhere: LeadsTo) -> HttpResponse:
    """The same page of whoever this person is now; what was typed on it goes there too."""
    match = request.resolver_match
    asked = str(match.kwargs["ref"]) if match else ""
    there = request.get_full_path().replace(asked, str(elsewhere.ref), 1)
    return redirect(there, preserve_request=True)


def _write_looks(request: HttpRequest, actor: Actor, people: list[int]) -> None:
    match = request.resolver_match
    for person in people:
        looked(actor, person, match.view_name if match else request.path, at=timezone.now())
