"""allauth's forms for passkeys, with what the browser sent taken apart before they look at it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse


class Signed(forms.JSONField):
    """What a passkey said. Whatever cannot be read is refused here, in a sentence."""

    widget = forms.HiddenInput

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__(required=True)
        self.read = read

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        try:
            self.read(said)
        # Bytes of anybody's making, in three formats within each other: they break in any way.
        except Exception as broken:
            raise ValidationError(_("This did not work. Try again")) from broken
        return said


class AddForm(allauth.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    credential = Signed(RegistrationResponse.from_dict)


class AuthenticateForm(allauth.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Signed(AuthenticationResponse.from_dict)


class LoginForm(allauth.LoginWebAuthnForm):  # type: ignore[misc]
    credential = Signed(AuthenticationResponse.from_dict)


class ReauthenticateForm(allauth.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Signed(AuthenticationResponse.from_dict)
