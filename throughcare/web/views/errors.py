"""Pages for when something did not work. Each says what to do next."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.foundation.database.unavailable import AGAIN_AFTER, cannot_answer, has_no_room
from throughcare.web.answering import READS


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": ""}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Says nothing of whom the page was to be about, for that it would ask the database: which may
    be what is broken. Who is signed in and their language it takes as far as they are known.
    """
    request.resolver_match = None
    error = sys.exception()
    if not cannot_answer(error):
        return render(request, "500.html", status=500)
    shown = {"was_sent": request.method not in READS, "is_full": has_no_room(error)}
    page = render(request, "503.html", {**shown, "again_after": AGAIN_AFTER}, status=503)
    page["Retry-After"] = str(AGAIN_AFTER)
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "csrf.html", status=403)
