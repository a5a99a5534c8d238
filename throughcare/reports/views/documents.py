"""A report as paper: previewed while it is written, handed out once it is final."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.reports import queries
from throughcare.reports.pdf import pdf_of
from throughcare.reports.word import MEDIA_TYPE
from throughcare.signoff import queries as signoff

_TYPES = {"pdf": "application/pdf", "docx": MEDIA_TYPE}
# The preview stands in a frame of our own page, and nowhere else.
_FRAMED = "default-src 'none'; frame-ancestors 'self'"


@require_GET
def preview(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """The report as its reader gets it."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    page = queries.report_page(actor=actor, report=found)
    return render(request, "reports/preview.html", {"person": person, "page": page})


@require_GET
def preview_pdf(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """The paper itself: kept as it was signed if the report is final, made now if not."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    if found.state in ("final", "superseded"):
        body = bytes(signoff.document_of(actor=actor, paper=found.paper, kind="pdf").body)
    else:
        body = pdf_of(queries.printed_report(found), made_at=now)
    name = f"{found.outline}-{local_day(found.paper.final_at or now):%Y-%m-%d}.pdf"
    return HttpResponse(
        body,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Content-Security-Policy": _FRAMED,
        },
    )


@require_GET
def document(request: HttpRequest, ref: UUID, id: UUID, kind: str) -> HttpResponse:
    """A final report to be saved; its name says nothing of whom it is about."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    kept = signoff.document_of(actor=actor, paper=found.paper, kind=kind)
    name = f"{found.outline}-{local_day(kept.made_at):%Y-%m-%d}.{kind}"
    return HttpResponse(
        bytes(kept.body),
        content_type=_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
