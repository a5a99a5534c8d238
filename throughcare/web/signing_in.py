"""Signing in, through allauth: who may, what is written down of it, and who has to wait.

Tries that did not work are counted by account and by address (settings.ACCOUNT_RATE_LIMITS). What
an account that is not there is told, and how soon, is what a wrong password is told.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.signals import authentication_failed
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import SYSTEM, acting_as, current_actor
from throughcare.staff import actions as staff_actions
from throughcare.staff import queries as staff
from throughcare.staff import tries
from throughcare.web import second_step

TOLD_ONCE_IN = 5 * 60  # seconds: somebody shut out and still trying fills no audit


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Colleagues are added by an administrator; nobody signs themselves up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many tries that did not work. Wait five minutes and try again, "
            "or ask your administrator."
        ),
        "incorrect_password": _("This is not your password"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """A passkey of somebody who works here no longer: told no more than a stranger."""
        return redirect("account_login")

    def add_message(self, request: HttpRequest, *given: Any, **named: Any) -> None:
        """No "You have signed in": the page that follows says so by being there."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Under the account alone: another name of this site starts no new count."""
        return tries.key_of(credentials.get("email"))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = f"told:{tries.digest(credentials.get('email'))}"
            if cache.add(key, True, TOLD_ONCE_IN):
                self._write("locked", request, credentials.get("email"))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._write("password", request, credentials.get("email"))

    def _write(self, what: str, request: HttpRequest, email: str | None) -> None:
        """Whose account it was, if anybody's. What else was typed there may be a password."""
        write_failed_try(request, member=staff.member_at(email or ""), what=what)

    def get_login_stages(self) -> list[str]:
        """allauth's, but that a second step made at the organisation's sign-in counts."""
        ours = "throughcare.web.second_step.Stage"
        stages: list[str] = super().get_login_stages()
        return [ours if one == "allauth.mfa.stages.AuthenticateStage" else one for one in stages]

    def pre_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse | None:
        """A password that was given and never used runs out; other ways in are not affected."""
        used = {one["method"] for one in get_authentication_records(request, user)}
        has_run_out = user.password_until is not None and user.password_until <= timezone.now()
        if "password" in used and has_run_out:
            write_failed_try(request, member=user, what="password that has run out")
            return render(request, "account/run_out.html", status=403)
        answer: HttpResponse | None = super().pre_login(request, user, **named)
        return answer

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:account")

    def post_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse:
        """Somebody is in: how is written down, and what of it the session has to know."""
        ways = get_authentication_records(request, user)
        with acting_as(SYSTEM):
            staff_actions.note_signed_in(
                actor=SYSTEM,
                member=user,
                by=[one.get("type") or one["method"] for one in ways],
                address=self.get_client_ip(request),
            )
        second_step.remember_elsewhere(request)
        request.session.clear_expired()
        answer: HttpResponse = super().post_login(request, user, **named)
        return answer

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To the organisation's sign-in, for whoever came from there."""
        from_there = second_step.came_from_elsewhere(request)
        address: str = super().get_logout_redirect_url(request)
        return reverse("openid_signed_out") if from_there else address


def write_failed_try(request: HttpRequest, *, member: Any, what: str) -> None:
    """Somebody did not get in: whose account, if anybody's, how they tried and from where."""
    with acting_as(SYSTEM):
        staff_actions.note_failed_try(
            actor=SYSTEM,
            member=member,
            what=what,
            address=Adapter(request).get_client_ip(request),
        )


@receiver(password_changed)
def write_password_chosen(request: HttpRequest, user: Any, **named: Any) -> None:
    """Their own now: what was given to them is forgotten."""
    staff_actions.note_password_chosen(actor=current_actor() or SYSTEM, member=user)


@receiver(authentication_failed)
def write_failed_second_step(
    request: HttpRequest, user: Any, authenticator: Any, **named: Any
) -> None:
    """A wrong code, or a passkey that is not theirs."""
    write_failed_try(request, member=user, what=authenticator.type)
