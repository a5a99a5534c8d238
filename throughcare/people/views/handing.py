"""Handing a case over, taking one that nobody holds, letting somebody go."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughcare.foundation.access import AccessDenied, NotVisible, actor_of
from throughcare.foundation.ui.dates import day
from throughcare.foundation.ui.forms import sent_as
from throughcare.people import actions, queries
from throughcare.people.forms import HandingForm, LettingGoForm

View = Callable[..., HttpResponse]


def _sent_before(view: View) -> View:
    """A form sent twice may find its writer no longer sees the person: it was kept all the same."""

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except NotVisible:
            id = sent_as(request.POST)
            if not queries.was_given_by(actor=actor_of(request), id=id):
                raise
            return _out_of_sight(request)

    return answer


@require_http_methods(["GET", "POST"])
@_sent_before
def hand_over(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Give a case to a colleague, or to another team."""
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    holding = queries.holding_to_hand(actor=actor, person=person, id=id)
    unit = request.GET.get("unit", "")
    page = queries.handing(actor=actor, holding=holding, unit_code=unit, at=at)
    form = _form(request, page)
    if form.is_valid():
        try:
            made = actions.hand_over(
                actor=actor, person=person, holding=holding, unit=page.unit, at=at, **form.given
            )
        except actions.ChangedHands as meanwhile:
            return _choose(request, person, page, form, meanwhile.theirs)
        except (actions.CannotHoldIt, actions.BeforeItBegan) as wrong:
            _object(form, page, wrong)
        else:
            return _given(request, person, made)
    elif not holding.is_open:
        theirs = queries.open_holding(actor=actor, person=person, kind=holding.kind)
        return _choose(request, person, page, form, theirs)
    return _show(request, person, page, form)


@require_http_methods(["GET", "POST"])
@_sent_before
def take(request: HttpRequest, ref: UUID, kind: str) -> HttpResponse:
    """Take a case nobody holds in the community; take somebody on for a specialist team."""
    if kind not in queries.TO_TAKE:
        raise Http404
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    unit = request.GET.get("unit", "")
    page = queries.taking(actor=actor, person=person, kind=kind, unit_code=unit, at=at)
    form = _form(request, page)
    if not form.is_bound and page.theirs:
        return _choose(request, person, page, form, page.theirs)
    if form.is_valid():
        try:
            made = actions.take(
                actor=actor, person=person, kind=kind, unit=page.unit, at=at, **form.given
            )
        except actions.ChangedHands as meanwhile:
            return _choose(request, person, page, form, meanwhile.theirs)
        except actions.CannotHoldIt as wrong:
            _object(form, page, wrong)
        else:
            return _given(request, person, made)
    return _show(request, person, page, form)


@require_http_methods(["GET", "POST"])
@_sent_before
def let_go(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """A specialist team holds somebody no more, and hands them to nobody."""
    actor, at = actor_of(request), timezone.now()
    person = queries.open_person(actor=actor, ref=ref)
    held = queries.holding_to_hand(actor=actor, person=person, id=id, kinds=[queries.SPECIALIST])
    form = LettingGoForm(
        request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()}
    )
    if not (form.is_bound or held.is_open):
        return _meanwhile(request, person)
    if form.is_valid():
        try:
            actions.let_go(actor=actor, person=person, holding=held, at=at, **form.given)
        except actions.ChangedHands:
            return _meanwhile(request, person)
        except actions.BeforeItBegan:
            form.add_error("on", _too_early(held))
        else:
            return _gone(request, person, held)
    beside = queries.held_beside(actor=actor, person=person, holding=held)
    shown = {"person": person, "form": form, "held": held, "beside": beside}
    return render(request, "people/letting_go.html", shown)


def _form(request: HttpRequest, page: queries.Handing) -> HandingForm:
    """The case goes from today, and to the actor themselves where it is nobody's yet."""
    me = actor_of(request).staff_id
    has_none = page.holding is None or page.holding.holder_id is None
    ours = next((str(one.ref) for one in page.colleagues if one.pk == me and has_none), "")
    return HandingForm(
        request.POST if request.method == "POST" else None,
        page=page,
        me=me,
        initial={"on": timezone.localdate(), "colleague": ours},
    )


def _object(form: HandingForm, page: queries.Handing, wrong: Exception) -> None:
    if isinstance(wrong, actions.BeforeItBegan) and page.holding:
        form.add_error("on", _too_early(page.holding))
    else:
        who = form.holder.name if form.holder else page.unit.name
        said = _("%(name)s does not hold cases in %(unit)s on that day. Choose a later one")
        form.add_error("on", said % {"name": who, "unit": page.unit.name})


def _too_early(held: Any) -> str:
    return _("The case has been held so only since %(day)s") % {"day": day(held.since)}


def _given(request: HttpRequest, person: Any, made: Any) -> HttpResponse:
    if not queries.still_sees(actor=actor_of(request), person=person, at=timezone.now()):
        return _out_of_sight(request)
    who = made.holder.name if made.holder else made.unit.name
    messages.success(request, _("%(who)s has the case now.") % {"who": who})
    return redirect("people:details", ref=person.ref)


def _gone(request: HttpRequest, person: Any, held: Any) -> HttpResponse:
    if not queries.still_sees(actor=actor_of(request), person=person, at=timezone.now()):
        return _out_of_sight(request)
    said = _("%(unit)s holds this person no more.") % {"unit": held.unit.name}
    messages.success(request, said)
    return redirect("people:details", ref=person.ref)


def _out_of_sight(request: HttpRequest) -> HttpResponse:
    """Say what was done, and nothing about whom: their record is no longer the actor's to see."""
    asked: Any = request.resolver_match
    if asked.url_name == "let-go":
        said = _("Your team holds them no more. The record is now with those who do.")
    else:
        said = _("The case is handed over. Its record is now with those who hold it.")
    messages.success(request, said)
    return redirect("web:caseload")


def _meanwhile(request: HttpRequest, person: Any) -> HttpResponse:
    messages.info(request, _("Meanwhile somebody else has changed who holds this case."))
    return redirect("people:details", ref=person.ref)


def _choose(
    request: HttpRequest, person: Any, meant: queries.Handing, form: HandingForm, theirs: Any
) -> HttpResponse:
    """Somebody else was quicker: say who has the case now, and let the writer choose."""
    actor, at = actor_of(request), timezone.now()
    sent = form.is_bound and form.is_valid()
    if sent and theirs and (theirs.unit_id, theirs.holder) == (meant.unit.pk, form.holder):
        return _given(request, person, theirs)  # two had the same in mind
    try:
        if theirs is None or not form.is_bound:
            raise NotVisible
        held = queries.holding_to_hand(actor=actor, person=person, id=theirs.pk)
        unit = request.GET.get("unit", "")
        page = queries.handing(actor=actor, holding=held, unit_code=unit, at=at)
    except (AccessDenied, NotVisible):
        return _meanwhile(request, person)
    return _show(request, person, page, _form(request, page), quicker=held)


def _show(
    request: HttpRequest, person: Any, page: queries.Handing, form: HandingForm, quicker: Any = None
) -> HttpResponse:
    if page.holding:
        address = reverse("people:hand-over", kwargs={"ref": person.ref, "id": page.holding.pk})
    else:
        address = reverse("people:take", kwargs={"ref": person.ref, "kind": page.kind})
    shown = {"person": person, "page": page, "form": form, "address": address, "quicker": quicker}
    status = 409 if quicker else 200
    return render(request, "people/handing.html", shown, status=status)
