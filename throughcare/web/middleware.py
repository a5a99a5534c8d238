"""The door of the pages: who is asking, and what every answer tells the browser."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from throughcare.foundation.access import NotVisible, acting_as
from throughcare.foundation.files import UpTo, largest_taken
from throughcare.people.reach import NoLongerHere
from throughcare.web import second_step
from throughcare.web.answering import Says, answer

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


class Bodies:
    """How much of a request is read at all, before anything reads it.

    From strangers and by most pages no more than a form can hold. Where a page takes a file, one
    file of the size it says, from whoever is signed in.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        said = request.META.get("CONTENT_LENGTH") or ""
        sent = int(said) if said.isdecimal() else 0  # the server reads by its own count
        if not sent or getattr(view, "knows_who_asks", False):
            return
        most, largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, largest_taken(view)
        is_here = request.user.is_authenticated
        if largest is not None and (is_here or getattr(request, "came_too_late", False)):
            # The page itself says that a file is too large, with all that was typed beside it.
            most = settings.READ_TO_ITS_END
        if largest is not None and is_here:
            request.upload_handlers = [UpTo(largest)]
        if sent > most:
            if is_here and sent <= settings.READ_TO_ITS_END:
                _let_by(request)
            raise RequestDataTooBig


def _let_by(request: HttpRequest) -> None:
    """Read to the end and keep nothing: a browser shows an answer once it has sent all it has."""
    with suppress(UnreadablePostError):  # who sends it has gone
        while request.read(65536):
            pass


class Acting:
    """Runs each view in one transaction, as the colleague signed in, with their row security."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "knows_who_asks", False) or not request.user.is_authenticated:
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
            return answer(request, request.user.pk, page, PAGES)
        except ReauthenticationRequired:
            return second_step.is_it_you(request)
        except NoLongerHere:
            logout(request)
            return redirect(settings.LOGIN_URL)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Pages for nobody in particular raise the same things."""
        if not isinstance(error, NotVisible):
            return None
        with acting_as(None):
            return PAGES.not_found(request)


def _page_of(request: HttpRequest, name: str, status: int, **words: str) -> HttpResponse:
    return render(request, name, words, status=status)


PAGES = Says(
    refused=lambda request, reason: _page_of(request, "403.html", 403, reason=reason),
    not_found=lambda request: _page_of(request, "404.html", 404),
    clashed=lambda request: _page_of(request, "400.html", 400),
)
