"""Pages on which somebody is assessed, section by section, and their assessment is signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from throughcare.assessments import actions, queries
from throughcare.assessments.access import WITHDRAW_ASSESSMENT
from throughcare.assessments.forms import (
    ChooseForm,
    EvidenceForm,
    SearchForm,
    SectionForm,
    SignForm,
    StartForm,
    WithdrawForm,
)
from throughcare.assessments.replies import Reply, written
from throughcare.foundation.access import actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit import autosave
from throughcare.foundation.calendar import local_day
from throughcare.foundation.ui.dates import clock_time
from throughcare.foundation.ui.forms import summary_of
from throughcare.people import queries as people
from throughcare.signoff import queries as signoff
from throughcare.signoff.actions import CannotCountersign


@require_http_methods(["GET", "POST"])
def assessments(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Every assessment of the person, and starting one."""
    actor, now = actor_of(request), timezone.now()
    person = people.open_person(actor=actor, ref=ref)
    page = queries.assessments_page(
        actor=actor, person=person, on=local_day(now), why_not=request.GET.get("why-not", "")
    )
    form = StartForm(
        request.POST if request.method == "POST" else None,
        instruments=page.instruments,
        markings=page.markings,
    )
    if form.is_valid():
        try:
            started = actions.start_assessment(
                actor=actor, person=person, at=now, **form.as_arguments()
            )
        except actions.NotCompetent as lacking:
            form.add_error("instrument", str(lacking))
        except actions.KeepsPartsApart:
            form.add_error("marking", _PARTS_APART)
        else:
            section = queries.first_to_answer(actor=actor, assessment=started)
            return _go_on(ref, started.pk, section)
    shown = {"person": person, "page": page, "form": form}
    return render(request, "assessments/assessments.html", shown)


@require_http_methods(["GET"])
def assessment(request: HttpRequest, ref: UUID, assessment_id: UUID) -> HttpResponse:
    """What an assessment comes to, why, and what is missing."""
    return _show(request, ref, assessment_id)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, ref: UUID, assessment_id: UUID, section_id: str) -> HttpResponse:
    """One section, to be answered."""
    actor, found = _found(request, ref, assessment_id)
    page = queries.section_page(
        actor=actor, assessment=found, section_id=section_id, today=local_day(timezone.now())
    )
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        section=page.section,
        name=page.called,
        kept=page.replies,
        known=page.known,
        to_pick=page.to_pick,
    )
    if not found.is_open:
        if not form.is_bound:
            return _go_on(ref, assessment_id, "")
        form.add_error(None, _MEANWHILE[found.state])
    if form.is_valid():
        return _saved(request, ref, found, page, form)
    standing = signoff.standing_of(actor=actor, subject=found.subject, on=local_day(timezone.now()))
    shown = {
        "person": found.person,
        "assessment": found,
        "page": page,
        "form": form,
        "comments": standing.comments_at(section_id) if standing else (),
    }
    return render(request, "assessments/section.html", shown)


@autosave
def save_section(
    request: HttpRequest, ref: UUID, assessment_id: UUID, section_id: str
) -> JsonResponse:
    """What has been answered so far, as the page sends it by itself.

    An answer that cannot be taken is said, and keeps none of the others from being saved.
    """
    actor, found = _found(request, ref, assessment_id)
    asked = queries.section_asked(
        actor=actor, assessment=found, section_id=section_id, today=local_day(timezone.now())
    )
    form = SectionForm(
        request.POST,
        section=asked.section,
        name=asked.called,
        kept={},
        known={},
        to_pick=asked.to_pick,
    )
    answered = _answer(request, found, section_id, form)
    if answered.contested:
        choose = reverse("assessments:choose", args=[ref, assessment_id, section_id])
        return JsonResponse({"conflict": choose}, status=409)
    # A page knows to be saved what it knew before of what was not taken.
    saved = {"version": written({**form.known, **answered.known})}
    if form.wrong:
        return JsonResponse({**saved, "wrong": form.wrong}, status=422)
    return JsonResponse({**saved, "saved_at": clock_time(timezone.now())})


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, ref: UUID, assessment_id: UUID, section_id: str) -> HttpResponse:
    """Two answers to the same question: choose which to keep."""
    actor, found = _found(request, ref, assessment_id)
    contested = queries.contested(actor=actor, assessment=found, section_id=section_id)
    if not contested:
        return _go_on(ref, assessment_id, "")
    form = ChooseForm(request.POST if request.method == "POST" else None, contested=contested)
    if form.is_valid():
        settled = actions.settle_answers(
            actor=actor,
            assessment=found,
            choices=form.choices,
            known=form.known,
            at=timezone.now(),
        )
        if settled:
            return _go_on(ref, assessment_id, "")
        messages.warning(request, _("An answer has changed again. Choose once more."))
        return redirect("assessments:choose", ref, assessment_id, section_id)
    shown = {"person": found.person, "assessment": found, "contested": contested, "form": form}
    return render(request, "assessments/choose.html", shown | {"section_id": section_id})


