"""What the person gets: put together, read, and handed out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.disclosure import actions, queries
from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.folder import folder_of
from throughcare.disclosure.forms import FinishForm, HandOutForm
from throughcare.foundation.access import actor_of, require
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people

_TYPES = {"pdf": "application/pdf", "json": "application/json", "zip": "application/zip"}


@require_POST
def finish(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that one has been through everything, and have the bundle made."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    form = FinishForm(request.POST)
    form.full_clean()
    try:
        actions.finish(actor=actor, request=found, at=timezone.now(), id=form.cleaned_data["once"])
    except actions.NotSettled:
        messages.error(request, _("Something is still to be decided or checked."))
    except actions.HasEnded:
        messages.error(request, _("This request has been withdrawn."))
    else:
        messages.success(request, _("That you have been through everything is written down."))
    return redirect("disclosure:request", ref=ref, id=id)


@require_GET
def bundle(request: HttpRequest, ref: UUID, id: UUID, bundle: UUID, kind: str) -> HttpResponse:
    """A bundle as a file; its name says nothing of whom it is about."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    require(actor, ANSWER_REQUEST, found)
    kept = queries.bundle_for(actor=actor, request=found, id=bundle)
    name = f"your-record-{local_day(kept.made_at):%Y-%m-%d}"
    paper, data = bytes(kept.paper), bytes(kept.data)
    files = {"pdf": paper, "json": data}
    return HttpResponse(
        files[kind] if kind in files else folder_of(paper=paper, data=data, name=name),
        content_type=_TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "Cache-Control": "no-store",
        },
    )


@require_http_methods(["GET", "POST"])
def hand_out(request: HttpRequest, ref: UUID, id: UUID, bundle: UUID) -> HttpResponse:
    """Write down that the person has it."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    require(actor, ANSWER_REQUEST, found)
    kept = queries.bundle_for(actor=actor, request=found, id=bundle)
    form = HandOutForm(
        request.POST if request.method == "POST" else None,
        initial={"on": timezone.localdate()},
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        actions.hand_out(
            actor=actor,
            request=found,
            bundle=kept,
            at=timezone.now(),
            id=said.pop("once"),
            **said,
        )
        messages.success(request, _("That they have it is written down."))
        return redirect("disclosure:request", ref=ref, id=id)
    return render(
        request, "disclosure/hand_out.html", {"person": person, "found": found, "form": form}
    )
