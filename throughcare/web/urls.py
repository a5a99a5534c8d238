"""Addresses of the pages that belong to no one module, and of signing in."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from throughcare.web.views import (
    accounts,
    health,
    openid,
    over_time,
    people,
    rules,
    second_step,
    sessions,
    side_by_side,
)

app_name = "web"
urlpatterns = [
    path("", people.caseload, name="caseload"),
    path("people/find", people.find, name="find"),
    path("people/<uuid:ref>", people.overview, name="overview"),
    path("people/<uuid:ref>/risk", people.risk, name="risk"),
    path(
        "people/<uuid:ref>/same-person/<uuid:other>",
        side_by_side.side_by_side,
        name="side-by-side",
    ),
    path("people/<uuid:ref>/assessments/over-time", over_time.over_time, name="over-time"),
    path("account", accounts.account, name="account"),
    path("account/session", sessions.session, name="session"),
    path("account/kept", sessions.kept, name="kept"),
    path("rules", rules.rules, name="rules"),
    path("rules/<str:id>/<str:version>", rules.rule, name="rule"),
    path("rules/<str:id>/<str:version>/beside/<str:other>", rules.beside, name="rules-beside"),
    path("health", health.health, name="health"),
]

# Names that allauth and the header know.
signing_in = [
    path("language", accounts.choose_language, name="set_language"),
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("sign-in/organisation", openid.start, name="openid_start"),
    path("sign-in/organisation/return", openid.come_back, name="openid_return"),
    path("sign-in/organisation/signed-out", openid.signed_out, name="openid_signed_out"),
    path("account/password", account.password_change, name="account_change_password"),
    path("sign-in/second-step", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/second-step", second_step.second_step, name="mfa_index"),
    path("account/second-step/app", app.activate_totp, name="mfa_activate_totp"),
    path("account/second-step/app/remove", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-step/passkey", second_step.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/second-step/passkey/<int:pk>/remove",
        second_step.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/second-step/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-step/codes/new",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
