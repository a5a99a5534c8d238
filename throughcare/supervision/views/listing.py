"""Somebody's appointments, and one of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of
from throughcare.people import queries as people
from throughcare.supervision import queries


@require_GET
def appointments(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What is to come, what is owed, what was."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    after = request.GET.get("after", "")
    page = queries.appointments_page(actor=actor, person=person, now=now, after=after)
    return render(request, "supervision/appointments.html", {"person": person, "page": page})


@require_GET
def appointment(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One appointment with everything recorded of it."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.appointment_page(actor=actor, person=person, id=id, now=now)
    return render(request, "supervision/appointment.html", {"person": person, "page": page})
