"""What is due to be deleted, what is on hold, and deleting a record for good."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, one_visible, require
from throughcare.foundation.packs import pack
from throughcare.people import queries as people
from throughcare.retention import actions, queries
from throughcare.retention.access import DECIDE_DELETION, PLACE_HOLD
from throughcare.retention.forms import DeleteForm, EndHoldForm, HoldForm


@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """What is due, what is on hold, what was deleted."""
    page = queries.retention_page(actor=actor_of(request), at=timezone.now())
    shown = {"page": page, "rule": pack().retention_rule}
    return render(request, "retention/retention.html", shown)


@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Whether a record is due, what holds it; put it on hold."""
    actor, at = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.person_page(actor=actor, person=person, at=at)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(actor, PLACE_HOLD, person)
    if form.is_valid():
        said = dict(form.cleaned_data)
        actions.place_hold(actor=actor, person=person, at=at, id=said.pop("once"), **said)
        messages.success(request, _("The record is on hold."))
        return redirect("retention:of-person", ref=ref)
    shown = {"person": person, "page": page, "form": form, "rule": pack().retention_rule}
    return render(request, "retention/of_person.html", shown)


@require_http_methods(["GET", "POST"])
def end_hold(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say why a hold ends."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, PLACE_HOLD, person)
    hold = one_visible(queries.holds_of(person=person), pk=id)
    form = EndHoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_hold(actor=actor, person=person, id=id, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The hold has ended."))
        return redirect("retention:of-person", ref=ref)
    shown = {"person": person, "hold": hold, "form": form, "rule": pack().retention_rule}
    return render(request, "retention/end_hold.html", shown)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, ref: UUID, rule: str) -> HttpResponse:
    """Delete a record whose time is over."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, DECIDE_DELETION, person)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.delete_record(
                actor=actor,
                person=person,
                rule=rule,
                because=form.cleaned_data["because"],
                at=timezone.now(),
                id=form.cleaned_data["once"],
            )
        except actions.NotDue:
            form.add_error(None, _("This record is not due, or something stops its deletion"))
        else:
            messages.success(request, _("The record is deleted."))
            return redirect("retention:retention")
    known = pack().retention_rule.records.get(rule)
    shown = {"person": person, "form": form, "known": known}
    return render(request, "retention/delete.html", shown)
