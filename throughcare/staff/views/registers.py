"""What colleagues are trained and cleared for: their registers, and what runs out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import written_day
from throughcare.staff import actions, queries
from throughcare.staff.access import RECORD_CLEARANCE
from throughcare.staff.forms import ClearanceForm, CompetenceForm, EndForm
from throughcare.staff.powers import kinds_of_competence
from throughcare.staff.views.members import form_page


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What oneself is trained and cleared for, and who covers whom."""
    training = queries.own_training(actor=actor_of(request), on=timezone.localdate())
    return render(request, "staff/mine.html", {"training": training})


@require_GET
def competences(request: HttpRequest) -> HttpResponse:
    """What each competence is for, how long it lasts, which roles expect it."""
    return render(request, "staff/competences.html", {"kinds": kinds_of_competence()})


@require_GET
def running_out(request: HttpRequest) -> HttpResponse:
    """What runs out soon, or ran out lately, among colleagues one answers for."""
    lines, after = queries.running_out(
        actor=actor_of(request), on=timezone.localdate(), after=request.GET.get("after", "")
    )
    context = {"lines": lines, "after": after, "days": pack().competence_rule.soon_days}
    return render(request, "staff/running_out.html", context)


@require_http_methods(["GET", "POST"])
def award(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Record what a colleague was trained for."""
    actor, now = actor_of(request), timezone.now()
    member = queries.colleague(actor=actor, ref=ref).member
    kinds = queries.awardable(actor=actor, member=member, on=timezone.localdate(now))
    form = CompetenceForm(request.POST if request.method == "POST" else None, kinds=kinds)
    if form.is_valid():
        try:
            actions.award_competence(actor=actor, member=member, at=now, **form.as_arguments())
        except actions.LastsTooLong as limit:
            says = _("By the rules it is good until %(day)s at the longest")
            form.add_error("expires_on", says % {"day": written_day(limit.latest)})
        else:
            return redirect("staff:colleague", ref=ref)
    title = _("Record what %(name)s is trained for") % {"name": member.name}
    return form_page(request, form, title, back=_page_of(ref))


@require_http_methods(["GET", "POST"])
def end_competence(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that a colleague may no longer do what they were trained for."""
    actor, now = actor_of(request), timezone.now()
    one = queries.competence_numbered(id, ref=ref)
    queries.may_end(actor=actor, competence=one, on=timezone.localdate(now))
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_competence(actor=actor, competence=one, at=now, **form.cleaned_data)
        except (actions.EndsBeforeItBegins, actions.EndedAlready) as error:
            _say_why_not(form, error)
        else:
            return redirect("staff:colleague", ref=ref)
    named = {"what": queries.competence_title(one.kind), "name": one.member.name}
    title = _("End %(what)s of %(name)s") % named
    return form_page(request, form, title, back=_page_of(ref))


@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Record a clearance."""
    actor, today = actor_of(request), timezone.localdate()
    member = queries.colleague(actor=actor, ref=ref).member
    require(actor, RECORD_CLEARANCE, queries.placed(member_id=member.pk, on=today))
    form = ClearanceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.clear(actor=actor, member=member, **form.as_arguments())
        return redirect("staff:colleague", ref=ref)
    title = _("Record a clearance of %(name)s") % {"name": member.name}
    return form_page(request, form, title, back=_page_of(ref))


@require_http_methods(["GET", "POST"])
def end_clearance(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that a clearance was withdrawn."""
    actor, now = actor_of(request), timezone.now()
    one = queries.clearance_numbered(id, ref=ref)
    where = queries.placed(member_id=one.member_id, on=timezone.localdate(now))
    require(actor, RECORD_CLEARANCE, where)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_clearance(actor=actor, clearance=one, at=now, **form.cleaned_data)
        except (actions.EndsBeforeItBegins, actions.EndedAlready) as error:
            _say_why_not(form, error)
        else:
            return redirect("staff:colleague", ref=ref)
    title = _("End the clearance of %(name)s") % {"name": one.member.name}
    return form_page(request, form, title, back=_page_of(ref))


def _say_why_not(form: EndForm, error: Exception) -> None:
    if isinstance(error, actions.EndedAlready):
        form.add_error(None, _("Somebody has ended it already"))
    else:
        form.add_error("on", _("They did not hold it by then"))


def _page_of(ref: UUID) -> str:
    return reverse("staff:colleague", kwargs={"ref": ref})
