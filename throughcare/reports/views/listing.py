"""Somebody's reports."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import actor_of
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.reports import actions, queries
from throughcare.reports.forms import StartForm

_USUALLY_COVERED = timedelta(weeks=13)


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Every report about the person, and starting one."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.reports_page(actor=actor, person=person, on=local_day(now))
    form = StartForm(
        request.POST if request.method == "POST" else None,
        outlines=page.outlines,
        initial=_covering(page, now),
    )
    if form.is_valid():
        started = actions.start_report(actor=actor, person=person, at=now, **form.as_arguments())
        return redirect("reports:report", ref=ref, id=started.pk)
    return render(request, "reports/reports.html", {"person": person, "page": page, "form": form})


def _covering(page: queries.ReportsPage, now: Any) -> dict[str, Any]:
    """From where the last final report ended, or a usual time, until today."""
    today = local_day(now)
    since = page.last_until or today - _USUALLY_COVERED
    return {"covers_from": since, "covers_until": today, "language": "en"}
