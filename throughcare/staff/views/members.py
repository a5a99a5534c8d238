"""Who works here: the list, one colleague, their roles; and what each role may do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.foundation.access import actor_of, require
from throughcare.staff import actions, queries, tries
from throughcare.staff.access import CHANGE_STAFF
from throughcare.staff.forms import (
    EndPostingForm,
    GivePasswordForm,
    MemberForm,
    PostingForm,
)
from throughcare.staff.passwords import made_for
from throughcare.staff.powers import powers_of_roles


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Colleagues by name, with the roles they hold today."""
    lines, after = queries.colleagues(
        actor=actor_of(request), on=timezone.localdate(), after=request.GET.get("after", "")
    )
    powers = actor_of(request).powers
    context = {
        "lines": lines,
        "after": after,
        "can_change": "staff.change_staff" in powers,
        "may_keep_tokens": "api.keep_tokens" in powers,
        "may_see_training": "staff.see_training" in powers,
    }
    return render(request, "staff/staff.html", context)


@require_GET
def colleague(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One colleague's roles, and what they are trained and cleared for."""
    actor, today = actor_of(request), timezone.localdate()
    page = queries.colleague(actor=actor, ref=ref)
    titles = {one.role: queries.role_title(one.role) for one in page.postings}
    context = {
        "page": page,
        "titles": titles,
        "training": queries.training_of(actor=actor, member=page.member, on=today),
        "today": today,
        "is_shut": page.can_change and tries.is_shut(request, page.member),
    }
    return render(request, "staff/colleague.html", context)


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """What each role reaches, reads and may do."""
    return render(request, "staff/roles.html", {"roles": powers_of_roles()})


@require_http_methods(["GET", "POST"])
def add_member(request: HttpRequest) -> HttpResponse:
    """Add a colleague."""
    actor = actor_of(request)
    require(actor, CHANGE_STAFF)
    form = MemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        member = actions.add_member(actor=actor, **form.cleaned_data)
        return redirect("staff:colleague", ref=member.ref)
    return form_page(request, form, _("Add a colleague"))


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give a colleague a role in a place."""
    actor = actor_of(request)
    page = queries.colleague(actor=actor, ref=ref)
    require(actor, CHANGE_STAFF)
    form = PostingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        unit = queries.unit_chosen(given.pop("unit"))
        actions.post(actor=actor, member=page.member, unit=unit, id=given.pop("once"), **given)
        return redirect("staff:colleague", ref=ref)
    return form_page(request, form, _("Give %(name)s a role") % {"name": page.member.name})


@require_http_methods(["GET", "POST"])
def end_posting(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """End a role."""
    actor = actor_of(request)
    require(actor, CHANGE_STAFF)
    posting = queries.posting_numbered(id)
    form = EndPostingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.end_posting(actor=actor, posting=posting, on=form.cleaned_data["on"])
        except actions.EndsBeforeItBegins:
            form.add_error("on", _("The role had not begun by then"))
        else:
            return redirect("staff:colleague", ref=ref)
    return form_page(request, form, _("End this role"))


@require_http_methods(["GET", "POST"])
def give_password(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Make a new password for a colleague and show it once, to be handed over."""
    actor = actor_of(request)
    page = queries.colleague(actor=actor, ref=ref)
    require(actor, CHANGE_STAFF)
    form = GivePasswordForm(request.POST if request.method == "POST" else None)
    password = ""
    if form.is_valid():
        password = made_for(ref, once=form.cleaned_data["once"])
        actions.give_password(actor=actor, member=page.member, password=password, at=timezone.now())
        tries.open_again(request, page.member)
    context = {"page": page, "form": form, "password": password}
    return render(request, "staff/give_password.html", context)


@require_POST
def let_try_again(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Open an account that was shut after too many wrong tries."""
    actor = actor_of(request)
    page = queries.colleague(actor=actor, ref=ref)
    actions.let_try_again(actor=actor, member=page.member)
    tries.open_again(request, page.member)
    return redirect("staff:colleague", ref=ref)


@require_POST
def untie_account(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let a colleague come with another account of the organisation."""
    actor = actor_of(request)
    page = queries.colleague(actor=actor, ref=ref)
    actions.untie_account(actor=actor, member=page.member)
    return redirect("staff:colleague", ref=ref)


@require_http_methods(["GET", "POST"])
def remove_second_steps(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Forget the second step of a colleague who lost theirs."""
    actor = actor_of(request)
    page = queries.colleague(actor=actor, ref=ref)
    require(actor, CHANGE_STAFF)
    if request.method == "POST":
        actions.remove_second_steps(actor=actor, member=page.member)
        return redirect("staff:colleague", ref=ref)
    return render(request, "staff/remove_second_steps.html", {"page": page})


def form_page(request: HttpRequest, form: object, title: str, back: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": back or reverse("staff:staff")}
    return render(request, "staff/form.html", context)
