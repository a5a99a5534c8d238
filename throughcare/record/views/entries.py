"""The timeline with its form for a note, one entry with its correction, the search over notes."""

from datetime import datetime
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

from throughcare.foundation import audit
from throughcare.foundation.access import NotVisible, actor_of
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.ui.dates import clock_time
from throughcare.foundation.ui.forms import Once
from throughcare.people import queries as people
from throughcare.record import actions, queries
from throughcare.record.forms import (
    CorrectionForm,
    DraftForm,
    FilterForm,
    NoteForm,
    RaiseForm,
    SearchForm,
    from_draft,
    from_entry,
    typed,
)
from throughcare.record.queries import DraftShown

NOTE = "note"  # the key of the draft


@require_http_methods(["GET", "POST"])
def timeline(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What happened, newest first, and a note to add to it."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    draft = queries.draft_of(actor=actor, person=person, key=NOTE)
    form = _note_form(request, person, draft, now)
    if "template" in request.POST:
        return _with_template(request, person, form)
    if form.is_valid():
        actions.write_note(actor=actor, person=person, at=now, **form.as_note())
        showing = Once().clean(form.data.get("once"))
        sent = {"version": form.cleaned_data["version"], "once": showing}
        actions.discard_draft(actor=actor, person=person, key=NOTE, at=now, **sent)
        messages.success(request, _("Note saved"))
        return redirect("record:timeline", ref=ref)
    return render(request, "record/timeline.html", _page(request, person, form, draft))


def _note_form(request: HttpRequest, person: Any, draft: DraftShown, now: datetime) -> NoteForm:
    actor = actor_of(request)
    return NoteForm(
        request.POST if request.method == "POST" else None,
        now=now,
        born_on=person.born_on,
        kinds=queries.note_choices(actor=actor, person=person),
        markings=queries.markings_to_choose(actor=actor, person=person),
        initial={"happened_at": now, "version": draft.version, **from_draft(draft.content)},
    )


def _page(request: HttpRequest, person: Any, form: NoteForm, draft: Any) -> dict[str, Any]:
    """Everything around the form for a note."""
    actor = actor_of(request)
    options = queries.filter_options(actor=actor, person=person)
    filters = FilterForm(request.GET, options=options)
    before = queries.place_of(request.GET.get("before", ""))
    page = queries.timeline_page(
        actor=actor, person=person, wanted=filters.as_filter(), before=before
    )
    narrowed = {name: value for name, value in request.GET.items() if name != "before" and value}
    return {
        "person": person,
        "form": form,
        "draft": draft,
        "page": page,
        "filters": filters,
        "is_first_page": before is None and filters.as_filter().is_empty,
        "older": page.older and f"?{urlencode({**narrowed, 'before': str(page.older)})}",
        "newest": before and f"?{urlencode(narrowed)}",
    }


def _with_template(request: HttpRequest, person: Any, form: NoteForm) -> HttpResponse:
    """The headings for this kind of note beneath what is there; kept, and shown afresh."""
    content = typed(request.POST)
    if form.kind is None:
        messages.warning(request, _("Choose the kind of note first, then ask for its headings"))
    else:
        parts = (content.get("text", "").rstrip(), form.kind.template)
        content["text"] = "\n\n".join(part for part in parts if part)
    _keep_over(request, person, content)
    return redirect("record:timeline", ref=person.ref)


def _keep_over(request: HttpRequest, person: Any, content: dict[str, str]) -> None:
    """Keep this whatever was kept before: its writer has both before their eyes."""
    actor = actor_of(request)
    kept = queries.draft_of(actor=actor, person=person, key=NOTE)
    actions.keep_draft(
        actor=actor,
        person=person,
        key=NOTE,
        content=content,
        version=kept.version,
        at=timezone.now(),
    )


@audit.autosave
def draft(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Keep what is being written. Answers the page's script, as docs/howto/add-a-page.md says."""
    actor, at = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=400)
    try:
        kept = actions.keep_draft(
            actor=actor,
            person=person,
            key=NOTE,
            content=typed(request.POST),
            version=form.cleaned_data["version"],
            at=at,
        )
    except ChangedMeanwhile:
        choose = reverse("record:choose-draft", kwargs={"ref": ref})
        return JsonResponse({"conflict": choose}, status=409)
    return JsonResponse({"saved_at": clock_time(at), "version": kept.version})


@require_http_methods(["GET", "POST"])
def choose_draft(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The same note begun in two windows: which to carry on with.

    What stands in this window the page's script puts into the form.
    """
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    if request.method == "POST":
        if request.POST.get("keep") != "theirs":
            _keep_over(request, person, typed(request.POST))
        return redirect("record:timeline", ref=ref)
    draft = queries.draft_of(actor=actor, person=person, key=NOTE)
    form = _note_form(request, person, draft, timezone.now())
    return render(
        request, "record/choose_draft.html", {"person": person, "draft": draft, "form": form}
    )


@require_POST
def discard_draft(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What was typed is not wanted."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    actions.discard_draft(actor=actor, person=person, key=NOTE, at=timezone.now())
    return redirect("record:timeline", ref=ref)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """One entry, where it came from, and a correction to it."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.entry_page(actor=actor, person=person, id=id)
    if request.POST.get("keep") == "theirs":
        return redirect("record:entry", ref=ref, id=page.newest.pk)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        now=now,
        born_on=person.born_on,
        initial=from_entry(page.newest),
    )
    context = {"person": person, "page": page, "form": form, "correction": form}
    context["raising"] = RaiseForm(narrower=page.narrower, auto_id="raise_%s")
    if form.is_valid():
        try:
            actions.correct_entry(actor=actor, entry=page.asked, at=now, **form.as_correction())
            return redirect("record:entry", ref=ref, id=id)
        except actions.AlreadyCorrected as meanwhile:
            context["theirs"] = meanwhile.theirs
            if meanwhile.theirs is None:
                form.add_error(None, _("This can no longer be corrected. Write a note instead"))
    return render(request, "record/entry.html", context)


@require_POST
def raise_marking(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Mark an entry for fewer people than may read it now."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.entry_page(actor=actor, person=person, id=id)
    raising = RaiseForm(request.POST, narrower=page.narrower, auto_id="raise_%s")
    if raising.is_valid():
        try:
            actions.raise_marking(actor=actor, entry=page.newest, at=now, **raising.as_raising())
            return _raised(request, person, id)
        except actions.WouldLoseSight:
            raising.add_error(
                "hidden_from_me",
                _("Say that you know you will not be able to read it, or choose another"),
            )
    correction = CorrectionForm(now=now, born_on=person.born_on, initial=from_entry(page.newest))
    context = {"person": person, "page": page, "correction": correction, "raising": raising}
    context["form"] = raising
    return render(request, "record/entry.html", context)


def _raised(request: HttpRequest, person: Any, id: UUID) -> HttpResponse:
    """Back to the entry, or, if it is hidden from them now, to where it was."""
    try:
        queries.entry_page(actor=actor_of(request), person=person, id=id)
    except NotVisible:
        messages.success(request, _("Marked. You can no longer read it."))
        return redirect("record:timeline", ref=person.ref)
    messages.success(request, _("Marked. Fewer people can read it now."))
    return redirect("record:entry", ref=person.ref, id=id)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Words, in everything about everybody the reader may see."""
    form = SearchForm(request.GET if "words" in request.GET else None)
    before = queries.place_of(request.GET.get("before", ""))
    found = None
    if form.is_valid():
        words = form.cleaned_data["words"]
        found = queries.search_notes(actor=actor_of(request), words=words, before=before)
        # Looking through everybody's notes is a look, though at nobody in particular.
        audit.record(actor_of(request), "record.notes_searched", words=words)
    return render(
        request,
        "record/search.html",
        {
            "form": form,
            "found": found,
            "older": found
            and found.older
            and f"?{urlencode({'words': request.GET['words'], 'before': str(found.older)})}",
            "newest": before and f"?{urlencode({'words': request.GET.get('words', '')})}",
        },
    )
