"""The page of a person's sentences, and counting what is done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.sentences import actions, queries
from throughcare.sentences.access import CHANGE_SENTENCE
from throughcare.sentences.forms import EndForm, ProgressForm


@require_GET
def sentence(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Everything that binds this person, and what did."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = queries.sentence_page(actor=actor, person=person, today=timezone.localdate())
    return render(request, "sentences/sentence.html", {"person": person, "page": page})


@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say how much of a requirement is done."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    requirement = queries.requirement_to_change(actor=actor, person=person, id=id)
    require(actor, CHANGE_SENTENCE, person)
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        unit=requirement.unit,
        initial={"version": requirement.version, "used": requirement.used},
    )
    changed = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_progress(
                actor=actor,
                requirement=requirement,
                used=given["used"],
                note=given["note"],
                version=given["version"],
                id=given["once"],
                at=timezone.now(),
            )
            return redirect("sentences:sentence", ref=ref)
        except ChangedMeanwhile as meanwhile:
            changed = meanwhile
    return _page(request, person, requirement, form, _("Record progress"), changed)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that a requirement binds no longer."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    requirement = queries.requirement_to_change(actor=actor, person=person, id=id)
    require(actor, CHANGE_SENTENCE, person)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"version": requirement.version},
    )
    changed = None
    if form.is_valid():
        try:
            actions.end_requirement(
                actor=actor, requirement=requirement, at=timezone.now(), **form.cleaned_data
            )
            return redirect("sentences:sentence", ref=ref)
        except actions.EndsBeforeItBegan:
            form.add_error("on", _("It cannot end before it began"))
        except ChangedMeanwhile as meanwhile:
            changed = meanwhile
    return _page(request, person, requirement, form, _("End this requirement"), changed)


def _page(
    request: HttpRequest,
    person: Any,
    requirement: Any,
    form: Any,
    title: str,
    changed: ChangedMeanwhile | None,
) -> HttpResponse:
    """The form; where somebody was quicker, with what it says now above what was typed."""
    now: Any = changed.theirs if changed else requirement
    line = queries.requirement_line(requirement=now, today=timezone.localdate())
    context = {"person": person, "form": form, "title": title, "line": line, "theirs": None}
    if changed:
        context["theirs"] = now
    return render(request, "sentences/change_requirement.html", context)
