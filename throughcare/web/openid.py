"""Signing in with an account of the organisation, through OpenID Connect (decision 20).

Authlib sends there and checks what comes back; who of us that is, is decided here. Nobody gets in
whom an administrator has not added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.staff import actions as staff_actions
from throughcare.staff import queries as staff

SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures that only the provider can make: no shared secret, and never none."""
PATIENCE = 10  # seconds for each answer of the provider


class NotLetIn(Exception):
    """What came back lets nobody in. `advice` is for whoever tried, `why` for the audit."""

    def __init__(self, why: str, advice: str) -> None:
        super().__init__(why)
        self.why, self.advice = why, advice


@dataclass(frozen=True)
class Proved:
    """Whom the provider sent back, whether it asked them for a second step, where they wanted."""

    member: Any
    with_second_step: bool
    wanted: str


def is_offered() -> bool:
    """Whether this installation has a provider."""
    return bool(settings.OPENID["issuer"])


def way_there(request: HttpRequest, *, wanted: str) -> str:
    """The provider's address to carry on at. What comes back must fit what is remembered here."""
    client = _provider()
    # Whoever is signed in already is to show that it is still them, not that a session is open.
    again = {"prompt": "login"} if request.user.is_authenticated else {}
    back = request.build_absolute_uri(reverse("openid_return"))
    try:
        asked = client.create_authorization_url(back, **again)
    except _cannot_be_trusted() as trouble:
        raise _no_answer(trouble) from trouble
    client.save_authorize_data(request, redirect_uri=back, wanted=wanted, **asked)
    address: str = asked["url"]
    return address


def way_out(request: HttpRequest) -> str:
    """Where the provider lets somebody sign out there as well; ours, if it has no such place."""
    here = request.build_absolute_uri(reverse("account_login"))
    client = _provider()
    if not client.server_metadata.get("end_session_endpoint"):
        return here
    address: str = client.create_logout_url(here, client_id=client.client_id)["url"]
    return address


def proved(request: HttpRequest) -> Proved:
    """Who came back, if all of it holds: state, code, signature, issuer, audience, nonce, dates.

    Raises NotLetIn.
    """
    client = _provider()
    state = client.framework.get_state_data(request.session, request.GET.get("state", "")) or {}
    mine = {"essential": True, "values": [settings.OPENID["client_id"]]}
    issuer = {"essential": True, "values": [settings.OPENID["issuer"]]}
    try:
        token = client.authorize_access_token(request, claims_options={"iss": issuer, "aud": mine})
    except _cannot_be_trusted() as trouble:
        raise _no_answer(trouble) from trouble
    claims = token.get("userinfo")
    if not claims:
        raise _no_answer(KeyError("id_token"))
    return Proved(_member(claims), _did_second_step(claims), state.get("wanted", ""))


def _no_answer(trouble: Exception) -> NotLetIn:
    """Cancelled, too old, tampered with, out of reach: to whoever tried it is all the same."""
    return NotLetIn(
        type(trouble).__name__,
        _("This did not work, or took too long. Start again; if it keeps happening, tell IT."),
    )


def _member(claims: Mapping[str, Any]) -> Any:
    """The colleague it is: tied to this account before, or named by it and not tied to another."""
    account = f"{claims['iss']} {claims['sub']}"
    known = staff.member_with_account(account)
    if known:
        return known
    named = claims.get(settings.OPENID["claim"])
    by_email = settings.OPENID["claim"] == "email"
    is_proved = not by_email or claims.get("email_verified") is not False
    if not isinstance(named, str) or not named or not is_proved:
        raise NotLetIn(
            "not named",
            _("Your organisation's sign-in did not say who you are here. Tell IT."),
        )
    member = staff.member_at(named) if by_email else staff.member_coded(named)
    if member is None or not member.is_active:
        raise NotLetIn(
            "not a colleague",
            _("Nobody has been added here as %(named)s. Ask your administrator to add you.")
            % {"named": named},
        )
    if member.account:
        raise NotLetIn(
            "another account",
            _(
                "%(named)s has signed in here with another account before. Ask your "
                "administrator to let you use this one."
            )
            % {"named": named},
        )
    with acting_as(SYSTEM):
        staff_actions.tie_account(actor=SYSTEM, member=member, account=account)
    return member


def _did_second_step(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says it asked for more than a password, in words we were told."""
    said = {*claims.get("amr", ()), claims.get("acr")}
    return not said.isdisjoint(settings.OPENID["second_step"])


def _provider() -> Any:
    """Authlib's client, which remembers what the provider says of itself and its keys."""
    given = settings.OPENID
    client = _client(given["issuer"], given["client_id"], given["client_secret"])
    try:
        says = client.load_server_metadata()
    except _cannot_be_trusted() as trouble:
        raise _no_answer(trouble) from trouble
    offered = says.get("id_token_signing_alg_values_supported", ())
    says["id_token_signing_alg_values_supported"] = [one for one in offered if one in SIGNED_BY]
    # With an empty list Authlib would take the ones it likes.
    if says.get("issuer") != given["issuer"] or not says["id_token_signing_alg_values_supported"]:
        raise _no_answer(ValueError("another issuer, or no signature"))
    return client


@cache
def _client(issuer: str, client_id: str, client_secret: str) -> Any:
    # Half a second to import, which nobody who starts the program needs to wait for.
    from authlib.integrations.django_client import OAuth

    if not issuer.startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
        raise ValueError("THROUGHCARE_OPENID_ISSUER must begin with https://")
    return OAuth().register(
        "openid",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def _cannot_be_trusted() -> tuple[type[Exception], ...]:
    """Whatever Authlib raises over what it was sent, or over nobody answering."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    return (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError)
