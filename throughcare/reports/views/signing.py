"""Submitting a report, returning or countersigning it, giving it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.reports import actions, queries
from throughcare.reports.forms import CountersignForm, ReturnForm, SubmitForm, WithdrawForm
from throughcare.reports.views.meanwhile import changed, sent, told


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """To whom it goes, and by when they are to countersign it."""
    actor, now = actor_of(request), timezone.now()
    found = _open(request, ref, id)
    colleagues = queries.countersigners(actor=actor, report=found, at=now)
    form = SubmitForm(sent(request), colleagues=colleagues, initial={"version": found.version})
    try:
        if form.is_valid() and _try_to_submit(request, found, form):
            return redirect("reports:report", ref=ref, id=id)
    except ChangedMeanwhile as meanwhile:
        found = _open(request, ref, id)
        colleagues = queries.countersigners(actor=actor, report=found, at=now)
        form = told(SubmitForm(sent(request, meanwhile), colleagues=colleagues))
    page = queries.report_page(actor=actor, report=_open(request, ref, id))
    due_on = queries.due_if_submitted(report=found, at=now)
    context = {"person": found.person, "page": page, "form": form, "due_on": due_on}
    return render(request, "reports/submit.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Read it as its reader gets it, then countersign it or give it back."""
    found = _open(request, ref, id)
    returning = "return" in request.POST
    data = request.POST if request.method == "POST" else None
    version = {"version": found.version}
    back = ReturnForm(data if returning else None, initial=version, auto_id="back_%s")
    sign = CountersignForm(None if returning else data, initial=version, auto_id="sign_%s")
    form = back if returning else sign
    if form.is_valid() and _try_to_decide(request, found, form, returning=returning):
        return redirect("reports:report", ref=ref, id=id)
    page = queries.report_page(actor=actor_of(request), report=_open(request, ref, id))
    context = {"person": found.person, "page": page, "sign": sign, "back": back, "form": form}
    context["printed"] = queries.printed_report(found)
    return render(request, "reports/decide.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Give up a report that was never countersigned."""
    found = _open(request, ref, id)
    form = WithdrawForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        try:
            actions.withdraw_report(
                actor=actor_of(request), report=found, at=timezone.now(), **form.cleaned_data
            )
        except ChangedMeanwhile as meanwhile:
            form = told(WithdrawForm(sent(request, meanwhile)))
        else:
            messages.success(request, _("Report withdrawn"))
            return redirect("reports:reports", ref=ref)
    context = {"person": found.person, "form": form, "id": id}
    return render(request, "reports/withdraw.html", context)


def _open(request: HttpRequest, ref: UUID, id: UUID) -> Any:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return queries.report_for(actor=actor, person=person, id=id)


def _try_to_submit(request: HttpRequest, found: Any, form: SubmitForm) -> bool:
    """Whether it is submitted; if not, the form says why. Raises ChangedMeanwhile."""
    try:
        actions.submit_report(
            actor=actor_of(request), report=found, at=timezone.now(), **form.as_arguments()
        )
    except actions.MissingParts as missing:
        form.add_error(None, _("Write these parts first: %s") % ", ".join(missing.titles))
    except actions.NoSuchSource as unknown:
        numbers = ", ".join(f"[{number}]" for number in unknown.numbers)
        form.add_error(None, _("The text refers to sources that are not there: %s") % numbers)
    except actions.CannotCountersign as refused:
        form.add_error("to", refused.reason)
    else:
        messages.success(request, _("Submitted to %(who)s") % {"who": found.waits_for.name})
        return True
    return False


def _try_to_decide(request: HttpRequest, found: Any, form: Any, *, returning: bool) -> bool:
    act = actions.return_report if returning else actions.countersign_report
    try:
        act(actor=actor_of(request), report=found, at=timezone.now(), **form.cleaned_data)
    except ChangedMeanwhile:
        form.add_error(None, changed())
        return False
    except actions.NoSuchSource as unknown:
        form.add_error(None, _no_longer_known(unknown))
        return False
    done = _("Returned to its author") if returning else _("Countersigned. The report is final.")
    messages.success(request, done)
    return True


def _no_longer_known(unknown: actions.NoSuchSource) -> str:
    numbers = ", ".join(f"[{number}]" for number in unknown.numbers)
    return _("Its readers may not know these sources any more: %s. Return it.") % numbers
