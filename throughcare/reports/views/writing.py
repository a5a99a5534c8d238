"""A report while it is written: its parts, what was gathered, what it cites."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.foundation.access import NotVisible, actor_of
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit import autosave
from throughcare.foundation.ui.dates import clock_time
from throughcare.people import queries as people
from throughcare.record import queries as on_record
from throughcare.reports import actions, queries
from throughcare.reports.forms import EvidenceForm, SectionForm
from throughcare.reports.writing import markup_of
from throughcare.signoff import actions as signing
from throughcare.signoff import queries as signoff

_STAYS = frozenset({"cite", "leave_out", "take_in", "gather", "find", "settle"})
"""Buttons after which the part stays open."""


@require_GET
def report(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """A report as it stands: what is written, what is missing, who has it, what can be done."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    page = queries.report_page(actor=actor, report=found)
    return render(request, "reports/report.html", {"person": person, "page": page})


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, ref: UUID, id: UUID, part: str) -> HttpResponse:
    """One part: the outline beside it, its text, and the evidence for it."""
    actor = actor_of(request)
    found = _section(request, ref, id, part)
    page = queries.section_page(actor=actor, section=found)
    if not page.report.may_write.allowed and request.method == "GET":
        return redirect("reports:report", ref=ref, id=id)
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        initial={"text": page.markup, "version": page.version},
    )
    if not form.is_valid():
        return _show(request, found, page, form, theirs=page if "both" in request.GET else None)
    try:
        saved = _save(request, found, form)
    except ChangedMeanwhile:
        return _changed_meanwhile(request, ref, id, part, form)
    if "next" in request.POST and page.after:
        return redirect("reports:section", ref=ref, id=id, part=page.after.id)
    if _and_then(request, saved):
        words = request.POST.get("words", "").strip()
        asked = {"words": words} if words and "find" in request.POST else {}
        asked |= {"everything": "yes"} if "everything" in request.POST else {}
        here = reverse("reports:section", kwargs={"ref": ref, "id": id, "part": part})
        return redirect(f"{here}?{urlencode(asked)}" if asked else here)
    return redirect("reports:report", ref=ref, id=id)


@autosave
def save_section(request: HttpRequest, ref: UUID, id: UUID, part: str) -> JsonResponse:
    """What is written so far, as the page sends it by itself."""
    found = _section(request, ref, id, part)
    form = SectionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        saved = _save(request, found, form)
    except ChangedMeanwhile:
        here = reverse("reports:section", kwargs={"ref": ref, "id": id, "part": part})
        return JsonResponse({"conflict": f"{here}?both=yes"}, status=409)
    return JsonResponse({"saved_at": clock_time(timezone.now()), "version": saved.version})


@require_POST
def cite(request: HttpRequest, ref: UUID, id: UUID, entry: UUID) -> JsonResponse:
    """Take an entry among the sources; the page's script writes its number into the text."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    return JsonResponse({"number": _cite(request, found, entry).number})


@require_POST
def drop_source(request: HttpRequest, ref: UUID, id: UUID, citation: UUID) -> HttpResponse:
    """Take a source nothing refers to off the list."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    try:
        actions.drop_citation(
            actor=actor, citation=queries.citation_for(actor=actor, report=found, id=citation)
        )
    except actions.StillReferredTo:
        messages.warning(request, _("A part still refers to that source. Take it out there first."))
    return redirect("reports:report", ref=ref, id=id)


@require_POST
def gather(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Bring what was gathered up to date."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    actions.gather_again(actor=actor, report=found, at=timezone.now())
    messages.success(request, _("What the record says is up to date"))
    return redirect("reports:report", ref=ref, id=id)


def _and_then(request: HttpRequest, saved: Any) -> bool:
    """What else the button that saved the part asks for; whether the part stays open."""
    actor, report, at = actor_of(request), saved.report, timezone.now()
    if "cite" in request.POST:
        _cite_at_the_end(request, saved, request.POST["cite"])
    elif "leave_out" in request.POST or "take_in" in request.POST:
        left_out = "leave_out" in request.POST
        which = _number(request.POST["leave_out" if left_out else "take_in"])
        one = queries.gathered_for(actor=actor, report=report, id=which)
        actions.leave_out(actor=actor, gathered=one, left_out=left_out)
    elif "gather" in request.POST:
        actions.gather_again(actor=actor, report=report, at=at)
    elif "settle" in request.POST:
        _settle(request, report, request.POST["settle"])
    return not _STAYS.isdisjoint(request.POST)


def _settle(request: HttpRequest, report: Any, comment: str) -> None:
    """What was said of the part has been dealt with; sent twice, it is settled once."""
    actor, paper, which = actor_of(request), report.paper, _number(comment)
    one = signoff.comment_for(actor=actor, paper=paper, id=which)
    if one.settled_at is None:
        signing.settle_comment(actor=actor, comment=one, at=timezone.now())


def _number(text: str) -> UUID:
    """Raises NotVisible for what is no number."""
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible from None


def _section(request: HttpRequest, ref: UUID, id: UUID, part: str) -> Any:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.report_for(actor=actor, person=person, id=id)
    return queries.section_for(actor=actor, report=found, part=part)


def _save(request: HttpRequest, found: Any, form: SectionForm) -> Any:
    return actions.write_section(
        actor=actor_of(request),
        section=found,
        version=form.cleaned_data["version"],
        html=form.html,
        at=timezone.now(),
    )


def _show(
    request: HttpRequest, found: Any, page: Any, form: SectionForm, theirs: Any = None
) -> HttpResponse:
    words = EvidenceForm(request.GET)
    evidence = queries.evidence_for(
        actor=actor_of(request),
        report=found.report,
        part=found.part,
        words=words.cleaned_data["words"] if words.is_valid() else "",
        everything="everything" in request.GET,
    )
    context = {
        "person": found.report.person,
        "report": page.report,
        "page": page,
        "form": form,
        "html": form.html if form.is_bound and form.is_valid() else page.html,
        "evidence": evidence,
        "words": words,
        "theirs": theirs,
    }
    return render(request, "reports/section.html", context)


def _changed_meanwhile(
    request: HttpRequest, ref: UUID, id: UUID, part: str, form: SectionForm
) -> HttpResponse:
    """Both versions; what was typed stays in the editor, to be saved over theirs or not."""
    found = _section(request, ref, id, part)
    page = queries.section_page(actor=actor_of(request), section=found)
    # As it was typed, so that the page's script finds nothing to put back.
    again = SectionForm({**form.cleaned_data, "version": f"{page.version}"})
    return _show(request, found, page, again, theirs=page)


def _cite(request: HttpRequest, found: Any, entry: UUID) -> Any:
    actor = actor_of(request)
    known = on_record.entry_page(actor=actor, person=found.person, id=entry)
    try:
        return actions.cite_entry(actor=actor, report=found, entry=known.asked, at=timezone.now())
    except actions.NotForItsReaders:
        raise NotVisible from None


def _cite_at_the_end(request: HttpRequest, saved: Any, entry: str) -> None:
    """Without a script, the reference is written at the end of what was saved."""
    number = _cite(request, saved.report, _number(entry)).number
    ended = f"{markup_of(saved.text)} [{number}]".strip()
    form = SectionForm({"text": ended, "written_as": "marks", "version": f"{saved.version}"})
    if form.is_valid():
        _save(request, saved, form)
