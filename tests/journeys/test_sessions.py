"""A session that ends: what was typed is sent after signing in again; a warning comes before."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from throughcare.foundation.packs import pack

pytestmark = pytest.mark.journey

SAID = "He rang to say that he starts work on Monday."


def an_hour_passes():
    """For whoever is signed in: nothing is opened, sent or saved."""
    for one in Session.objects.all():
        session = SessionStore(one.session_key)
        session["seen_at"] -= 3600
        session.save()


@pytest.mark.parametrize("script", [True, False])
def test_a_note_sent_when_the_session_is_over_is_sent_once_more(somebody, world, script):
    amina = somebody("amina", script=script)
    amina.opens(f"/people/{world.dan.ref}/timeline")
    amina.picks("Contact with the person")
    an_hour_passes()
    amina.writes("What happened", SAID)
    amina.presses("Save note")
    amina.is_at("Sign in")
    amina.does_not_see(SAID)
    amina.signs_in("amina")

    amina.is_at("What you sent is still here")
    amina.sees(SAID)
    amina.presses("Send it now")
    amina.sees("Note saved", SAID)
    expect(amina.field("What happened")).to_have_value("")


def test_a_warning_comes_before_the_end_and_covers_the_page_after_it(somebody, world, monkeypatch):
    early = pack().session_rule.model_copy(update={"warn_minutes": 30})
    monkeypatch.setitem(pack().__dict__, "session_rule", early)
    amina = somebody("amina")
    amina.opens(f"/people/{world.dan.ref}/timeline")
    warning = amina.page.get_by_role("alert")
    expect(warning).to_contain_text("You will be signed out at")
    amina.writes("What happened", SAID)

    with amina.page.expect_response("**/account/session"):
        amina.page.get_by_role("button", name="Stay signed in").click()
    expect(amina.page.get_by_role("main")).to_be_visible()
    an_hour_passes()
    amina.page.get_by_role("button", name="Stay signed in").click()

    expect(warning).to_contain_text("What you typed is kept on this page")
    amina.is_at("You have been signed out")
    expect(amina.page.get_by_label("What happened", exact=True).first).to_be_hidden()
    amina.looks()
    amina.follows("Sign in again")
    amina.signs_in("amina")
    expect(amina.field("What happened")).to_have_value(SAID)
