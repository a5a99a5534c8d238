"""Adding an objective, and saying it better."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.plans import actions, queries
from throughcare.plans.forms import ChangeObjectiveForm, ObjectiveForm
from throughcare.plans.views.conflicts import with_version


@require_http_methods(["GET", "POST"])
def add_objective(request: HttpRequest, ref: UUID, plan_id: UUID) -> HttpResponse:
    """Add an objective."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    plan = queries.plan_for(actor=actor, person=person, plan_id=plan_id)
    form = ObjectiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_objective(
            actor=actor,
            plan=plan,
            title=form.cleaned_data["title"],
            at=timezone.now(),
            id=form.cleaned_data["once"],
        )
        return redirect("plans:plan", ref=ref)
    return render(request, "plans/objective.html", {"person": person, "plan": plan, "form": form})


@require_http_methods(["GET", "POST"])
def objective(request: HttpRequest, ref: UUID, objective_id: UUID) -> HttpResponse:
    """Say an objective better."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.objective_for(actor=actor, person=person, objective_id=objective_id)
    form = ChangeObjectiveForm(
        request.POST if request.method == "POST" else None,
        initial={"title": found.title, "version": found.version},
    )
    shown = {"person": person, "plan": found.plan, "objective": found, "form": form}
    if form.is_valid():
        try:
            actions.change_objective(
                actor=actor,
                objective=found,
                title=form.cleaned_data["title"],
                version=form.cleaned_data["version"],
                at=timezone.now(),
            )
        except ChangedMeanwhile:
            theirs = queries.objective_for(actor=actor, person=person, objective_id=objective_id)
            shown["objective"] = shown["theirs"] = theirs
            shown["form"] = ChangeObjectiveForm(with_version(request.POST, theirs))
        else:
            return redirect("plans:plan", ref=ref)
    return render(request, "plans/objective.html", shown)
