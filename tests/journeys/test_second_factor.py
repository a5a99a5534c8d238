"""Signing in with a second step: an app's code by keyboard and without a script, a passkey."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

CHIP = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code(secret):
    """What the app would show now, with enough of its half minute left to type it."""
    assert len(secret) == 32
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


def sets_up_an_app(visitor):
    visitor.presses("Add an authenticator app")
    visitor.is_at("Is it you?")
    visitor.writes("Password", "a-password-for-tests")
    visitor.presses("Go on")
    visitor.is_at("Add an authenticator app")
    secret = re.sub(r"\s", "", visitor.page.locator(".tc-key").inner_text())
    visitor.writes("Code from your app", code(secret))
    visitor.presses("Add this app")
    visitor.is_at("Recovery codes")
    shown = [one.replace(" ", "") for one in visitor.page.locator("li").all_inner_texts()]
    return [one for one in shown if re.fullmatch(r"\d{8}", one)]


def signs_out(visitor):
    visitor.opens("/sign-out")
    visitor.presses("Sign out", within=visitor.page.locator("main"))


def has_a_passkey_chip(visitor):
    """The device's own authenticator; passkeys go by a name, so the program is asked by one."""
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")
    chip = visitor.context.new_cdp_session(visitor.page)
    chip.send("WebAuthn.enable")
    chip.send("WebAuthn.addVirtualAuthenticator", {"options": CHIP})


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_a_manager_sets_up_an_app_and_signs_in_with_it(somebody, world, settings, script, width):
    settings.SECOND_STEP_ASKED = True
    ben = somebody(script=script, width=width)
    ben.signs_in("ben")
    ben.is_at("Set up a second step")
    ben.opens(f"/people/{world.dan.ref}/timeline")
    ben.is_at("Set up a second step")

    codes = sets_up_an_app(ben)
    ben.presses("I have kept them")
    ben.sees("Authenticator app", "10 left")
    ben.opens(f"/people/{world.dan.ref}/timeline")
    ben.sees("Dan Rees")
    signs_out(ben)

    ben.signs_in("ben")
    ben.is_at("The second step")
    ben.writes("Code from your app, or a recovery code", "000000")
    ben.presses("Sign in", within=ben.page.locator("main"))
    ben.sees("This did not work")
    ben.writes("Code from your app, or a recovery code", codes[0])
    ben.presses("Sign in", within=ben.page.locator("main"))
    ben.opens("/account")
    ben.sees("9 left")


def test_a_passkey_is_set_up_and_signs_in_by_itself(somebody, settings):
    settings.SECOND_STEP_ASKED = True
    ada = somebody()
    has_a_passkey_chip(ada)
    ada.signs_in("ada")
    ada.is_at("Set up a second step")
    ada.presses("Add a passkey")
    ada.writes("Password", "a-password-for-tests")
    ada.presses("Go on")
    ada.writes("What to call it", "Front desk")
    ada.enters("Add a passkey")
    ada.is_at("Recovery codes")
    ada.opens("/account")
    ada.sees("Front desk", "not used yet")
    signs_out(ada)

    ada.presses("Sign in with a passkey")
    expect(ada.page.locator(".tc-header")).to_contain_text("Ada Finch")
    signs_out(ada)

    ada.signs_in("ada")
    ada.is_at("The second step")
    ada.presses("Use a passkey")
    ada.opens("/account/second-step")
    ada.sees("last used")
    ada.follows("Remove Front desk")
    if "Is it you?" in ada.page.content():
        ada.follows("With a passkey")
        ada.presses("Use a passkey")
    ada.sees("this is your last one")
