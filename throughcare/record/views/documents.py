"""Documents on a person's record: all of them, a new one, one as a file, one withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from throughcare.foundation.access import actor_of
from throughcare.foundation.files import takes_a_file
from throughcare.foundation.packs import pack
from throughcare.people import queries as people
from throughcare.record import actions, queries
from throughcare.record.forms import DocumentForm, WithdrawForm

_NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_GET
def documents(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The person's documents, newest first."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    before = queries.place_of(request.GET.get("before", ""))
    page = queries.documents_page(actor=actor, person=person, before=before)
    return render(
        request,
        "record/documents.html",
        {"person": person, "page": page, "is_first_page": before is None},
    )


@takes_a_file(lambda: pack().document_rule.largest)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Add a document to the record."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(
        *sent,
        kinds=queries.document_choices(actor=actor, person=person),
        markings=queries.markings_to_choose(actor=actor, person=person),
        born_on=person.born_on,
    )
    if form.is_valid():
        actions.attach_document(actor=actor, person=person, at=timezone.now(), **form.as_document())
        messages.success(request, _("Document added"))
        return redirect("record:documents", ref=ref)
    return render(request, "record/add_document.html", {"person": person, "form": form})


@require_safe
def document(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """A document as a file to be saved. No browser shows it as a page of ours, or runs it."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    file = queries.document_file(actor=actor, person=person, id=id)
    return HttpResponse(
        file.content if request.method == "GET" else b"",
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-Length": str(len(file.content)),
            "Content-Security-Policy": _NOTHING_RUNS,
            "Accept-Ranges": "none",
            "Cache-Control": "no-store",
        },
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Withdraw a document that should not have been added."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = queries.document_to_withdraw(actor=actor, person=person, id=id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _withdrawn(request, page, form):
        messages.success(request, _("Document withdrawn"))
        return redirect("record:documents", ref=ref)
    if page.line.is_withdrawn:
        return redirect("record:entry", ref=ref, id=id)
    context = {"person": person, "line": page.line, "form": form}
    return render(request, "record/withdraw_document.html", context)


def _withdrawn(request: HttpRequest, page: Any, form: WithdrawForm) -> bool:
    """Whether it is; not where somebody has just put another version in its place."""
    try:
        actions.withdraw_document(
            actor=actor_of(request), entry=page.asked, at=timezone.now(), **form.as_withdrawal()
        )
    except actions.AlreadyCorrected:
        form.add_error(None, _("Somebody has just corrected or withdrawn this. Look at it again"))
    return form.is_valid()
