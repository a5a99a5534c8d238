"""Opening a record in an emergency, ending that, and reviewing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.foundation.access import AccessDenied, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import moment
from throughcare.people import actions, queries
from throughcare.people.access import BREAK_GLASS, REVIEW_EMERGENCY
from throughcare.people.forms import EmergencyForm, ReviewForm


@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a record beyond one's reach, knowing exactly whose it is."""
    actor = actor_of(request)
    require(actor, BREAK_GLASS)
    form = EmergencyForm(
        request.POST if request.method == "POST" else None,
        initial={"number": request.GET.get("number", "")},
    )
    attempt = None
    if form.is_valid():
        attempt = actions.open_in_emergency(actor=actor, at=timezone.now(), **form.given)
        if attempt.person:
            return redirect("web:overview", ref=attempt.person.ref)
        form.add_error(None, _came_to_nothing(attempt))
    return render(request, "people/emergency.html", {"form": form, "rule": pack().emergency_rule})


@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """Records of the manager's people that were opened in an emergency."""
    actor, reviewed = actor_of(request), request.GET.get("show") == "reviewed"
    if not queries.may_review_any(actor):
        raise AccessDenied(REVIEW_EMERGENCY, str(REVIEW_EMERGENCY.otherwise))
    page = queries.emergencies(
        actor=actor, at=timezone.now(), reviewed=reviewed, after=request.GET.get("after", "")
    )
    return render(request, "people/emergencies.html", {"page": page, "reviewed": reviewed})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One opening: who, why, which pages; and what a manager found."""
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    grant = queries.emergency_of(actor=actor, person=person, id=id)
    page = queries.emergency_detail(actor=actor, person=person, grant=grant, at=at)
    if request.method == "POST":
        require(actor, REVIEW_EMERGENCY, grant)
    form, theirs = _review_form(request, page), None
    if form.is_valid():
        try:
            actions.review_emergency(
                actor=actor, person=person, grant=grant, at=at, **form.cleaned_data
            )
        except actions.StillOpen:
            form.add_error(None, _("The record is still open to them. Review it when it is over"))
        except ChangedMeanwhile as conflict:
            theirs = conflict.theirs
        else:
            messages.success(request, _("Your review is kept."))
            return redirect("people:emergencies")
    shown = {"person": person, "page": page, "form": form, "theirs": theirs}
    return render(request, "people/emergency_review.html", shown, status=409 if theirs else 200)


@require_POST
def end(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """It is over: the record is out of sight again."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    grant = queries.emergency_of(actor=actor, person=person, id=id)
    actions.end_emergency(actor=actor, person=person, grant=grant, at=timezone.now())
    messages.success(request, _("It is over. The record is no longer open to you."))
    return redirect("web:caseload")


def _came_to_nothing(attempt: actions.Attempt) -> str:
    if attempt.wait_until:
        said = _(
            "You have tried too often. Try again %(moment)s, or ring the team or the prison that "
            "holds the person"
        )
        return said % {"moment": moment(attempt.wait_until)}
    return _(
        "No record can be opened with this number and date of birth. Check both, or ring the team "
        "or the prison that holds the person"
    )


def _review_form(request: HttpRequest, page: queries.EmergencyDetail) -> ReviewForm:
    known: Any = page.line.review
    initial = {}
    if known:
        initial = {"finding": known.finding, "note": known.note, "version": known.version}
    return ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
