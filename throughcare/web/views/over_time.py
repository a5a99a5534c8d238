"""Assessments and predictors over time, and what was being done meanwhile."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of
from throughcare.people import queries as people
from throughcare.web.pages import over_time as page


@require_GET
def over_time(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Charts on one axis of time, each with its table."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = page.over_time(actor=actor, person=person, today=timezone.localdate())
    return render(request, "web/over_time.html", {"person": person, "page": found})
