"""The record as it stood at a moment, two moments compared, and the bundle for a review."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, decide, require
from throughcare.moments import actions, queries
from throughcare.moments.access import MAKE_BUNDLE
from throughcare.moments.forms import AsItWasForm, BundleForm, CompareForm, typed_from
from throughcare.people import queries as people
from throughcare.record.queries import place_of


@require_GET
def as_it_was(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Read the record as it stood at a moment."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    typed = typed_from(request.GET, "at")
    form = AsItWasForm(typed or None, now=now)
    if not form.is_valid():
        may_bundle = decide(actor, MAKE_BUNDLE, person).allowed
        shown = {"person": person, "form": form, "may_bundle": may_bundle}
        return render(request, "moments/as_it_was.html", shown)
    before = place_of(request.GET.get("before", ""))
    at = form.cleaned_data["at"]
    page = queries.as_it_was(actor=actor, person=person, at=at, before=before)
    older = page.entries.older and f"?{urlencode({**typed, 'before': page.entries.older})}#entries"
    newest = before and f"?{urlencode(typed)}#entries"
    shown = {"person": person, "form": form, "page": page, "older": older, "newest": newest}
    return render(request, "moments/as_it_was.html", shown)


@require_GET
def compare(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What was added, what changed and what ended between two moments."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    typed = {name: typed_from(request.GET, name) for name in ("since", "until")}
    form = CompareForm(
        {**typed["since"], **typed["until"]} if any(typed.values()) else None, now=now
    )
    page = None
    if form.is_valid():
        earlier, later = form.in_order()
        page = queries.compared(actor=actor, person=person, since=earlier, until=later)
    return render(request, "moments/compare.html", {"person": person, "form": form, "page": page})


@require_http_methods(["GET", "POST"])
def bundle(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Make the bundle for the review of a serious incident."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    require(actor, MAKE_BUNDLE, person)
    form = BundleForm(request.POST if request.method == "POST" else None, now=now)
    if not form.is_valid():
        return render(request, "moments/bundle.html", {"person": person, "form": form})
    made = actions.make_bundle(actor=actor, person=person, made_at=now, **form.cleaned_data)
    # The name of a file is seen by whoever looks over a shoulder: it names nobody.
    name = f"review-{timezone.localtime(now):%Y-%m-%d-%H%M}.zip"
    answer = HttpResponse(made.as_zip(), content_type="application/zip", status=201)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
