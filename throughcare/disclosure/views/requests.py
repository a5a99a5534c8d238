"""Requests: the list, a new one, one with how far it has come, and what happened to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.disclosure import actions, queries
from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.forms import HappenedForm, RequestForm
from throughcare.foundation.access import Actor, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.packs import pack
from throughcare.people import queries as people


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """Open requests that ask something of the reader."""
    page = queries.requests_page(actor=actor_of(request))
    return render(request, "disclosure/requests.html", {"lines": page})


@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Requests about one person; write down a new one."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, ANSWER_REQUEST, person)
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        initial={"received_on": timezone.localdate()},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        made = actions.open_request(
            actor=actor, person=person, at=timezone.now(), id=given.pop("once"), **given
        )
        return redirect("disclosure:request", ref=ref, id=made.pk)
    known = queries.requests_about(actor=actor, person=person)
    shown = {"person": person, "form": form, "requests": known, "rule": pack().subject_access_rule}
    return render(request, "disclosure/of_person.html", shown)


@require_GET
def one(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One request and how far it has come."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    page = queries.request_page(actor=actor, request=found)
    return render(request, "disclosure/request.html", {"person": person, "page": page})


@require_http_methods(["GET", "POST"])
def happened(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that identity was checked, more time taken, the request withdrawn or taken over."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    require(actor, ANSWER_REQUEST, found)
    form = HappenedForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    if form.is_valid():
        try:
            _do(actor, found, form.cleaned_data)
        except actions.HasEnded:
            form.add_error(None, _("This request has been answered or withdrawn"))
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody changed this request meanwhile. Open the page again"))
        else:
            messages.success(request, _("It is written down."))
            return redirect("disclosure:request", ref=ref, id=id)
    return render(
        request, "disclosure/happened.html", {"person": person, "found": found, "form": form}
    )


def _do(actor: Actor, found: Any, said: dict[str, Any]) -> None:
    about: dict[str, Any] = {
        "actor": actor,
        "request": found,
        "on": said["on"],
        "version": said["version"],
    }
    if said["what"] == "identity":
        actions.check_identity(how=said["why"], **about)
    elif said["what"] == "extend":
        actions.extend(because=said["why"], **about)
    elif said["what"] == "withdraw":
        actions.withdraw(because=said["why"], **about)
    else:
        actions.take_over(because=said["why"], **about)
