"""When a session ends, and what becomes of what was sent too late."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.databases import NOW
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry

SAID = "He rang to say that he starts work on Monday."


def after(**span):
    return time_machine.travel(NOW + timedelta(**span), tick=False)


@pytest.fixture
def amina(client, cast):
    client.force_login(cast.member("amina"))
    return client


def note(page):
    """The form for a note as it stands on the page, filled in."""
    once = re.search(r'name="once" value="([^"]+)"', page.text)[1]
    return {
        "note_type": re.search(r'name="note_type" type="radio" value="([^"]+)"', page.text)[1],
        "text": SAID,
        "happened_at_day": "24 11 26",
        "happened_at_time": "9:00",
        "version": "0",
        "once": once,
    }


def signs_in(client, key="amina", **given):
    given = {"login": f"{key}@example.invalid", "password": PASSWORD, **given}
    return client.post("/sign-in", given)


def notes():
    with acting_as(SYSTEM):
        return Entry.objects.filter(text=SAID).count()


def test_what_was_asked_before_somebody_signed_in_does_not_sign_them_out_again(client, cast):
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-before-they-signed-in"

    late = client.get("/favicon.ico")

    assert settings.SESSION_COOKIE_NAME not in late.cookies


def test_signing_out_takes_the_cookie_away(amina):
    out = amina.post("/sign-out")

    assert out.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0


def test_whoever_does_nothing_is_signed_out(amina):
    with after(minutes=pack().session_rule.idle_minutes - 1):
        assert amina.get("/account").status_code == 200
    with after(minutes=2 * pack().session_rule.idle_minutes - 2):
        assert amina.get("/account").status_code == 200
    with after(minutes=3 * pack().session_rule.idle_minutes):
        assert amina.get("/account").url == "/sign-in?next=/account"


def test_nobody_stays_signed_in_for_ever(amina):
    for half_hours in range(1, pack().session_rule.longest_hours * 3 + 1):
        with after(minutes=20 * half_hours):
            answer = amina.get("/account")

    assert answer.status_code == 302


def test_what_the_page_asks_by_itself_keeps_nobody_signed_in(amina):
    with after(minutes=29):
        assert amina.get("/account/session").json() == {"left": 60, "most": 41460}
    with after(minutes=31):
        assert amina.get("/account/session").status_code == 302


def test_asking_to_stay_does(amina):
    with after(minutes=29):
        assert amina.post("/account/session").status_code == 200
    with after(minutes=58):
        assert amina.get("/account").status_code == 200


def test_a_session_that_does_not_say_when_it_began_is_over(amina):
    session = amina.session
    del session["began_at"]
    session.save()

    assert amina.get("/account").status_code == 302


def sends_too_late(client, cast, **others):
    """A note, sent when the session was over; to what page that led."""
    timeline = f"/people/{cast.dan.ref}/timeline"
    form = note(client.get(timeline)) | others
    with after(hours=2):
        answer = client.post(timeline, form)
    assert answer.url == "/sign-in?next=/account/kept"
    assert notes() == 0
    return form


def test_what_was_sent_too_late_is_sent_once_more(amina, cast):
    form = sends_too_late(amina, cast)
    with after(hours=2, minutes=5):
        assert signs_in(amina, next="/account/kept").url == "/account/kept"
        page = amina.get("/account/kept")
        assert SAID in page.text
        fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
        held = {name: html.unescape(value) for name, value in fields}
        assert {name: held[name] for name in form} == form

        amina.post(f"/people/{cast.dan.ref}/timeline", held)

        assert notes() == 1
        assert amina.get("/account/kept").status_code == 302


def test_nobody_else_at_the_same_computer_finds_it(amina, cast):
    sends_too_late(amina, cast)
    with after(hours=2, minutes=5):
        assert SAID not in amina.get("/sign-in?next=/account/kept").text
        signs_in(amina, "ben")

        assert amina.get("/account/kept").status_code == 302
        assert "kept" not in amina.session


def test_nor_whoever_reads_the_database(amina, cast):
    sends_too_late(amina, cast)

    held = Session.objects.get(session_key=amina.session.session_key)
    assert "kept" in held.get_decoded()
    assert SAID not in str(held.get_decoded())


def test_it_does_not_wait_for_ever(amina, cast):
    sends_too_late(amina, cast)
    with after(hours=2, minutes=pack().session_rule.kept_minutes + 1):
        signs_in(amina)

        assert amina.get("/account/kept").status_code == 302


def test_it_can_be_let_go(amina, cast):
    sends_too_late(amina, cast)
    with after(hours=2):
        signs_in(amina)
        amina.post("/account/kept")

        assert amina.get("/account/kept").status_code == 302


def test_a_form_that_asks_for_a_code_of_a_list_is_kept(amina, cast):
    with after(hours=2):
        answer = amina.post(f"/people/{cast.dan.ref}/details/characteristic/new", {"code": "A1"})

    assert answer.url == "/sign-in?next=/account/kept"


def test_what_was_typed_beside_a_file_is_kept_and_the_file_is_chosen_again(amina, cast):
    large = b"%PDF-" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    said = {"title": SAID, "file": SimpleUploadedFile("order.pdf", large)}
    with after(hours=2):
        answer = amina.post(f"/people/{cast.dan.ref}/documents/new", said)

        assert answer.url == "/sign-in?next=/account/kept"
        signs_in(amina, next="/account/kept")
        assert SAID in amina.get("/account/kept").text


def test_a_code_of_an_app_is_never_kept(amina):
    with after(hours=2):
        answer = amina.post("/account/confirm/code", {"code": "123456"})

    assert answer.url == "/sign-in?next=/account/confirm/code"


def test_a_password_is_never_kept(amina):
    with after(hours=2):
        answer = amina.post("/account/password", {"oldpassword": PASSWORD, "password1": "x"})

    assert answer.url == "/sign-in?next=/account/password"
    assert "kept" not in amina.session


def test_what_a_script_sends_stays_with_its_page(amina, cast):
    with after(hours=2):
        draft = f"/people/{cast.dan.ref}/timeline/draft"
        answer = amina.post(draft, {"text": SAID}, headers={"X-Requested-With": "XMLHttpRequest"})

    assert answer.url.startswith("/sign-in?next=/people/")
    assert "kept" not in amina.session


def test_a_page_says_when_it_ends_without_a_script(amina):
    page = amina.get("/account").text

    assert "You stay signed in for 30 minutes" in page
    assert "sign out and in again" not in page
    for half_hours in range(1, 36):
        with after(minutes=20 * half_hours):
            page = amina.get("/account").text
    with after(minutes=715):
        assert "sign out and in again" in amina.get("/account").text
