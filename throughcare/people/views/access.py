"""Who may see somebody: names granted, colleagues excluded, the record restricted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.foundation.access import actor_of, require
from throughcare.people import actions, queries
from throughcare.people.access import (
    EXCLUDE_COLLEAGUE,
    GRANT_ACCESS,
    RESTRICT_PERSON,
)
from throughcare.people.forms import EndForm, ExclusionForm, GrantForm, RestrictionForm
from throughcare.staff import queries as staff


@require_GET
def access(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Who may see this person by name, who must not, and why."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    page = queries.who_may_see(actor=actor, person=person, at=timezone.now())
    return render(request, "people/access.html", {"person": person, "page": page})


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Name a colleague who may see the person, for a time."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, GRANT_ACCESS, person)
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        markings=queries.markings_to_give(actor=actor),
        initial={"markings": ["0"]},
    )
    if form.is_valid():
        given = form.cleaned_data
        member = staff.member_at(given["colleague"])
        if member:
            actions.grant_access(
                actor=actor,
                person=person,
                member=member,
                markings=[int(one) for one in given["markings"]],
                reason=given["reason"],
                at=timezone.now(),
                until=queries.until_day(given["until"]),
                id=given["once"],
            )
            return redirect("people:access", ref=ref)
        form.add_error("colleague", _unknown())
    return _page(request, person, form, _("Name a colleague who may see this person"))


@require_http_methods(["GET", "POST"])
def exclude(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Keep a colleague from seeing the person."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, EXCLUDE_COLLEAGUE, person)
    form = ExclusionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        member = staff.member_at(form.cleaned_data["colleague"])
        if member:
            actions.exclude_colleague(
                actor=actor,
                person=person,
                member=member,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
                id=form.cleaned_data["once"],
            )
            return redirect("people:access", ref=ref)
        form.add_error("colleague", _unknown())
    return _page(request, person, form, _("Keep a colleague from seeing this person"))


@require_http_methods(["GET", "POST"])
def end_access(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Take back a name before its time; or say why it has to stay for now."""
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    found = queries.grant_of(actor=actor, person=person, id=id)
    require(actor, GRANT_ACCESS, found)
    form = EndForm(request.POST if request.method == "POST" else None)
    stays = queries.why_it_stays(person=person, grant=found, at=at)
    if form.is_valid() and not stays:
        try:
            actions.end_access(actor=actor, person=person, grant=found, at=at, **form.cleaned_data)
        except actions.MustStayNamed as refused:
            stays = refused.reason
        else:
            return _ended(request, person, _("%(name)s is named no more."), found)
    return _ending(request, person, found, form, stays=stays)


@require_http_methods(["GET", "POST"])
def end_exclusion(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Let a colleague who was excluded see the person again, as far as anything lets them."""
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, EXCLUDE_COLLEAGUE, person)
    found = queries.exclusion_of(actor=actor, person=person, id=id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_exclusion(
            actor=actor, person=person, exclusion=found, at=at, **form.cleaned_data
        )
        return _ended(request, person, _("%(name)s is excluded no more."), found)
    return _ending(request, person, found, form, is_exclusion=True)


@require_http_methods(["GET", "POST"])
def restrict(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Only those named may see the person from here on."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    require(actor, RESTRICT_PERSON, person)
    form = RestrictionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        emails = (form.cleaned_data["colleagues"] or "").split()
        named = {email: staff.member_at(email) for email in emails}
        unknown = [email for email, member in named.items() if member is None]
        if not unknown and not person.is_restricted:
            actions.restrict_person(
                actor=actor,
                person=person,
                named=list(named.values()),
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
            return redirect("web:caseload")
        if unknown:
            form.add_error(
                "colleagues",
                _("No colleague signs in with: %(names)s") % {"names": ", ".join(unknown)},
            )
        else:
            form.add_error(None, _("This record is restricted already"))
    return _page(request, person, form, _("Restrict this record to colleagues named"))


@require_POST
def lift(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The units that hold the person may see them again."""
    actor = actor_of(request)
    person = queries.open_person(actor=actor, ref=ref)
    actions.lift_restriction(actor=actor, person=person, at=timezone.now())
    return redirect("people:access", ref=ref)


def _unknown() -> str:
    return _("No colleague signs in with this address. Check it, or ask your administrator")


def _page(request: HttpRequest, person: object, form: object, title: str) -> HttpResponse:
    context = {"person": person, "form": form, "title": title}
    return render(request, "people/change_access.html", context)


def _ending(
    request: HttpRequest,
    person: Any,
    found: Any,
    form: EndForm,
    *,
    stays: str = "",
    is_exclusion: bool = False,
) -> HttpResponse:
    """One name or exclusion, and the form that ends it, unless it has ended or has to stay."""
    shown = {
        "person": person,
        "found": found,
        "form": form,
        "stays": stays,
        "is_exclusion": is_exclusion,
        "has_ended": found.until is not None and found.until <= timezone.now(),
    }
    return render(request, "people/end_access.html", shown)


def _ended(request: HttpRequest, person: Any, said: str, found: Any) -> HttpResponse:
    messages.success(request, said % {"name": found.member.name})
    return redirect("people:access", ref=person.ref)
