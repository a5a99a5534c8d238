"""How long somebody stays signed in, and what becomes of what they sent too late.

A session that is over lets nobody in. It is left standing for a while to hold what its owner sent
after its end: whoever signs in as the same colleague finds it, and Django empties it before it
lets anybody else in.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.middleware import SessionMiddleware
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from throughcare.foundation.packs import pack
from throughcare.web.keys import box

BEGAN, SEEN, KEPT = "began_at", "seen_at", "kept"  # in the session; moments in seconds
PURPOSE = b"throughcare kept form"
A_MINUTE = 60  # the session is written no more often than this
SECRET = ("password", "credential")  # fields that hold what nobody may keep


@dataclass(frozen=True)
class Ends:
    """In how many seconds a session is over if nothing is done, and whatever is done."""

    left: int
    most: int

    @property
    def is_last(self) -> bool:
        """Whether nothing that is done keeps it from ending soon."""
        return self.most <= pack().session_rule.warn_minutes * 60


class Sessions(SessionMiddleware):
    """Django's, but only signing out takes the browser's cookie away.

    Django's takes it whenever its session is unknown. A request sent just before somebody signed in
    brings the session of before; answered just after, it would take away the new one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_unchanged = not request.session.modified
        response = super().process_response(request, response)
        if is_unchanged:
            response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response


class Limits:
    """Middleware: whoever's session is over is nobody, and what they sent is kept for them."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.came_too_late = False  # type: ignore[attr-defined]
        if request.user.is_authenticated and ends(request).left <= 0:
            request.came_too_late = True  # type: ignore[attr-defined]
            request.user = AnonymousUser()
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.came_too_late:  # type: ignore[attr-defined]
            return _keep(request) if _can_be_kept(request, view) else None
        if request.user.is_authenticated:
            _note(request, asks_only=getattr(view, "asks_only", False))
        return None


def asks_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose GET is sent by the page itself: nobody is there because of it."""
    view.asks_only = True  # type: ignore[attr-defined]
    return view


@receiver(user_logged_in)
def begin(request: HttpRequest, **named: Any) -> None:
    """From each sign-in both limits are counted anew."""
    request.session[BEGAN] = request.session[SEEN] = _now()


def ends(request: HttpRequest) -> Ends:
    """When this session is over; one that does not say when it began is."""
    rule, now = pack().session_rule, _now()
    most = request.session.get(BEGAN, 0) + rule.longest_hours * 3600 - now
    idle = request.session.get(SEEN, 0) + rule.idle_minutes * 60 - now
    return Ends(left=min(idle, most), most=most)


def _now() -> int:
    return int(timezone.now().timestamp())


def _note(request: HttpRequest, *, asks_only: bool) -> None:
    """Somebody is there; and what they send once more is kept no longer."""
    if asks_only and request.method == "GET":
        return
    if _now() - request.session[SEEN] >= A_MINUTE:
        request.session[SEEN] = _now()
    if request.method == "POST" and KEPT in request.session:
        held = kept(request)
        if held is None or held.path == request.get_full_path():
            forget(request)


# What was sent too late


@dataclass(frozen=True)
class Kept:
    """A form that came after the session's end: where it was sent, and what it held."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def written(self) -> list[str]:
        """What of it somebody typed, rather than picked."""
        return [value for _name, value in self.fields if " " in value.strip()]


def _can_be_kept(request: HttpRequest, view: Any) -> bool:
    """A form that a person sent. What a script sends stays with the page that it stands on.

    Pages of signing in belong to no namespace: they ask for codes, and nothing sent there is kept.
    """
    match = request.resolver_match
    return (
        request.method == "POST"
        and getattr(view, "login_required", True)
        and bool(match and match.namespace)
        and "X-Requested-With" not in request.headers
        and not any(word in name for name in request.POST for word in SECRET)
    )


def _keep(request: HttpRequest) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    said = json.dumps({"path": request.get_full_path(), "fields": fields})
    request.session[KEPT] = box(PURPOSE).encrypt_at_time(said.encode(), _now()).decode()
    return redirect(f"{reverse('account_login')}?next={reverse('web:kept')}")


def kept(request: HttpRequest) -> Kept | None:
    """What this colleague sent too late, if it is not too long ago."""
    try:
        ttl = pack().session_rule.kept_minutes * 60
        said = box(PURPOSE).decrypt_at_time(request.session.get(KEPT, ""), ttl, _now())
    except InvalidToken:
        return None
    found = json.loads(said)
    return Kept(found["path"], [(name, value) for name, value in found["fields"]])


def forget(request: HttpRequest) -> None:
    """It was sent once more, or is not wanted."""
    request.session.pop(KEPT, None)
