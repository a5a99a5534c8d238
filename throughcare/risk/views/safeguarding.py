"""Referring a child or an adult at risk, following it up, countersigning that nobody was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import AccessDenied, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.risk import actions, queries
from throughcare.risk.access import COUNTERSIGN_REFERRAL, REFER
from throughcare.risk.forms import CloseReferralForm, CountersignForm, ReferralForm, StepForm


@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say who is at risk, and whether they are referred."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, REFER, person)
    marking = queries.usual_referral_marking(actor=actor, person=person)
    if marking is None:
        raise AccessDenied(REFER, str(REFER.otherwise))
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        markings=queries.markings_to_use(actor=actor, person=person),
        initial={"marking": str(marking)},
    )
    if form.is_valid():
        given = form.cleaned_data
        id = given.pop("once")
        made = actions.decide_referral(
            actor=actor, person=person, id=id, at=timezone.now(), **given
        )
        return redirect("risk:referral", ref=ref, id=made.pk)
    return render(request, "risk/refer.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One referral with what is due; what is done about it next is written down here."""
    return _answer(request, ref, id, _STEP)


@require_http_methods(["GET", "POST"])
def countersign(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Agree that nobody is referred, or not."""
    return _answer(request, ref, id, _SIGN)


@require_http_methods(["GET", "POST"])
def close_referral(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Close a referral with what came of it."""
    return _answer(request, ref, id, _CLOSE)


@dataclass(frozen=True)
class _Asks:
    """What one of the forms of the page is for."""

    name: str
    policy: Any
    form: type[Any]
    act: Callable[..., Any]


_STEP = _Asks("referral", REFER, StepForm, actions.take_step)
_SIGN = _Asks("countersign", COUNTERSIGN_REFERRAL, CountersignForm, actions.countersign_referral)
_CLOSE = _Asks("close-referral", REFER, CloseReferralForm, actions.close_referral)


def _answer(request: HttpRequest, ref: UUID, id: UUID, asks: _Asks) -> HttpResponse:
    """The page with one of its forms, and what is done when that is sent."""
    actor, today = actor_of(request), timezone.localdate()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.referral_page(actor=actor, person=person, id=id, today=today)
    if request.method == "POST":
        require(actor, asks.policy, person)
    form = asks.form(
        request.POST if request.method == "POST" else None,
        initial={"version": page.row.version, "happened_at": timezone.now()},
    )
    changed = False
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        try:
            asks.act(actor=actor, row=page.row, id=once, at=timezone.now(), **given)
            return redirect("risk:referral", ref=ref, id=id)
        except (ChangedMeanwhile, actions.NotCountersignedYet):
            changed = True
            page = queries.referral_page(actor=actor, person=person, id=id, today=today)
    context = {"person": person, "page": page, "form": form, "changed": changed}
    # What waits for a countersignature asks for that, whichever way somebody comes to it.
    sign_form = CountersignForm(initial={"version": page.row.version})
    context |= {"asks": asks.name, "sign_form": sign_form}
    return render(request, "risk/referral.html", context)
