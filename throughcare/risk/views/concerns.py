"""Recording a concern from anywhere, looking at it, and the list of those that wait."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import AccessDenied, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import queries as people
from throughcare.risk import actions, queries
from throughcare.risk.access import OVERSEE_CONCERNS, RECORD_CONCERN, TRIAGE_CONCERN
from throughcare.risk.forms import ConcernForm, TriageForm, WhomForm
from throughcare.risk.queries.inboxes import LATE, MINE, RECORDED, WATCHED

_LISTS = (MINE, WATCHED, LATE, RECORDED)


@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    """Concerns that wait for the colleague, those watched, those late in their unit, their own."""
    actor = actor_of(request)
    require(actor, RECORD_CONCERN)
    which = request.GET.get("list", MINE)
    which = which if which in _LISTS else MINE
    if which == LATE and not queries.may_oversee(actor):
        raise AccessDenied(OVERSEE_CONCERNS, str(OVERSEE_CONCERNS.otherwise))
    page = queries.inbox(
        actor=actor,
        which=which,
        today=timezone.localdate(),
        after=request.GET.get("after", ""),
    )
    context = {"page": page, "which": which, "oversees": queries.may_oversee(actor)}
    return render(request, "risk/concerns.html", context)


@require_GET
def whom(request: HttpRequest) -> HttpResponse:
    """Find whom a concern is about."""
    actor = actor_of(request)
    require(actor, RECORD_CONCERN)
    form = WhomForm(request.GET if "text" in request.GET else None)
    found: list[people.Found] = []
    has_more = False
    if form.is_valid():
        found, has_more = people.find_people(actor=actor, text=form.cleaned_data["text"])
    context = {"form": form, "found": found, "has_more": has_more}
    return render(request, "risk/whom.html", context)


@require_http_methods(["GET", "POST"])
def record_concern(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write down what was seen or heard about this person."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, RECORD_CONCERN, person)
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        markings=queries.markings_to_use(actor=actor, person=person),
        initial={"marking": "0", "happened_at": timezone.now()},
    )
    if form.is_valid():
        given = form.cleaned_data
        id = given.pop("once")
        made = actions.record_concern(actor=actor, person=person, id=id, at=timezone.now(), **given)
        messages.success(request, _("Recorded. Whoever holds the case looks at it today."))
        return redirect("risk:concern", ref=ref, id=made.pk)
    return render(request, "risk/record_concern.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One concern: what it is made from, and the decision about it."""
    actor, today = actor_of(request), timezone.localdate()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.concern_page(actor=actor, person=person, id=id, today=today)
    if request.method == "POST":
        require(actor, TRIAGE_CONCERN, person)
    form = TriageForm(
        request.POST if request.method == "POST" else None,
        initial={"version": page.concern.version},
    )
    changed = False
    if form.is_valid():
        given = form.cleaned_data
        once = given.pop("once")
        try:
            actions.decide_concern(
                actor=actor, concern=page.concern, id=once, at=timezone.now(), **given
            )
            return redirect("risk:concern", ref=ref, id=id)
        except ChangedMeanwhile:
            changed = True
            page = queries.concern_page(actor=actor, person=person, id=id, today=today)
    context = {"person": person, "page": page, "form": form, "changed": changed}
    return render(request, "risk/concern.html", context)
