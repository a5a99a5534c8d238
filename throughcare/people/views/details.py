"""Who somebody is, how they live, whom to call; and writing it down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import actions, queries
from throughcare.people.access import CHANGE_PERSON
from throughcare.people.forms import CIRCUMSTANCE_FORMS, CircumstanceForm


@require_GET
def details(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Everything about who somebody is and how to reach them, on one page."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    page = queries.details_of(actor=actor, person=person, today=timezone.localdate())
    handing = queries.may_hand(actor=actor, person=person, holdings=page.holdings)
    shown = {"person": person, "page": page, "handing": handing}
    return render(request, "people/details.html", shown)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, ref: UUID, what: str) -> HttpResponse:
    """Write down something new; of what a person has one, the second writer changes the first's."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, CHANGE_PERSON, person)
    form = _form(request, what, initial={})

    def save() -> None:
        actions.write_circumstance(
            actor=actor,
            person=person,
            what=what,
            facts=form.facts,
            id=form.cleaned_data["once"],
            at=timezone.now(),
        )

    return _answer(request, person, what, form, save)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, ref: UUID, what: str, id: UUID) -> HttpResponse:
    """Change what is written down; the second of two writers is shown both."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, CHANGE_PERSON, person)
    row = queries.circumstance(actor=actor, person=person, what=what, id=id)
    form = _form(request, what, initial=queries.as_typed(row))

    def save() -> None:
        actions.change_circumstance(
            actor=actor,
            person=person,
            what=what,
            id=id,
            facts=form.facts,
            version=form.cleaned_data["version"],
            at=timezone.now(),
        )

    return _answer(request, person, what, form, save)


def _form(request: HttpRequest, what: str, *, initial: dict[str, object]) -> CircumstanceForm:
    if what not in CIRCUMSTANCE_FORMS:
        raise Http404
    named: dict[str, object] = {"initial": initial}
    if what == "characteristic":
        listed = str(initial.get("kind") or request.GET.get("list") or "ethnicity")
        if listed not in queries.CHARACTERISTIC_LISTS:
            raise Http404
        named["listed"] = listed
    form = CIRCUMSTANCE_FORMS[what][1]
    return form(request.POST if request.method == "POST" else None, **named)  # type: ignore[arg-type]


def _answer(
    request: HttpRequest,
    person: Any,
    what: str,
    form: CircumstanceForm,
    save: Callable[[], None],
) -> HttpResponse:
    """Saved and back to the details, or the form once more with what stood in its way."""
    theirs = None
    if form.is_valid():
        try:
            save()
        except ChangedMeanwhile as conflict:
            theirs = conflict.theirs
        else:
            return redirect("people:details", ref=person.ref)
    context = {
        "person": person,
        "form": form,
        "what": what,
        "title": CIRCUMSTANCE_FORMS[what][0],
        "listed": getattr(form, "listed", ""),
        "theirs": theirs,
    }
    status = 409 if theirs else 200
    return render(request, "people/circumstance.html", context, status=status)
