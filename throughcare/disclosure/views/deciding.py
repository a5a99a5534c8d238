"""Going through the record item by item, and checking what a colleague decided."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from throughcare.disclosure import actions, queries
from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.forms import CheckForm, DecisionForm, check_form, decision_form
from throughcare.foundation.access import Actor, NotVisible, actor_of, require
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.ui.forms import summary_of
from throughcare.people import queries as people

F = TypeVar("F", DecisionForm, CheckForm)


@require_http_methods(["GET", "POST"])
def items(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Some of the record, each item with what becomes of it; all on the page are saved at once."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    require(actor, ANSWER_REQUEST, found)
    asked = {name: request.GET.get(name, "") for name in ("shown", "group", "after")}
    page = queries.items_page(actor=actor, request=found, **asked)
    data = request.POST if request.method == "POST" else None
    forms = _forms(page.lines, data, "item", lambda line: line.item.key, decision_form)
    if data is not None and _decided(request, actor, found, forms):
        return redirect(
            _next(reverse("disclosure:items", kwargs={"ref": ref, "id": id}), asked, page)
        )
    shown = {"person": person, "found": found, "page": page, "errors": summary_of(forms)}
    pairs = list(zip(page.lines, forms, strict=True))
    return render(request, "disclosure/items.html", shown | {"pairs": pairs})


def _next(address: str, asked: dict[str, str], page: queries.ItemsPage) -> str:
    """What is left to do of the same sort; among all, what comes after."""
    where = {name: asked[name] for name in ("shown", "group") if asked[name]}
    if page.shown == "all" and page.after:
        where["after"] = page.after
    return f"{address}?{urlencode(where)}" if where else address


def _forms(
    lines: Sequence[Any],
    data: Any,
    field: str,
    key: Callable[[Any], str],
    make: Callable[[int, Any, Any], F],
) -> list[F]:
    """A form for each line. What was sent stays with the line it is about, wherever that stands
    by now; what was sent about a line that is gone is gone with it.
    """
    sent = {
        data[name]: int(number)
        for name in data or ()
        if name.endswith(f"-{field}")
        and (number := name[1 : -len(field) - 1]).isdecimal()
        and len(number) < 4
    }
    numbers = (n for n in range(len(lines) + len(sent)) if n not in sent.values())
    forms = []
    for line in lines:
        own = sent.get(key(line))
        forms.append(
            make(next(numbers) if own is None else own, line, None if own is None else data)
        )
    return forms


def _decided(request: HttpRequest, actor: Actor, found: Any, forms: Sequence[DecisionForm]) -> bool:
    """Keep what was decided; False where something has to be put right first."""
    sent = [form for form in forms if form.is_bound]
    if not all(form.is_valid() for form in sent):
        return False
    given = [one for form in sent if (one := form.given)]
    try:
        kept = given and actions.decide_items(
            actor=actor, request=found, given=given, at=timezone.now()
        )
    except actions.HasEnded:
        messages.info(request, _("This request has been withdrawn."))
        return True
    except actions.CannotDecide as cannot:
        for form in sent:
            if reason := cannot.reasons.get(form.cleaned_data["item"]):
                form.add_error("outcome", reason)
        return False
    if kept:
        words = ngettext("%(n)s decision is kept.", "%(n)s decisions are kept.", int(kept))
        messages.success(request, words % {"n": kept})
    return True


@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Decisions of colleagues that wait for a second person."""
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    found = queries.request_for(actor=actor, person=person, id=id)
    lines = queries.to_check(actor=actor, request=found)
    data = request.POST if request.method == "POST" else None
    forms = _forms(lines, data, "decision", lambda line: str(line.decision.pk), check_form)
    if data is not None and _checked(request, actor, found, forms):
        return redirect("disclosure:checks", ref=ref, id=id)
    shown = {"person": person, "found": found, "errors": summary_of(forms)}
    pairs = list(zip(lines, forms, strict=True))
    return render(request, "disclosure/checks.html", shown | {"pairs": pairs})


def _checked(request: HttpRequest, actor: Actor, found: Any, forms: Sequence[CheckForm]) -> bool:
    """Keep the answers given; False where something has to be put right first."""
    sent = [form for form in forms if form.is_bound]
    if not all(form.is_valid() for form in sent):
        return False
    answers = [one for form in sent if (one := form.given)]
    if not answers:
        return True
    try:
        actions.check_decisions(actor=actor, request=found, answers=answers, at=timezone.now())
    except (ChangedMeanwhile, NotVisible):
        sent[0].add_error(None, _("Something was decided anew meanwhile. Open the page again"))
        return False
    messages.success(request, _("Your answers are kept."))
    return True
