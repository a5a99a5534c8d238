"""Adding a step, changing it, and how it ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughcare.foundation.access import Actor, actor_of, decide
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.calendar import local_day
from throughcare.foundation.ui.dates import day
from throughcare.people import queries as people
from throughcare.plans import actions, queries
from throughcare.plans.access import PLAN
from throughcare.plans.forms import ChangeStepForm, DoneForm, StepForm, StopForm
from throughcare.plans.views.conflicts import with_version


@require_http_methods(["GET", "POST"])
def add_step(request: HttpRequest, ref: UUID, objective_id: UUID) -> HttpResponse:
    """Add a step to an objective."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    objective = queries.objective_for(actor=actor, person=person, objective_id=objective_id)
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_step(
            actor=actor,
            objective=objective,
            at=timezone.now(),
            id=form.cleaned_data.pop("once"),
            **form.cleaned_data,
        )
        return redirect("plans:plan", ref=ref)
    return render(
        request, "plans/add_step.html", {"person": person, "objective": objective, "form": form}
    )


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, ref: UUID, step_id: UUID) -> HttpResponse:
    """One step: change it, or say how it ended."""
    actor, person, found = _found(request, ref, step_id)
    form = ChangeStepForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in _KEPT},
    )
    shown = _shown(actor, found, form=form)
    if found.is_open and form.is_valid():
        form.cleaned_data.pop("once")
        try:
            actions.change_step(actor=actor, step=found, at=timezone.now(), **form.cleaned_data)
        except ChangedMeanwhile:
            theirs = queries.step_for(actor=actor, person=person, step_id=step_id)
            shown = _shown(actor, theirs, form=form) | {"theirs": theirs}
            shown["form"] = ChangeStepForm(with_version(request.POST, theirs))
        except actions.StepAlreadyClosed:
            return _closed_already(request, ref, step_id)
        else:
            return redirect("plans:plan", ref=ref)
    return render(request, "plans/step.html", shown)


@require_POST
def step_done(request: HttpRequest, ref: UUID, step_id: UUID) -> HttpResponse:
    """Mark a step done: today from the plan, on the day given from its own page."""
    actor, _person, found = _found(request, ref, step_id)
    now = timezone.now()
    form = DoneForm({"on": "today", **request.POST.dict()})
    if form.is_valid():
        try:
            actions.complete_step(actor=actor, step=found, at=now, **form.cleaned_data)
        except actions.StepAlreadyClosed:
            return _closed_already(request, ref, step_id)
        messages.success(request, _("Done: %(step)s") % {"step": found.title})
        return redirect("plans:plan", ref=ref)
    return render(request, "plans/step.html", _shown(actor, found, done_form=form))


@require_POST
def stop_step(request: HttpRequest, ref: UUID, step_id: UUID) -> HttpResponse:
    """Stop a step that will not be done."""
    actor, _person, found = _found(request, ref, step_id)
    now = timezone.now()
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            actions.stop_step(
                actor=actor,
                step=found,
                reason=form.cleaned_data["reason"],
                on=local_day(now),
                at=now,
            )
        except actions.StepAlreadyClosed:
            return _closed_already(request, ref, step_id)
        return redirect("plans:plan", ref=ref)
    return render(request, "plans/step.html", _shown(actor, found, stop_form=form))


_KEPT = ("title", "who", "who_named", "due_on", "version")


def _shown(actor: Actor, found: Any, **forms: Any) -> dict[str, Any]:
    """What the page of a step needs, with the form that was sent in the place of a fresh one."""
    fresh = {
        "form": ChangeStepForm(initial={name: getattr(found, name) for name in _KEPT}),
        "done_form": DoneForm(initial={"on": _today()}),
        "stop_form": StopForm(),
    }
    sent = next(iter(forms.values()))
    shown = {
        "person": found.person,
        "step": found,
        "line": queries.step_line(found, person=found.person, today=_today()),
        "may_plan": decide(actor, PLAN, found.objective.plan),
    }
    return {**shown, **fresh, **forms, "sent": sent}


def _found(request: HttpRequest, ref: UUID, step_id: UUID) -> tuple[Any, Any, Any]:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return actor, person, queries.step_for(actor=actor, person=person, step_id=step_id)


def _closed_already(request: HttpRequest, ref: UUID, step_id: UUID) -> HttpResponse:
    """Somebody was quicker, or the button was pressed twice."""
    _actor, person, found = _found(request, ref, step_id)
    line = queries.step_line(found, person=person, today=_today())
    said = _("“%(step)s” is closed already: %(outcome)s, %(day)s, %(who)s.") % {
        "step": line.title,
        "outcome": line.outcome_title,
        "day": day(line.closed_on),
        "who": line.closed_by,
    }
    messages.info(request, said)
    return redirect("plans:plan", ref=ref)


def _today() -> Any:
    return local_day(timezone.now())
