"""People whose case waits to be given to somebody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of
from throughcare.people import queries


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Whose case nobody holds yet, of those the colleague can give out."""
    page = queries.people_waiting(actor=actor_of(request), after=request.GET.get("after", ""))
    return render(request, "people/waiting.html", {"page": page})
