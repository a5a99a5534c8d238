"""Submitting a report, and reading it to decide on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.reports import actions, queries
from throughcare.reports.views.meanwhile import sent, told
from throughcare.signoff import queries as signoff
from throughcare.signoff.actions import CannotCountersign, NotWhole


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """To whom it goes, and by when they are to countersign it."""
    found = _open(request, ref, id)
    submitting = _submitting(request, found, sent(request))
    form = submitting.form
    try:
        if form.is_valid() and _try_to_submit(request, found, form):
            return redirect("reports:report", ref=ref, id=id)
    except ChangedMeanwhile as meanwhile:
        submitting = _submitting(request, _open(request, ref, id), sent(request, meanwhile))
        form = told(submitting.form)
    page = queries.report_page(actor=actor_of(request), report=_open(request, ref, id))
    context = {"person": found.person, "page": page, "form": form, "submitting": submitting}
    return render(request, "reports/submit.html", context)


@require_GET
def decide(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Read it as its reader gets it, then countersign it or give it back."""
    found = _open(request, ref, id)
    context = {
        "person": found.person,
        "page": queries.report_page(actor=actor_of(request), report=found),
        "printed": queries.printed_report(found),
        "deciding": signoff.deciding(paper=found.paper),
    }
    return render(request, "reports/decide.html", context)


def _open(request: HttpRequest, ref: UUID, id: UUID) -> Any:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return queries.report_for(actor=actor, person=person, id=id)


def _submitting(request: HttpRequest, found: Any, data: Any) -> signoff.Submitting:
    actor = actor_of(request)
    facts = queries.facts_for_signing(actor=actor, report=found)
    paper, now = found.paper, timezone.now()
    return signoff.submitting(actor=actor, paper=paper, facts=facts, at=now, data=data)


def _try_to_submit(request: HttpRequest, found: Any, form: Any) -> bool:
    """Whether it is submitted; if not, the form says why. Raises ChangedMeanwhile."""
    given = form.as_arguments()
    given.pop("id")  # a report is submitted once: it says so itself
    try:
        actions.submit_report(actor=actor_of(request), report=found, at=timezone.now(), **given)
    except NotWhole as refused:
        form.add_error(None, refused.reason)
    except CannotCountersign as refused:
        form.add_error("to", refused.reason)
    else:
        who = given["to"].name if given["to"] else _("whoever is free first")
        messages.success(request, _("Submitted to %(who)s") % {"who": who})
        return True
    return False