@require_http_methods(["GET", "POST"])
def evidence(
    request: HttpRequest, ref: UUID, assessment_id: UUID, question_id: str
) -> HttpResponse:
    """Entries of the record an answer rests on, and those it could rest on."""
    actor, found = _found(request, ref, assessment_id)
    search = SearchForm(request.GET)
    words = search.cleaned_data["words"] if search.is_valid() else ""
    page = queries.evidence_page(
        actor=actor, assessment=found, question_id=question_id, words=words
    )
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entry = queries.entry_to_point_at(
            actor=actor, person=found.person, entry_id=form.cleaned_data["entry"]
        )
        actions.put_evidence(
            actor=actor,
            assessment=found,
            question=question_id,
            entry=entry,
            side=form.cleaned_data["side"],
            says=form.cleaned_data["says"],
            at=timezone.now(),
        )
        return redirect("assessments:evidence", ref, assessment_id, question_id)
    shown = {"person": found.person, "assessment": found, "page": page, "form": form}
    return render(request, "assessments/evidence.html", shown | {"search": search})


@require_POST
def take_evidence_away(
    request: HttpRequest, ref: UUID, assessment_id: UUID, evidence_id: UUID
) -> HttpResponse:
    """Take an entry away from an answer."""
    actor, found = _found(request, ref, assessment_id)
    one = queries.evidence_to_change(actor=actor, assessment=found, evidence_id=evidence_id)
    question = one.question
    actions.take_evidence_away(actor=actor, evidence=one)
    return redirect("assessments:evidence", ref, assessment_id, question)


@require_POST
def sign(request: HttpRequest, ref: UUID, assessment_id: UUID) -> HttpResponse:
    """Sign it; where others have to sign it too it goes to them."""
    actor, found = _found(request, ref, assessment_id)
    if not found.is_open:
        if not queries.is_signed_by(actor=actor, assessment=found):  # else it was sent twice
            messages.warning(request, _BEFORE_YOU)
        return _go_on(ref, assessment_id, "")
    read = SignForm(request.POST)
    submitting = queries.submitting(
        actor=actor, assessment=found, at=timezone.now(), data=request.POST
    )
    if read.is_valid() and submitting.form.is_valid() and _signed(request, found, read, submitting):
        return _go_on(ref, assessment_id, "")
    return _show(request, ref, assessment_id, read=read, submitting=submitting)


def _signed(request: HttpRequest, found: Any, read: SignForm, submitting: Any) -> bool:
    """Whether it is signed; if not, the form says why."""
    given = submitting.form.as_arguments()
    try:
        actions.sign_assessment(
            actor=actor_of(request),
            assessment=found,
            version=read.cleaned_data["answers"],
            to=given["to"],
            comment=given["comment"],
            at=timezone.now(),
        )
    except actions.StillMissing as missing:
        read.add_error(None, str(missing))
    except CannotCountersign as refused:
        submitting.form.add_error("to", refused.reason)
    except ChangedMeanwhile:
        read.add_error(None, _CHANGED_MEANWHILE)
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: UUID, assessment_id: UUID) -> HttpResponse:
    """Put aside an assessment that was begun in error."""
    actor, found = _found(request, ref, assessment_id)
    if not found.is_open:
        return redirect("assessments:assessment", ref=ref, assessment_id=assessment_id)
    require(actor, WITHDRAW_ASSESSMENT, found)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    if form.is_valid():
        try:
            actions.withdraw_assessment(
                actor=actor, assessment=found, at=timezone.now(), **form.cleaned_data
            )
        except ChangedMeanwhile as meanwhile:
            form = _having_read(request, meanwhile.theirs)
        else:
            messages.success(request, _("Withdrawn. It stays to be read under “Withdrawn”."))
            return redirect("assessments:assessments", ref=ref)
    line = queries.assessment_page(actor=actor, assessment=found, on=local_day(timezone.now()))
    shown = {"person": found.person, "assessment": found, "form": form}
    return render(
        request,
        "assessments/withdraw.html",
        shown | {"title": line.title, "by": line.started_by},
    )


