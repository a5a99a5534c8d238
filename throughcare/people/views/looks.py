"""Who looked at somebody's record, for their manager."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.people import queries
from throughcare.people.forms import LooksForm


@require_GET
def looks(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Who looked, by day and colleague; what is unusual first."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, SEE_LOOKS, person)
    typed = {name: request.GET[name] for name in ("since", "until") if request.GET.get(name)}
    form = LooksForm(typed or None)
    asked = form.cleaned_data if form.is_valid() else {"since": None, "until": None}
    after = request.GET.get("after", "")
    page = queries.looks_page(actor=actor, person=person, after=after, **asked)
    shown = {"person": person, "page": page, "form": form, "kept": urlencode(typed)}
    return render(request, "people/looks.html", shown)
