"""Staying signed in, and what somebody sent when they no longer were."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughcare.web import sessions


@sessions.asks_only
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """How long this session lasts, for the page's script; sending to it makes it last longer."""
    ends = sessions.ends(request)
    return JsonResponse({"left": ends.left, "most": ends.most})


@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """What was sent after the session's end: send it once more, or let it go."""
    held = sessions.kept(request)
    if request.method == "POST":
        sessions.forget(request)
    if request.method == "POST" or held is None:
        return redirect("web:caseload")
    return render(request, "web/kept.html", {"kept": held})
