"""The door: who has this token, how often they come, and one transaction as that colleague."""

import logging
from functools import cache
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from throughcare.api import actions, queries
from throughcare.api.access import with_no_more_than
from throughcare.foundation.access import NotVisible
from throughcare.foundation.database.unavailable import AGAIN_AFTER, cannot_answer
from throughcare.people.reach import NoLongerHere
from throughcare.web.answering import Says, answer, knows_who_asks

log = logging.getLogger(__name__)


@cache
def _addresses() -> URLResolver:
    # imported here: django-ninja takes a moment and some memory, and pages do without
    from throughcare.api.endpoints import api

    patterns, _, _ = api.urls
    return URLResolver(RegexPattern(r"^"), patterns)


@csrf_exempt
@login_not_required
@knows_who_asks
def door(request: HttpRequest, rest: str) -> HttpResponse:
    """Everything under /api/v1/, for whoever has a token. Cookies are not looked at."""
    try:
        return _answered(request, rest)
    except NoLongerHere:
        return _stranger(request)
    except RequestDataTooBig:
        return _says(413, _("That is too large to be taken in at once."))
    except Exception as error:
        log.exception("A call could not be answered")
        if cannot_answer(error):
            return _not_now()
        return _says(500, _("Something went wrong here. Nothing was changed; try again later."))


def _answered(request: HttpRequest, rest: str) -> HttpResponse:
    token = _token(request)
    if token is None:
        return _stranger(request)
    if not _comes_in_time(request, "call", key=str(token.pk)):
        return _too_often()
    return answer(request, token.member_id, lambda: _found(request, token, rest), SAYS)


def _found(request: HttpRequest, token: Any, rest: str) -> HttpResponse:
    request.token = token  # type: ignore[attr-defined]
    actions.note_use(token=token, on=timezone.localdate())
    request.actor = with_no_more_than(request.actor, token.uses)  # type: ignore[attr-defined]
    try:
        match = _addresses().resolve(rest)
    except Resolver404:
        raise NotVisible from None
    request.resolver_match = match
    answered: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answered


def _token(request: HttpRequest) -> Any:
    word, _, secret = request.headers.get("Authorization", "").partition(" ")
    if word.lower() != "bearer" or not secret.strip():
        return None
    return queries.token_shown(secret.strip(), at=timezone.now())


def _stranger(request: HttpRequest) -> HttpResponse:
    if not _comes_in_time(request, "stranger"):
        return _too_often()
    refusal = _says(401, _("Say with a token who is asking. This one lets nobody in, or not now."))
    refusal["WWW-Authenticate"] = "Bearer"
    return refusal


def _comes_in_time(request: HttpRequest, action: str, key: str | None = None) -> bool:
    limits = settings.API_RATE_LIMITS
    used = ratelimit.consume(
        request, app="api", action=action, config=limits, key=key, limit_get=True
    )
    return used is not None


def _too_often() -> HttpResponse:
    refusal = _says(429, _("That is too often within a short time. Wait a minute and go on."))
    refusal["Retry-After"] = "60"
    return refusal


def _not_now() -> HttpResponse:
    refusal = _says(503, _("The database does not answer just now. Nothing was changed."))
    refusal["Retry-After"] = str(AGAIN_AFTER)
    return refusal


def _says(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"detail": sentence}, status=status)


SAYS = Says(
    refused=lambda request, reason: _says(403, reason),
    not_found=lambda request: _says(404, _("There is nothing here for you.")),
    clashed=lambda request: _says(400, _("That could not be done as it was sent.")),
)
