"""My caseload, finding somebody, and a person at a glance."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of, decide
from throughcare.people import actions
from throughcare.people import queries as people
from throughcare.people.access import SEE_PERSON
from throughcare.staff import queries as staff
from throughcare.web.forms import FindForm
from throughcare.web.pages import caseload as caseload_page
from throughcare.web.pages import overview as overview_page
from throughcare.web.pages import risk as risk_page
from throughcare.web.pages.header import header


@require_GET
def caseload(request: HttpRequest) -> HttpResponse:
    """The people in the colleague's own name, what is owed first."""
    page = caseload_page.caseload(actor=actor_of(request), at=timezone.now())
    return render(request, "web/caseload.html", {"page": page})


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Find somebody by number, name, former name or date of birth."""
    form = FindForm(request.GET if request.GET else None)
    found: list[people.Found] = []
    has_more = False
    if form.is_valid():
        actor, words = actor_of(request), form.cleaned_data["text"] or ""
        found, has_more = people.find_people(actor=actor, **form.cleaned_data)
        if staff.is_somebodys_name(words) and decide(actor, SEE_PERSON).allowed:
            actions.write_search_for_colleague(actor=actor, words=words)
    return render(request, "web/find.html", {"form": form, "found": found, "has_more": has_more})


@require_GET
def overview(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Who somebody is, what matters now, what binds them, what is next."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = overview_page.overview(actor=actor, person=person, at=timezone.now())
    # The identity bar says what the page says, from the same rows.
    request.person_header = header(  # type: ignore[attr-defined]
        page.line, page.risk.badges, path=request.path, actor=actor
    )
    return render(request, "web/overview.html", {"person": person, "page": page})


@require_GET
def risk(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Everything known of this person's risk."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    page = risk_page.risk(actor=actor, person=person, today=timezone.localdate())
    return render(request, "web/risk.html", {"person": person, "page": page})
