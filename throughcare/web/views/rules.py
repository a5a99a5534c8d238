"""The rules the program goes by: which govern a day, what each says, how two versions differ."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from throughcare.calculations import queries as calculations
from throughcare.foundation.access import actor_of
from throughcare.foundation.packs import queries as packs
from throughcare.rules import NoSuchRule, Refused
from throughcare.web.forms import RulesForm
from throughcare.web.trying import TryForm


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force on a day, its source, and whether it is confirmed."""
    today = timezone.localdate()
    form = RulesForm(request.GET if "on" in request.GET else {"on": today}, today=today)
    on = form.cleaned_data["on"] if form.is_valid() else today
    only_unconfirmed = bool(form.cleaned_data.get("only"))
    found = packs.rules_on(actor=actor_of(request), on=on, only_unconfirmed=only_unconfirmed)
    context = {"form": form, "on": on, "found": found, "only_unconfirmed": only_unconfirmed}
    return render(request, "web/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, id: str, version: str) -> HttpResponse:
    """What one version of a rule says, and what it comes to when it is tried."""
    actor, today = actor_of(request), timezone.localdate()
    try:
        page = packs.rule_page(actor=actor, id=id, version=version, on=today)
    except NoSuchRule:
        raise Http404 from None
    typed = request.POST if request.method == "POST" else None
    form = TryForm(typed, inputs=page.given, examples=page.examples, today=today)
    answer = None
    if form.is_valid():
        try:
            answer = packs.try_rule(actor=actor, id=id, version=version, given=form.given)
        except Refused as refused:
            form.object_to(refused)
    context = {"page": page, "form": form, "answer": answer}
    context["may_compare"] = calculations.may_compare(actor=actor)
    return render(request, "web/rule.html", context)


@require_GET
def beside(request: HttpRequest, id: str, version: str, other: str) -> HttpResponse:
    """Two versions of a rule side by side: what was added, removed and changed."""
    actor = actor_of(request)
    try:
        found = packs.rules_beside(
            actor=actor, id=id, version=version, other=other, on=timezone.localdate()
        )
    except NoSuchRule:
        raise Http404 from None
    context = {"found": found, "may_compare": calculations.may_compare(actor=actor)}
    return render(request, "web/rule_beside.html", context)
