"""Writing down a therapeutic risk, changing it, closing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import Actor, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.risk import actions, queries
from throughcare.risk.access import CHANGE_THERAPEUTIC_RISK
from throughcare.risk.forms import ChangeTherapeuticForm, CloseTherapeuticForm, TherapeuticForm
from throughcare.staff import queries as staff

_SAID = ("risk", "brings_out", "addressed", "by_words", "state", "review_on", "version")


@require_http_methods(["GET", "POST"])
def identify(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write down a risk in this person's therapy."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, CHANGE_THERAPEUTIC_RISK, person)
    marking = queries.usual_therapeutic_marking(actor=actor, person=person)
    form = TherapeuticForm(
        request.POST if request.method == "POST" else None,
        markings=queries.markings_to_use(actor=actor, person=person),
        colleagues=_colleagues(person),
        initial={"marking": str(marking), "state": "active"},
    )
    if form.is_valid():
        given = _with_colleague(form.cleaned_data)
        id = given.pop("once")
        actions.identify_risk(actor=actor, person=person, id=id, at=timezone.now(), **given)
        return redirect("web:risk", ref=ref)
    context = {"person": person, "form": form, "title": _("Write down a therapeutic risk")}
    return render(request, "risk/identify.html", context)


@require_http_methods(["GET", "POST"])
def therapeutic_risk(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say a therapeutic risk anew."""
    actor, person, row = _found(request, ref, id)
    initial = {name: getattr(row, name) for name in _SAID}
    form = ChangeTherapeuticForm(
        request.POST if request.method == "POST" else None,
        colleagues=_colleagues(person, row.by),
        initial=initial | {"by": str(row.by.ref) if row.by else "", "review_on": _ahead(row)},
    )
    if form.is_valid():
        given = _with_colleague(form.cleaned_data)
        once = given.pop("once")
        try:
            actions.change_risk(actor=actor, row=row, id=once, at=timezone.now(), **given)
            return redirect("web:risk", ref=ref)
        except ChangedMeanwhile as changed:
            return _page(request, person, changed.theirs, form, _("Change this risk"), changed=True)
    return _page(request, person, row, form, _("Change this risk"))


@require_http_methods(["GET", "POST"])
def close_therapeutic(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Close a therapeutic risk."""
    actor, person, row = _found(request, ref, id)
    form = CloseTherapeuticForm(
        request.POST if request.method == "POST" else None, initial={"version": row.version}
    )
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        try:
            actions.close_risk(actor=actor, row=row, id=once, at=timezone.now(), **given)
            return redirect("web:risk", ref=ref)
        except ChangedMeanwhile as changed:
            return _page(request, person, changed.theirs, form, _("Close this risk"), changed=True)
    return _page(request, person, row, form, _("Close this risk"))


def _ahead(row: Any) -> Any:
    """The next review, while it is to come: one that is late is set anew."""
    return row.review_on if row.review_on and row.review_on >= timezone.localdate() else None


def _found(request: HttpRequest, ref: UUID, id: UUID) -> tuple[Actor, Any, Any]:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    row = queries.therapeutic_to_change(actor=actor, person=person, id=id)
    require(actor, CHANGE_THERAPEUTIC_RISK, person)
    return actor, person, row


def _colleagues(person: Any, also: Any = None) -> list[tuple[str, str]]:
    """Those who work where the person is held, by name."""
    units = frozenset({person.open_to_custody, person.open_to_community} - {None})
    found = {str(one.ref): one.name for one in staff.colleagues_in(units, on=timezone.localdate())}
    return list((found | ({str(also.ref): also.name} if also else {})).items())


def _with_colleague(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"by": staff.member_referred_to(given["by"]) if given["by"] else None}


def _page(
    request: HttpRequest, person: Any, row: Any, form: Any, title: str, *, changed: bool = False
) -> HttpResponse:
    """The form below the risk as it stands now; `changed`: somebody else was quicker."""
    context = {
        "person": person,
        "form": form,
        "title": title,
        "risk": queries.therapeutic_lines([row])[0],
        "version": row.version if changed else None,
    }
    return render(request, "risk/therapeutic_risk.html", context)
