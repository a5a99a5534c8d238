"""Messages that came and those put aside, tried again; and one person's record as a file."""

import json
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.exchange import actions, queries
from throughcare.exchange.outcomes import Report
from throughcare.foundation.access import actor_of, require
from throughcare.people import queries as people
from throughcare.people.access import EXPORT_RECORD

# As many as a page can be waited for; the command takes all.
_AT_ONCE = 100


@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """The latest runs, and the messages put aside with their reasons."""
    page = queries.messages_page(
        actor=actor_of(request),
        state=request.GET.get("state", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "exchange/messages.html", {"page": page})


@require_POST
def try_all_again(request: HttpRequest) -> HttpResponse:
    """Try messages again that were put aside."""
    actor = actor_of(request)
    report = actions.retry_all(actor=actor, at=timezone.now(), at_most=_AT_ONCE)
    return _back(request, report)


@require_POST
def try_again(request: HttpRequest, id: UUID) -> HttpResponse:
    """Try one message again."""
    report = actions.retry_message(actor=actor_of(request), message=id, at=timezone.now())
    return _back(request, report)


@require_POST
def same_person(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say that a message is about the person whose number it has."""
    report = actions.say_it_is_the_same_person(
        actor=actor_of(request), message=id, at=timezone.now()
    )
    return _back(request, report)


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    taken = report.count("taken") + report.count("unchanged")
    tried = len(report.outcomes)
    words = ngettext(
        "%(tried)d message tried again, %(taken)d of them taken.",
        "%(tried)d messages tried again, %(taken)d of them taken.",
        tried,
    )
    nothing = _("There was nothing to try again.")
    notices.info(request, words % {"tried": tried, "taken": taken} if tried else nothing)
    return redirect("exchange:messages")


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take away as a file what one may read of a person’s record."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    require(actor, EXPORT_RECORD, person)
    if request.method == "GET":
        return render(request, "exchange/export.html", {"person": person})
    now = timezone.now()
    document = actions.export_record(actor=actor, person=person, at=now)
    # The name of a file is seen by whoever looks over a shoulder: it names nobody.
    name = f"record-{timezone.localtime(now):%Y-%m-%d-%H%M}.json"
    answer = HttpResponse(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    answer["Content-Type"] = "application/json; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
