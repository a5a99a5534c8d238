"""The programs that are let in: which tokens there are, a new one, the end of one."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from throughcare.api import actions, queries
from throughcare.api.access import KEEP_TOKENS
from throughcare.api.forms import TokenForm
from throughcare.foundation.access import actor_of, require


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """Whose each is, what for, until when; those that let in first."""
    require(actor_of(request), KEEP_TOKENS)
    shown = {"tokens": queries.tokens(), "now": timezone.now()}
    return render(request, "api/tokens.html", shown)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A token for a program that brings messages in, shown once."""
    actor, at = actor_of(request), timezone.now()
    require(actor, KEEP_TOKENS)
    form = TokenForm(request.POST if request.method == "POST" else None)
    token, secret = None, ""
    if form.is_valid():
        until = at + timedelta(days=form.cleaned_data["days"])
        try:
            token, secret = actions.let_in(actor=actor, at=at, until=until, **form.given)
        except actions.IsNoProgram:
            form.add_error("email", _is_a_colleagues())
        except actions.ShownAlready:
            messages.success(request, _("This token was made and shown already."))
            return redirect("api:tokens")
    shown = {"form": form, "token": token, "secret": secret}
    return render(request, "api/make_token.html", shown)


@require_POST
def end(request: HttpRequest, id: UUID) -> HttpResponse:
    """Let nobody in with it any more."""
    try:
        actions.end_token(actor=actor_of(request), token=id, at=timezone.now())
    except actions.HasEnded:
        messages.success(request, _("This token had ended already."))
    else:
        messages.success(request, _("It lets nobody in any more."))
    return redirect("api:tokens")


def _is_a_colleagues() -> str:
    return _("A colleague signs in with this address. Give the program one of its own")
