"""Forms sent twice, from elsewhere, as what they are not. None breaks, none half-saves."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faults.forms import FORMS
from tests.faults.kept import what_is_kept, writes_so_far
from tests.faults.sending import in_turn, undone
from throughcare.foundation.ui.addresses import addresses

TOO_MUCH = urlencode({"text": "x" * 10 * 1024 * 1024})
FORM = "application/x-www-form-urlencoded"

every_form = pytest.mark.parametrize("form", FORMS, ids=str)


# That it was sent again is written down; what was being written may be dropped again, and what a
# report gathers may be gathered again.
AGAIN = {"audit_deed", "audit_change", "record_draft", "reports_gathered"}


@every_form
def test_a_form_filled_in_as_asked_is_kept_once_and_said_in_the_audit(opened, form):
    form = opened(form)
    before = what_is_kept()

    answer = form.send()

    once = what_is_kept()
    assert form.took(answer), answer.content.decode()
    assert (once != before) is form.form.keeps
    assert (once["audit_deed"] != before["audit_deed"]) is form.form.is_deed

    form.send()

    twice = what_is_kept()
    assert {table for table in once if once[table] != twice[table]} <= AGAIN


def test_a_form_from_another_site_is_refused(opened, cast):
    form = opened(FORMS[0])
    form.client = Client(enforce_csrf_checks=True)
    form.client.force_login(cast.member(form.form.who))
    written = writes_so_far()

    answer = form.send(csrfmiddlewaretoken=None)

    assert answer.status_code == 403
    assert writes_so_far() == written


def test_only_the_door_for_programs_takes_what_another_site_sends():
    """It lets in by a token that no browser sends by itself."""
    assert {one.name for one in addresses() if getattr(one.view, "csrf_exempt", False)} == {
        "api:door"
    }


@pytest.mark.parametrize("form", [form for form in FORMS if form.writes][::8], ids=str)
def test_ten_megabytes_are_too_much_and_the_page_says_so(opened, form):
    form = opened(form)
    written = writes_so_far()

    answer = form.send_as(FORM, TOO_MUCH)

    assert answer.status_code == 413
    assert "That was too much to send at once" in answer.content.decode()
    assert writes_so_far() == written


BODIES = {
    "nothing": (FORM, b""),
    "noise": (FORM, bytes(range(256)) * 4),
    "half a surrogate pair": (FORM, b"text=%ED%A0%80&reason=%ED%A0%80&once=%ED%A0%80&version=%ED"),
    "another alphabet": (f"{FORM}; charset=utf-7", b"text=+ADw-script+AD4-"),
    "no such alphabet": (f"{FORM}; charset=klingon", b"text=Qapla"),
    "JSON": ("application/json", b'{"text": "He came."}'),
    "broken JSON": ("application/json", b'{"text": '),
    "no kind at all": ("", b"text=He"),
    "more fields than a form has": (FORM, b"&".join(b"f%d=1" % n for n in range(3000))),
    "parts without a boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "parts that break off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHe ca',
    ),
    "parts coded wrongly": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!\r\n--x--",
    ),
}


@every_form
def test_what_is_no_form_breaks_nothing_and_is_not_half_kept(opened, form):
    form = opened(form)
    before = what_is_kept()

    for method in in_turn(["put", "patch", "delete", "options", "trace"], str(form.form), share=5):
        assert getattr(form.client, method)(form.to).status_code == 405
    for name in in_turn(list(BODIES), str(form.form), share=3):
        with undone() as written:
            assert _is_whole(form, form.send_as(*BODIES[name]), written, before), name
    for name in in_turn(list(form.filled), str(form.form), share=3):
        with undone() as written:
            no_words = SimpleUploadedFile("../../x.exe", b"\x00MZ\xff")
            assert _is_whole(form, form.send(**{name: no_words}), written, before), name


def _is_whole(form, answer, written, before):
    """It was answered, and kept as a whole or not at all."""
    kept_none = writes_so_far() == written or what_is_kept() == before
    return answer.status_code < 500 and (form.took(answer) or kept_none)
