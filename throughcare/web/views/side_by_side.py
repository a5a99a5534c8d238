"""Saying whether two people on the record are one."""

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
from throughcare.people import actions
from throughcare.people import queries as people
from throughcare.web.forms import SameForm
from throughcare.web.pages.side_by_side import comparison


@require_http_methods(["GET", "POST"])
def side_by_side(request: HttpRequest, id: UUID) -> HttpResponse:
    """Both people, what each field says, and the answer."""
    actor, at = actor_of(request), timezone.now()
    likeness = people.likeness_of(actor=actor, id=id)
    form, theirs = _form(request, likeness), None
    if form.is_valid():
        try:
            actions.answer_likeness(actor=actor, likeness=likeness, at=at, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            theirs = conflict.theirs
        except actions.NameThemFirst as unnamed:
            form.add_error(None, _name_first(unnamed))
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("people:alike")
    page = comparison(actor=actor, likeness=likeness, today=timezone.localdate(at))
    shown = {"page": page, "form": form, "theirs": theirs}
    return render(request, "web/side_by_side.html", shown, status=409 if theirs else 200)


def _form(request: HttpRequest, likeness: Any) -> SameForm:
    initial = {"note": likeness.note, "version": likeness.version}
    return SameForm(request.POST if request.method == "POST" else None, initial=initial)


def _name_first(unnamed: actions.NameThemFirst) -> str:
    said = _("One of the two records is restricted. Name %(who)s for it first, then make them one")
    return said % {"who": ", ".join(unnamed.names)}