def _having_read(request: HttpRequest, newer: Any) -> WithdrawForm:
    """The form as it was sent, but for the version: whoever sends it again has been told."""
    form = WithdrawForm({**request.POST.dict(), "version": str(newer.version)})
    form.is_valid()
    form.add_error(None, _ANSWERED_MEANWHILE)
    return form


def _show(
    request: HttpRequest,
    ref: UUID,
    assessment_id: UUID,
    *,
    read: SignForm | None = None,
    submitting: Any = None,
) -> HttpResponse:
    actor, found = _found(request, ref, assessment_id)
    now = timezone.now()
    page = queries.assessment_page(actor=actor, assessment=found, on=local_day(now))
    standing = signoff.standing_of(actor=actor, subject=found.subject, on=local_day(now))
    if submitting is None and page.can_be_signed:
        submitting = queries.submitting(actor=actor, assessment=found, at=now)
    shown = {
        "person": found.person,
        "page": page,
        "read": read or SignForm(initial={"answers": page.version}),
        "submitting": submitting,
        "faults": summary_of([one for one in (read, submitting and submitting.form) if one]),
        "standing": standing,
        "deciding": signoff.deciding(paper=standing.paper) if standing else None,
    }
    return render(request, "assessments/assessment.html", shown)


def _found(request: HttpRequest, ref: UUID, assessment_id: UUID) -> tuple[Any, Any]:
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return actor, queries.assessment_for(actor=actor, person=person, assessment_id=assessment_id)


def _saved(
    request: HttpRequest, ref: UUID, found: Any, page: queries.SectionPage, form: SectionForm
) -> HttpResponse:
    """Save the page, and go on to whatever is next."""
    taken = page.taken(request.POST.get("take", ""))
    stays = bool(taken) or "stay" in request.POST
    answered = _answer(request, found, page.section.id, form, taken=taken, looked_at=not stays)
    if answered.contested:
        return redirect("assessments:choose", ref, found.pk, page.section.id)
    if answered.newly_asked:
        _say_asked(request, len(answered.newly_asked))
        return _go_on(ref, found.pk, page.section.id, at=f"ask-{answered.newly_asked[0]}")
    if stays:
        where = next(iter(taken), request.POST.get("stay", ""))
        return _go_on(ref, found.pk, page.section.id, at=f"ask-{where}")
    return _go_on(ref, found.pk, page.after.id if page.after else "")


def _answer(
    request: HttpRequest,
    found: Any,
    section_id: str,
    form: SectionForm,
    *,
    taken: dict[str, Reply] | None = None,
    looked_at: bool = False,
) -> actions.Answered:
    return actions.answer_section(
        actor=actor_of(request),
        assessment=found,
        section_id=section_id,
        replies={**form.replies, **(taken or {})},
        known=form.known,
        at=timezone.now(),
        looked_at=looked_at,
    )


def _go_on(ref: UUID, assessment_id: UUID, section_id: str, *, at: str = "") -> HttpResponse:
    """To that section, or to the end where there is none."""
    if not section_id:
        return redirect("assessments:assessment", ref=ref, assessment_id=assessment_id)
    address = reverse("assessments:section", args=[ref, assessment_id, section_id])
    return redirect(f"{address}#{at}" if at else address)


_MEANWHILE = {
    "submitted": gettext_lazy(
        "Somebody has signed this assessment since you opened it, and it waits to be "
        "countersigned, so nothing was saved. What you typed is still below: copy what matters, "
        "and ask for it to be returned."
    ),
    "signed": gettext_lazy(
        "Somebody has signed this assessment since you opened it, so nothing was saved. What you "
        "typed is still below: copy what matters, and start a new assessment to say it."
    ),
    "withdrawn": gettext_lazy(
        "Somebody has withdrawn this assessment since you opened it, so nothing was saved. What "
        "you typed is still below: copy what matters, and start a new assessment to say it."
    ),
}
_BEFORE_YOU = gettext_lazy(
    "A colleague was before you, so you have signed nothing. This is how it stands now."
)
_PARTS_APART = gettext_lazy(
    "This one keeps some of its parts apart by itself. Choose “Ordinary” for the rest."
)
_CHANGED_MEANWHILE = gettext_lazy(
    "An answer has changed since you opened this page. Read it again, then sign."
)
_ANSWERED_MEANWHILE = gettext_lazy(
    "A colleague has answered something since you opened this page. Read it again: it may be that "
    "they need it."
)


def _say_asked(request: HttpRequest, n: int) -> None:
    said = ngettext(
        "Saved. Your answer calls for %(n)s more question.",
        "Saved. Your answers call for %(n)s more questions.",
        n,
    )
    messages.info(request, said % {"n": n})
