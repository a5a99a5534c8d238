"""People who may be on the record twice: the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from throughcare.foundation.access import AccessDenied, actor_of
from throughcare.people import queries
from throughcare.people.access import MERGE_PEOPLE


@require_GET
def alike(request: HttpRequest) -> HttpResponse:
    """Possibly the same person: those nobody has answered, or those nobody was sure about."""
    actor, unsure = actor_of(request), request.GET.get("show") == "unsure"
    if not queries.may_merge_any(actor):
        raise AccessDenied(MERGE_PEOPLE, str(MERGE_PEOPLE.otherwise))
    page = queries.likenesses(actor=actor, unsure=unsure, after=request.GET.get("after", ""))
    return render(request, "people/alike.html", {"page": page, "unsure": unsure})
