"""Recording what came of an appointment, and correcting it."""

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
from throughcare.supervision import actions, queries
from throughcare.supervision.forms import CorrectForm, RecordForm, from_recording


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Record what came of an appointment, credit it, and book the next."""
    found, page = _open(request, ref, id)
    if request.method == "GET" and found.latest is not None:
        return redirect("supervision:correct", ref=ref, id=id)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        page=page,
        initial={"version": found.version, "next_at": page.next.suggested_at},
    )
    if form.is_valid():
        try:
            return _record(request, found, form)
        except actions.NotYetDue:
            form.add_error("happened", _("It is still to come: it can only be rescheduled"))
        except (actions.AlreadyRecorded, ChangedMeanwhile):
            return _recorded_meanwhile(request, ref, id, form)
    return _ask(request, found, page, form)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Record that something else came of it than was said."""
    found, page = _open(request, ref, id)
    if found.latest is None:
        return redirect("supervision:outcome", ref=ref, id=id)
    form = CorrectForm(
        request.POST if request.method == "POST" else None,
        page=page,
        initial={"version": found.version, **from_recording(found.latest)},
    )
    if form.is_valid():
        try:
            actions.correct_outcome(
                actor=actor_of(request), appointment=found, at=timezone.now(), **form.as_arguments()
            )
        except ChangedMeanwhile:
            return _recorded_meanwhile(request, ref, id, form)
        messages.success(request, _("Corrected. What was recorded before stays readable."))
        return redirect("supervision:appointment", ref=ref, id=id)
    return _ask(request, found, page, form)


def _open(request: HttpRequest, ref: UUID, id: UUID) -> tuple[Any, queries.OutcomePage]:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.appointment_for(actor=actor, person=person, id=id)
    return found, queries.outcome_form(actor=actor, appointment=found, now=timezone.now())


def _record(request: HttpRequest, found: Any, form: RecordForm) -> HttpResponse:
    recorded = actions.record_outcome(
        actor=actor_of(request), appointment=found, at=timezone.now(), **form.as_arguments()
    )
    messages.success(request, _("Recorded: %(outcome)s") % {"outcome": recorded.outcome_text})
    return redirect("supervision:appointments", ref=found.person.ref)


def _recorded_meanwhile(request: HttpRequest, ref: UUID, id: UUID, form: Any) -> HttpResponse:
    """Somebody was first: both are shown, and what was typed can be saved as a correction."""
    found, page = _open(request, ref, id)
    stands = queries.appointment_page(
        actor=actor_of(request), person=found.person, id=id, now=timezone.now()
    ).recordings[0]
    typed = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    again = CorrectForm(page=page, initial={**typed, "version": found.version})
    return _ask(request, found, page, again, theirs=stands)


def _ask(
    request: HttpRequest, found: Any, page: queries.OutcomePage, form: Any, theirs: Any = None
) -> HttpResponse:
    context = {
        "person": found.person,
        "line": queries.line_of(found, timezone.now()),
        "page": page,
        "form": form,
        "theirs": theirs,
        "is_correction": isinstance(form, CorrectForm),
    }
    return render(request, "supervision/outcome.html", context)
