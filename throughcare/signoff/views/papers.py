"""One document on its way: how it stands, countersigning or returning it, giving it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.signoff import actions, queries
from throughcare.signoff.access import WITHDRAW_PAPER
from throughcare.signoff.forms import WithdrawForm

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def paper(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """A document's way, whatever it is."""
    return _show(request, opened(request, ref, id), "signoff/paper.html")


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Countersign it, or give it back."""
    found = opened(request, ref, id)
    data = request.POST if request.method == "POST" else None
    deciding = queries.deciding(paper=found, data=data)
    returning = "return" in request.POST
    form = deciding.back if returning else deciding.sign
    if form.is_valid() and _try_to_decide(request, found, form, returning=returning):
        return redirect(queries.page_of(found))
    return _show(request, opened(request, ref, id), "signoff/decide.html", form, deciding=deciding)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Give up a document that is not final."""
    found = opened(request, ref, id)
    require(actor_of(request), WITHDRAW_PAPER, found)
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial={"version": found.version})
    if form.is_valid():
        try:
            actions.withdraw_paper(
                actor=actor_of(request), paper=found, at=timezone.now(), **form.cleaned_data
            )
        except ChangedMeanwhile:
            found = opened(request, ref, id)
            form = WithdrawForm({**request.POST.dict(), "version": str(found.version)})
            form.is_valid()
            form.add_error(None, changed())
        else:
            messages.success(request, _("Withdrawn. It stays readable."))
            return redirect(queries.page_of(found))
    return _show(request, found, "signoff/withdraw.html", form)


@require_GET
def document(request: HttpRequest, ref: UUID, id: UUID, document: UUID) -> HttpResponse:
    """What it was kept as, to be saved; the file's name says nothing of whom it is about."""
    found = opened(request, ref, id)
    kept = queries.document_numbered(actor=actor_of(request), paper=found, id=document)
    name = f"{found.kind}-{local_day(kept.made_at):%Y-%m-%d}.{kept.kind}"
    return HttpResponse(
        bytes(kept.body),
        content_type=_TYPES[kept.kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def opened(request: HttpRequest, ref: UUID, id: UUID) -> Any:
    """The document of the address. Raises NotVisible."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return queries.paper_for(actor=actor, person=person, id=id)


def changed() -> str:
    return _("This has changed since you opened it. Read it again as it is now.")


def _try_to_decide(request: HttpRequest, found: Any, form: Any, *, returning: bool) -> bool:
    """Whether it is decided; if not, the form says why."""
    act = actions.return_paper if returning else actions.countersign_paper
    try:
        act(actor=actor_of(request), paper=found, at=timezone.now(), **form.cleaned_data)
    except ChangedMeanwhile:
        form.add_error(None, changed())
        return False
    except actions.NotWhole as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _said(found, returning=returning))
    return True


def _said(found: Any, *, returning: bool) -> str:
    if returning:
        return _("Returned to its author")
    if found.state == "submitted":
        return _("Countersigned. It waits for the next signature.")
    return _("Countersigned. It is final.")


def _show(
    request: HttpRequest, found: Any, template: str, form: Any = None, **more: Any
) -> HttpResponse:
    on = local_day(timezone.now())
    standing = queries.standing_of(actor=actor_of(request), paper=found, on=on)
    shown = {"person": found.person, "standing": standing, "form": form, **more}
    return render(request, template, shown)
