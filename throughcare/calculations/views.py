"""What was worked out about somebody, and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from throughcare.calculations import queries
from throughcare.foundation.access import actor_of
from throughcare.people import queries as people


@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """The colleague's own workload, and what it is made of."""
    page = queries.own_workload(actor=actor_of(request), today=timezone.localdate())
    return render(request, "calculations/workload.html", {"page": page})


@require_safe
def would_change(request: HttpRequest, id: str, version: str, other: str) -> HttpResponse:
    """What another version of a rule would change among everybody it is worked out for."""
    page = queries.would_change(actor=actor_of(request), id=id, version=version, other=other)
    given = {"rule": page.rule, "other": page.other, "found": page.found}
    return render(request, "calculations/would_change.html", given)


@require_safe
def calculations(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Everything that is worked out about somebody, as it stands."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    groups = queries.calculations_of(actor=actor, person=person.pk)
    return render(request, "calculations/calculations.html", {"person": person, "groups": groups})


@require_safe
def calculation(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Why one of them says what it says, and why it changed."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = queries.calculation_page(actor=actor, person=person, id=id)
    return render(request, "calculations/calculation.html", {"person": person, "page": page})
