"""Booking an appointment, putting it at another time, cancelling it."""

from datetime import timedelta
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
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.record import queries as on_record
from throughcare.sentences import queries as sentences
from throughcare.supervision import actions, queries
from throughcare.supervision.forms import BookForm, CancelForm, RescheduleForm


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, ref: UUID) -> HttpResponse:
    """A new appointment; one whose time is past goes on to what came of it."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    form = _book_form(request, person)
    if form.is_valid():
        booked = actions.book_appointment(
            actor=actor, person=person, at=now, **_as_arguments(form, actor=actor, person=person)
        )
        messages.success(request, _("Appointment booked"))
        if booked.starts_at <= now:
            return redirect("supervision:outcome", ref=ref, id=booked.pk)
        return redirect("supervision:appointments", ref=ref)
    return render(request, "supervision/book.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def reschedule(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Another time for an appointment that is still to come."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    found = queries.appointment_for(actor=actor, person=person, id=id)
    form = RescheduleForm(
        request.POST if request.method == "POST" else None,
        initial={
            "version": found.version,
            "place": found.place,
            "starts_at": found.starts_at + timedelta(weeks=1),
        },
    )
    if form.is_valid():
        try:
            actions.reschedule(actor=actor, appointment=found, at=now, **form.as_arguments())
        except (actions.AlreadyOver, ChangedMeanwhile):
            form.add_error(None, _changed())
        else:
            return _done(request, ref, _("Appointment moved"))
    context = {"person": person, "line": queries.line_of(found, now), "form": form}
    return render(request, "supervision/reschedule.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """An appointment that will not be."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    found = queries.appointment_for(actor=actor, person=person, id=id)
    form = CancelForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    if form.is_valid():
        try:
            actions.cancel_appointment(actor=actor, appointment=found, at=now, **form.cleaned_data)
        except (actions.AlreadyOver, ChangedMeanwhile):
            form.add_error(None, _changed())
        else:
            return _done(request, ref, _("Appointment cancelled"))
    context = {"person": person, "line": queries.line_of(found, now), "form": form}
    return render(request, "supervision/cancel.html", context)


def _book_form(request: HttpRequest, person: Any) -> BookForm:
    actor, today = actor_of(request), local_day(timezone.now())
    return BookForm(
        request.POST if request.method == "POST" else None,
        colleagues=queries.who_could_meet(actor=actor, on=today),
        requirements=sentences.open_requirements(actor=actor, person=person, today=today),
        markings=on_record.markings_to_choose(actor=actor, person=person),
        last=queries.last_booked(actor=actor, person=person),
        actor=actor,
    )


def _as_arguments(form: BookForm, *, actor: Any, person: Any) -> dict[str, Any]:
    """What the action needs, with the requirement itself in place of its number."""
    said = form.as_arguments()
    wanted = said["requirement"]
    if wanted:
        said["requirement"] = sentences.requirement_to_change(
            actor=actor, person=person, id=UUID(wanted)
        )
    return said


def _done(request: HttpRequest, ref: UUID, what: str) -> HttpResponse:
    messages.success(request, what)
    return redirect("supervision:appointments", ref=ref)


def _changed() -> str:
    return _(
        "Somebody has changed this appointment meanwhile, or its time has come. "
        "Open it again to see how it stands."
    )
