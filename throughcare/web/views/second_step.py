"""Setting up and removing the second step at sign-in. The other pages of it are allauth's views."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET

from throughcare.foundation.access import actor_of
from throughcare.web.second_step import ways_of


@require_GET
def second_step(request: HttpRequest) -> HttpResponse:
    """What is set up, and what can be; where those are led whose role asks for one."""
    return render(request, "mfa/index.html", {"ways": ways_of(actor_of(request))})


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Every key is a passkey: it knows its owner, and signs in by itself."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**named)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Not the last one of somebody whose role asks for it: allauth asks only for the app's."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        may = get_adapter().can_delete_authenticator(self.object)
        return {**super().get_context_data(**named), "name": self.object.wrap().name, "may": may}

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            answer: HttpResponse = self.form_invalid(form)
        else:
            answer = super().form_valid(form)
        return answer
