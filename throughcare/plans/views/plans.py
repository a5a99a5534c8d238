"""The plan as a whole: reading it, opening it, hearing the person, closing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.foundation.access import actor_of
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.plans import actions, queries
from throughcare.plans.forms import AgreeForm, ClosePlanForm, OpenForm, ProposalForm, StepForm
from throughcare.signoff import queries as signoff


@require_GET
def plan(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The open plan, or what would make one."""
    actor, today = actor_of(request), local_day(timezone.now())
    person = people.open_person(actor=actor, ref=ref)
    page = queries.plans_page(actor=actor, person=person, today=today)
    shown = {"person": person, "page": page, "open_form": OpenForm(), "step_form": StepForm}
    return render(request, "plans/plans.html", shown)


@require_GET
def one_plan(request: HttpRequest, ref: UUID, plan_id: UUID) -> HttpResponse:
    """One plan, open or closed."""
    actor, today = actor_of(request), local_day(timezone.now())
    person = people.open_person(actor=actor, ref=ref)
    page = queries.plan_page(actor=actor, person=person, plan_id=plan_id, today=today)
    shown = {"person": person, "plan": page, "step_form": StepForm}
    if page.standing and page.standing.may_countersign.allowed:
        shown["deciding"] = signoff.deciding(paper=page.standing.paper)
    return render(request, "plans/one_plan.html", shown)


@require_POST
def open_plan(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Open an empty plan."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    form = OpenForm(request.POST)
    form.is_valid()
    actions.open_plan(
        actor=actor, person=person, on=local_day(now), at=now, id=form.cleaned_data["once"]
    )
    return redirect("plans:plan", ref=ref)


@require_http_methods(["GET", "POST"])
def plan_from_assessment(request: HttpRequest, ref: UUID, assessment_id: UUID) -> HttpResponse:
    """What an assessment proposes: change it, then accept it."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    proposal = queries.proposal(
        actor=actor, person=person, assessment_id=assessment_id, on=local_day(now)
    )
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        proposed=proposal.objectives,
        answered=proposal.answered,
    )
    if form.is_valid():
        actions.open_plan_from_assessment(
            actor=actor,
            person=person,
            assessment=proposal.assessment,
            objectives=form.objectives,
            on=local_day(now),
            at=now,
            id=form.cleaned_data["once"],
        )
        return redirect("plans:plan", ref=ref)
    return render(
        request,
        "plans/from_assessment.html",
        {"person": person, "proposal": proposal, "form": form},
    )


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, ref: UUID, plan_id: UUID) -> HttpResponse:
    """Record what the person says about the plan."""
    actor, person, found = _found(request, ref, plan_id)
    now = timezone.now()
    form = AgreeForm(
        request.POST if request.method == "POST" else None,
        initial={"on": local_day(now), "version": found.version},
    )
    if form.is_valid():
        given = form.cleaned_data
        actions.agree_plan(
            actor=actor,
            plan=found,
            agreed=given["agreed"],
            said=given["said"],
            on=given["on"],
            at=now,
            version=given["version"],
            id=given["once"],
        )
        return redirect("plans:plan", ref=ref)
    return render(request, "plans/agree.html", {"person": person, "plan": found, "form": form})


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, ref: UUID, plan_id: UUID) -> HttpResponse:
    """Close the plan."""
    actor, person, found = _found(request, ref, plan_id)
    form = ClosePlanForm(request.POST if request.method == "POST" else None)
    if not found.is_open:
        messages.info(request, _("This plan is closed already."))
        return redirect("plans:one-plan", ref=ref, plan_id=plan_id)
    if form.is_valid():
        now = timezone.now()
        actions.close_plan(
            actor=actor, plan=found, reason=form.cleaned_data["reason"], on=local_day(now), at=now
        )
        return redirect("plans:plan", ref=ref)
    return render(request, "plans/close.html", {"person": person, "plan": found, "form": form})


def _found(request: HttpRequest, ref: UUID, plan_id: UUID) -> tuple[Any, Any, Any]:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return actor, person, queries.plan_for(actor=actor, person=person, plan_id=plan_id)
