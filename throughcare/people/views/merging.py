"""Finding the other record of one person, and making two again of what was not one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.people import actions, queries
from throughcare.people.access import MERGE_PEOPLE
from throughcare.people.forms import OtherForm, TakeBackForm


@require_GET
def same_person(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Find the other record of this person."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, MERGE_PEOPLE, person)
    form = OtherForm(request.GET or None)
    found = None
    if form.is_valid():
        found = queries.perhaps_the_same(actor=actor, person=person, text=form.cleaned_data["text"])
    shown = {"person": person, "form": form, "found": found}
    return render(request, "people/same_person.html", shown)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """They are two after all: where what came since belongs."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, MERGE_PEOPLE, person)
    merge = queries.merge_of(actor=actor, person=person, id=id)
    if merge.taken_back_at:
        return redirect("people:details", ref=ref)
    form = TakeBackForm(
        request.POST if request.method == "POST" else None,
        since=queries.written_since(actor=actor, merge=merge),
        other=merge.other_name,
    )
    if form.is_valid():
        try:
            actions.take_merge_back(actor=actor, merge=merge, at=timezone.now(), **form.given)
        except actions.TakeBackTheLaterFirst:
            form.add_error(None, _("Somebody else was merged into this record since. Begin there"))
        else:
            messages.success(request, _("They are two records again."))
            return redirect("people:details", ref=ref)
    shown = {"person": person, "merge": merge, "form": form}
    return render(request, "people/take_merge_back.html", shown)
