"""The door: who is asking, one transaction a page, looks and refusals written down."""

import logging
from collections.abc import Callable
from typing import Any, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils import timezone, translation
from psycopg.errors import ExclusionViolation, UniqueViolation

from throughcare.foundation.access import (
    AccessDenied,
    Actor,
    NotVisible,
    StaleReach,
    acting_as,
)
from throughcare.foundation.audit import looked, opened, refused
from throughcare.people.queries import LeadsTo
from throughcare.people.reach import NoLongerHere, actor_for
from throughcare.web import second_step

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; frame-src 'self'; manifest-src 'self'"
)


def headers(answer: Answer) -> Answer:
    """What every answer tells the browser: nothing from elsewhere, nothing kept on disk."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_headers


class Acting:
    """Runs each view in one transaction, as the colleague signed in, with their row security."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language

        def page() -> HttpResponse:
            led = second_step.comes_first(request, request.actor)  # type: ignore[attr-defined]
            response: HttpResponse = led or view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()  # allauth's pages come unwritten; here it is known who asks
            return response

        try:
            try:
                return _answer_as(request, _actor_now(request), page)
            except StaleReach:
                # A grant, role or holding changed between the look-up and the transaction.
                return _answer_as(request, _actor_now(request), page)
        except NoLongerHere:
            logout(request)
            return redirect(settings.LOGIN_URL)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Pages for nobody in particular raise the same things."""
        return _not_found(request, None) if isinstance(error, NotVisible) else None


def _actor_now(request: HttpRequest) -> Actor:
    return actor_for(staff_id=cast(int, request.user.pk), at=timezone.now())


def _answer_as(
    request: HttpRequest, actor: Actor, page: Callable[[], HttpResponse]
) -> HttpResponse:
    request.actor = actor  # type: ignore[attr-defined]
    people: list[int] = []
    token = opened.set(people)
    try:
        with acting_as(actor):
            response = page()
            _write_looks(request, actor, people)
        return response
    except ReauthenticationRequired:
        return second_step.is_it_you(request)
    except AccessDenied as denied:
        return _refuse(request, actor, denied, people)
    except NotVisible:
        return _not_found(request, actor)
    except LeadsTo as elsewhere:
        return _lead_there(request, elsewhere)
    except IntegrityError as clash:
        if not isinstance(clash.__cause__, (UniqueViolation, ExclusionViolation)):
            raise
        # A key is taken. Which row it clashed with may be nobody's business.
        log.exception("A change clashed with what is there already")
        return _bad_request(request, actor)
    finally:
        opened.reset(token)


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


def _refuse(
    request: HttpRequest, actor: Actor, denied: AccessDenied, people: list[int]
) -> HttpResponse:
    """Outside the transaction the refusal undid: the attempt stays written."""
    with acting_as(actor):
        refused(
            actor,
            denied.policy.name,
            denied.reason,
            at=timezone.now(),
            about=people[0] if people else None,
        )
        return render(request, "403.html", {"reason": denied.reason}, status=403)


def _bad_request(request: HttpRequest, actor: Actor) -> HttpResponse:
    with acting_as(actor):
        return render(request, "400.html", status=400)


def _not_found(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    with acting_as(actor):
        return render(request, "404.html", status=404)
