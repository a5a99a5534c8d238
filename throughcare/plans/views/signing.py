"""Submitting a plan to be signed off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.plans import actions, queries
from throughcare.plans.access import PLAN
from throughcare.plans.views.conflicts import with_version
from throughcare.signoff import queries as signoff
from throughcare.signoff.actions import CannotCountersign, NotWhole


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, ref: UUID, plan_id: UUID) -> HttpResponse:
    """Whose signatures it needs and why; to whom it goes first."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.plan_for(actor=actor, person=person, plan_id=plan_id)
    require(actor, PLAN, found)
    submitting = _submitting(request, found, request.POST if request.method == "POST" else None)
    form = submitting.form
    try:
        if form.is_valid() and _try_to_submit(request, found, form):
            return redirect("plans:one-plan", ref=ref, plan_id=plan_id)
    except ChangedMeanwhile as meanwhile:
        theirs: Any = meanwhile.theirs
        submitting = _submitting(request, theirs, with_version(request.POST, theirs))
        form = submitting.form
        form.is_valid()
        form.add_error(None, _("This plan has changed since you opened it. Read it again first."))
    shown = {"person": person, "plan": found, "form": form, "submitting": submitting}
    return render(request, "plans/submit.html", shown)


def _submitting(request: HttpRequest, found: Any, data: Any) -> signoff.Submitting:
    actor = actor_of(request)
    paper = signoff.paper_to_be(
        actor=actor,
        person=found.person,
        kind="plan",
        subject=found.link,
        title=found.get_kind_display(),
        marking=found.marking,
    )
    facts = queries.facts_for_signing(actor=actor, plan=found)
    given = {"at": timezone.now(), "data": data, "version": found.version}
    return signoff.submitting(actor=actor, paper=paper, facts=facts, **given)


def _try_to_submit(request: HttpRequest, found: Any, form: Any) -> bool:
    """Whether it is submitted; if not, the form says why. Raises ChangedMeanwhile."""
    given = form.as_arguments()
    try:
        actions.submit_plan(actor=actor_of(request), plan=found, at=timezone.now(), **given)
    except NotWhole as refused:
        form.add_error(None, refused.reason)
    except CannotCountersign as refused:
        form.add_error("to" if "to" in form.fields else None, refused.reason)
    else:
        messages.success(request, _said(request, found, given["to"]))
        return True
    return False


def _said(request: HttpRequest, found: Any, to: Any) -> str:
    if not signoff.is_waiting(actor=actor_of(request), subject=found.link):
        return _("Signed. It is kept as it stands today.")
    return _("Submitted to %(who)s") % {"who": to.name if to else _("whoever is free first")}
