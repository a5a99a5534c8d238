"""Passing an unfinished report on to another author."""

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
from throughcare.reports import actions, queries
from throughcare.reports.access import GIVE_REPORT, TAKE_OVER_REPORT
from throughcare.reports.forms import GiveForm, TakeOverForm
from throughcare.reports.views.meanwhile import sent, told


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Give it to another colleague to write."""
    found = _open(request, ref, id)
    actor, now = actor_of(request), timezone.now()
    if request.POST.get("to") == str(found.author.pk):
        return _done(request, found)  # sent twice
    require(actor, GIVE_REPORT, found)
    colleagues = queries.writers(actor=actor, report=found, at=now)
    form = GiveForm(sent(request), colleagues=colleagues, initial=_version(found))
    if form.is_valid():
        try:
            actions.give_report(actor=actor, report=found, at=now, **form.as_arguments())
        except actions.CannotWriteIt as refused:
            form.add_error("to", refused.reason)
        except ChangedMeanwhile as meanwhile:
            colleagues = queries.writers(actor=actor, report=_open(request, ref, id), at=now)
            form = told(GiveForm(sent(request, meanwhile), colleagues=colleagues))
        else:
            return _done(request, found)
    return _page(request, found, form, _("Give this report to another author"), _("Give it"))


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Go on writing what an author who has left began."""
    found = _open(request, ref, id)
    actor = actor_of(request)
    if found.author.pk == actor.staff_id:
        return redirect("reports:report", ref=ref, id=id)  # sent twice
    require(actor, TAKE_OVER_REPORT, found)
    form = TakeOverForm(sent(request), initial=_version(found))
    if form.is_valid():
        try:
            actions.take_over_report(
                actor=actor, report=found, at=timezone.now(), **form.cleaned_data
            )
        except ChangedMeanwhile as meanwhile:
            form = told(TakeOverForm(sent(request, meanwhile)))
        else:
            return _done(request, found)
    return _page(request, found, form, _("Take this report over"), _("Take it over"))


def _open(request: HttpRequest, ref: UUID, id: UUID) -> Any:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return queries.report_for(actor=actor, person=person, id=id)


def _done(request: HttpRequest, found: Any) -> HttpResponse:
    said = _("%(who)s is the author of this report now.") % {"who": found.author.name}
    messages.success(request, said)
    return redirect("reports:report", ref=found.person.ref, id=found.pk)


def _page(
    request: HttpRequest, found: Any, form: TakeOverForm, title: str, button: str
) -> HttpResponse:
    now = _open(request, found.person.ref, found.pk)
    page = queries.report_page(actor=actor_of(request), report=now)
    shown = {"person": now.person, "page": page, "form": form, "title": title, "button": button}
    return render(request, "reports/pass_on.html", shown)


def _version(found: Any) -> dict[str, int]:
    return {"version": found.version}
