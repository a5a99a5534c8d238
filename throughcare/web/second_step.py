"""The second step at sign-in: an app's code, a passkey, or a recovery code. Who must have one.

A role says so in the pack (`second_step`), and settings.SECOND_STEP_ASKED whether it is asked here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from qrcode.image.svg import SvgPathImage

from throughcare.foundation.access import SYSTEM, Actor, current_actor
from throughcare.foundation.packs import pack
from throughcare.staff import actions as staff_actions
from throughcare.staff import queries as staff
from throughcare.web.keys import box

Type = Authenticator.Type
PURPOSE = b"throughcare second step"
OPEN_WITHOUT = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "account_change_password",
    "account_logout",
    "set_language",
    "web:health",
    "web:session",
}
"""The pages of somebody who has yet to set up the second step that their role asks for."""


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks us: how secrets are kept, how we are called, what may be removed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _later("This did not work. Use a new code, or try again"),
        "cannot_delete_authenticator": _later(
            "Your role asks for a second step, and this is your last one. Set up another first"
        ),
    }

    def encrypt(self, text: str) -> str:
        """For the database; whoever has that alone cannot make anybody's codes."""
        return box(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        others = staff.second_steps_of(authenticator.user_id).exclude(pk=authenticator.pk)
        actor = current_actor()
        is_free = actor is not None and not asks(actor)
        return is_free or bool(others.exists())

    def get_totp_issuer(self) -> str:
        return "Throughcare"

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, as a drawing within the page: pictures from elsewhere are refused."""
        drawing = qrcode.make(url, image_factory=SvgPathImage, border=2)
        return mark_safe(str(drawing.to_string(encoding="unicode")))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Throughcare"


def asks(actor: Actor) -> bool:
    """Whether a role held today asks for a second step, here."""
    roles = pack().roles
    return settings.SECOND_STEP_ASKED and any(
        roles[role].second_step for role in actor.roles if role in roles
    )


def is_owed(actor: Actor) -> bool:
    """Whether they must set one up before they go on."""
    return asks(actor) and not staff.second_steps_of(actor.staff_id).exists()


ELSEWHERE = "signed_in_elsewhere"  # in the session: whether a second step was made there


class Stage(AuthenticateStage):  # type: ignore[misc]  # allauth has no types
    """Asks for the second step, unless the organisation's sign-in has just asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        proved = getattr(request, "proved", None)
        made_there = proved is not None and proved.with_second_step
        return not made_there and bool(super()._should_handle(request))


def remember_elsewhere(request: HttpRequest) -> None:
    """Of this sign-in and no earlier one: that it was the organisation's, and a second step."""
    proved = getattr(request, "proved", None)
    request.session.pop(ELSEWHERE, None)
    if proved is not None:
        request.session[ELSEWHERE] = proved.with_second_step


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether they signed in with an account of the organisation."""
    return ELSEWHERE in request.session


def comes_first(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """Where somebody is led instead who owes a password of their own or a second step.

    A page that saves by itself takes it for having been signed out, and keeps the text.
    """
    match = request.resolver_match
    if match is not None and match.view_name in OPEN_WITHOUT:
        return None
    if request.user.password_until is not None:  # type: ignore[union-attr]
        return redirect("account_change_password")
    made_there = request.session.get(ELSEWHERE, False)
    return redirect("mfa_index") if not made_there and is_owed(actor) else None


def is_it_you(request: HttpRequest) -> HttpResponse:
    """Where somebody is led who proved it too long ago, and back from there to this address.

    What they sent is not kept for later: it may be a code.
    """
    back = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('account_reauthenticate')}?{back}")


@dataclass(frozen=True)
class Way:
    """One way of proving it is you, as the account page shows it."""

    title: str
    added_at: datetime
    last_used_at: datetime | None
    remove_href: str


@dataclass(frozen=True)
class Ways:
    """All of somebody's, what is left of their recovery codes, and what their role says."""

    all: list[Way]
    has_app: bool
    codes_left: int | None
    is_asked: bool

    @property
    def is_owed(self) -> bool:
        return self.is_asked and not self.all


def ways_of(actor: Actor) -> Ways:
    """What a colleague has set up themselves."""
    kept = list(Authenticator.objects.filter(user=actor.staff_id).order_by("created_at", "id"))
    codes = [one.wrap() for one in kept if one.type == Type.RECOVERY_CODES]
    return Ways(
        all=[_way(one) for one in kept if one.type != Type.RECOVERY_CODES],
        has_app=any(one.type == Type.TOTP for one in kept),
        codes_left=len(codes[0].get_unused_codes()) if codes else None,
        is_asked=asks(actor),
    )


def _way(one: Any) -> Way:
    if one.type == Type.TOTP:
        title, href = _("Authenticator app"), reverse("mfa_deactivate_totp")
    else:
        title, href = one.wrap().name, reverse("mfa_remove_webauthn", args=[one.pk])
    return Way(title, one.created_at, one.last_used_at, href)


@receiver(post_save, sender=Authenticator)
def _write_added(instance: Any, created: bool, **named: Any) -> None:
    if created:
        _write(instance, added=True)


@receiver(post_delete, sender=Authenticator)
def _write_removed(instance: Any, **named: Any) -> None:
    _write(instance, added=False)


def _write(instance: Any, *, added: bool) -> None:
    """Whatever sets one up or removes it: the audit has it, or it did not happen."""
    staff_actions.note_way_to_sign_in(
        actor=current_actor() or SYSTEM,
        member_id=instance.user_id,
        kind=instance.type,
        added=added,
    )
