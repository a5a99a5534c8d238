"""Two people side by side: saying whether they are one, and making them one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import actions
from throughcare.people import queries as people
from throughcare.people.access import MERGE_PEOPLE
from throughcare.web.forms import SameForm
from throughcare.web.pages.side_by_side import comparison


@require_http_methods(["GET", "POST"])
def side_by_side(request: HttpRequest, ref: UUID, other: UUID) -> HttpResponse:
    """Both people, what each field says, the answer; and what making them one record will do."""
    actor, at = actor_of(request), timezone.now()
    kept = people.open_person(actor=actor, ref=ref)
    gone = people.open_other(actor=actor, person=kept, ref=other)
    if gone is None:  # also for a form that was sent twice
        return redirect("people:details", ref=ref)
    page = comparison(actor=actor, kept=kept, other=gone, today=timezone.localdate(at))
    form, theirs, follows = _form(request, page.people.likeness), None, None
    if form.is_valid():
        for one in (kept, gone):
            require(actor, MERGE_PEOPLE, one)
        if form.is_same and not _has_read_what_follows(request, ref):
            follows = people.what_follows(actor=actor, kept=kept, other=gone, at=at)
        else:
            try:
                actions.answer_two(actor=actor, kept=kept, other=gone, at=at, **form.cleaned_data)
            except ChangedMeanwhile as conflict:
                theirs = conflict.theirs
            except actions.NameThemFirst as first:
                form.add_error(None, _name_first(first.names))
            else:
                return _done(request, form, page.people, ref)
    shown = {"page": page, "form": form, "theirs": theirs, "follows": follows}
    return render(request, "web/side_by_side.html", shown, status=409 if theirs else 200)


def _form(request: HttpRequest, likeness: Any) -> SameForm:
    known = {"note": likeness.note, "version": likeness.version} if likeness else {}
    return SameForm(request.POST if request.method == "POST" else None, initial=known)


def _has_read_what_follows(request: HttpRequest, ref: UUID) -> bool:
    """Whether the page they come from told what happens if this one of the two stays."""
    return request.POST.get("stays") == str(ref)


def _done(request: HttpRequest, form: SameForm, two: people.TwoPeople, ref: UUID) -> HttpResponse:
    """On to the next question, or back to whom they came from."""
    if form.is_same:
        messages.success(request, _("The two records are one now."))
        return redirect("people:details", ref=ref)
    messages.success(request, _("Your answer is kept."))
    return redirect("people:alike") if two.is_asked else redirect("people:details", ref=ref)


def _name_first(names: list[str]) -> str:
    said = _(
        "One of the two is restricted, and %(names)s would hold the case without being named for "
        "it. Name them first, or hand the case over"
    )
    return said % {"names": ", ".join(names)}
