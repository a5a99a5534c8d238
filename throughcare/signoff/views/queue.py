"""The verification queue, and for which reasons documents come back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughcare.foundation.access import actor_of, decide
from throughcare.foundation.calendar import local_day
from throughcare.signoff import actions, queries
from throughcare.signoff.access import COUNT_RETURNS
from throughcare.signoff.forms import PeriodForm

_USUALLY = timedelta(weeks=13)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, the most pressing first, and the reviews I owe."""
    actor = actor_of(request)
    found = queries.waiting_for(actor=actor, on=local_day(timezone.now()))
    may_count = decide(actor, COUNT_RETURNS).allowed
    return render(request, "signoff/queue.html", {"queue": found, "may_count_returns": may_count})


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take what has waited longest, and read it."""
    try:
        found = actions.take_next(actor=actor_of(request), at=timezone.now())
    except actions.NothingWaits:
        messages.info(request, _("Nothing is left to be taken."))
        return redirect("signoff:queue")
    return redirect(queries.page_of(found, to_decide=True))


@require_GET
def returned(request: HttpRequest) -> HttpResponse:
    """For which reasons documents came back, over a time."""
    actor, today = actor_of(request), local_day(timezone.now())
    usual = {"since": today - _USUALLY, "until": today}
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=usual)
    asked: dict[str, Any] = usual
    if form.is_valid():
        asked = form.cleaned_data
    counted = queries.returns_counted(actor=actor, **asked)
    return render(
        request, "signoff/returned_page.html", {"counted": counted, "form": form, "asked": asked}
    )
