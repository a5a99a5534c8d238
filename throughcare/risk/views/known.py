"""Flags raised, reviewed and ended, levels set. The page that shows them all is `web`'s."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.risk import actions, queries
from throughcare.risk.access import CHANGE_FLAG, CHANGE_LEVEL
from throughcare.risk.forms import EndFlagForm, LevelForm, RaiseFlagForm, ReviewFlagForm


@require_http_methods(["GET", "POST"])
def raise_flag(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Raise a flag on this person."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, CHANGE_FLAG, person)
    form = RaiseFlagForm(
        request.POST if request.method == "POST" else None,
        markings=queries.markings_to_use(actor=actor, person=person),
        initial={"marking": "0"},
    )
    if form.is_valid():
        given = form.cleaned_data
        given |= {"marking": int(given["marking"]), "id": given.pop("once")}
        actions.raise_flag(actor=actor, person=person, at=timezone.now(), **given)
        return redirect("web:risk", ref=ref)
    context = {"person": person, "form": form, "title": _("Raise a flag")}
    return render(request, "risk/raise_flag.html", context)


@require_http_methods(["GET", "POST"])
def review_flag(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say what a flag stands for now."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    flag = queries.flag_to_change(actor=actor, person=person, id=id)
    require(actor, CHANGE_FLAG, person)
    today = timezone.localdate()
    form = ReviewFlagForm(
        request.POST if request.method == "POST" else None,
        initial={"version": flag.version, "review_on": queries.usual_review(flag, today)},
    )
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        try:
            actions.review_flag(actor=actor, flag=flag, id=once, at=timezone.now(), **given)
            return redirect("web:risk", ref=ref)
        except ChangedMeanwhile as changed:
            return _page(request, person, changed.theirs, form, _("Review this flag"), changed=True)
    return _page(request, person, flag, form, _("Review this flag"))


@require_http_methods(["GET", "POST"])
def end_flag(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Take a flag down."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    flag = queries.flag_to_change(actor=actor, person=person, id=id)
    require(actor, CHANGE_FLAG, person)
    form = EndFlagForm(
        request.POST if request.method == "POST" else None, initial={"version": flag.version}
    )
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        try:
            actions.end_flag(actor=actor, flag=flag, id=once, at=timezone.now(), **given)
            return redirect("web:risk", ref=ref)
        except ChangedMeanwhile as changed:
            return _page(request, person, changed.theirs, form, _("End this flag"), changed=True)
    return _page(request, person, flag, form, _("End this flag"))


@require_http_methods(["GET", "POST"])
def set_level(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say how serious the harm to a group of people could be."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, CHANGE_LEVEL, person)
    form = LevelForm(
        request.POST if request.method == "POST" else None,
        initial={
            "assessed_on": timezone.localdate(),
            "group": request.GET.get("group"),
            "setting": request.GET.get("setting"),
        },
    )
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        actions.set_harm_level(actor=actor, person=person, at=timezone.now(), id=once, **given)
        return redirect("web:risk", ref=ref)
    return render(request, "risk/set_level.html", {"person": person, "form": form})


def _page(
    request: HttpRequest, person: Any, flag: Any, form: Any, title: str, *, changed: bool = False
) -> HttpResponse:
    """The form below the flag as it stands now; `changed`: somebody else was quicker."""
    context = {
        "person": person,
        "form": form,
        "title": title,
        "flag": queries.flag_line(flag, today=timezone.localdate()),
        "version": flag.version if changed else None,
    }
    return render(request, "risk/change_flag.html", context)
