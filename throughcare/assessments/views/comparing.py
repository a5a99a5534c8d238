"""Pages that set two assessments of somebody side by side."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from throughcare.assessments import queries
from throughcare.assessments.forms import CompareForm
from throughcare.foundation.access import actor_of
from throughcare.people import queries as people


@require_GET
def compare(request: HttpRequest, ref: UUID, assessment_id: UUID, other: UUID) -> HttpResponse:
    """Two assessments side by side: what has changed, or everything."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = queries.comparison(
        actor=actor, person=person, one=assessment_id, other=other, on=timezone.localdate()
    )
    shown = {"person": person, "page": page, "everything": "all" in request.GET}
    return render(request, "assessments/compare.html", shown)


@require_GET
def compare_with_before(request: HttpRequest, ref: UUID, assessment_id: UUID) -> HttpResponse:
    """An assessment beside the one before it; without one, to the choice."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    before = queries.one_before(actor=actor, person=person, assessment_id=assessment_id)
    if before:
        return redirect("assessments:compare", ref, assessment_id, before)
    address = reverse("assessments:compare-two", args=[ref])
    return redirect(f"{address}?one={assessment_id}")


@require_GET
def compare_two(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Choosing two assessments to set side by side."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    offered = [(one.id, one.says) for one in queries.to_compare(actor=actor, person=person)]
    is_sent = "one" in request.GET and "other" in request.GET and "again" not in request.GET
    form = CompareForm(
        request.GET if is_sent else None, offered=offered, initial=request.GET.dict()
    )
    if form.is_valid():
        return redirect("assessments:compare", ref, *form.cleaned_data.values())
    shown = {"person": person, "form": form, "none_before": "one" in request.GET and not is_sent}
    return render(request, "assessments/compare_two.html", shown)
