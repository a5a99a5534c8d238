"""What every answer of every address tells the browser, and what its cookies are."""

import os
import subprocess
import sys
from uuid import uuid4

import pytest

from tests.architecture.test_every_page import ALL, address

TOLD = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def faults(answer):
    """What the headers of an answer leave open."""
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    found = [name for name, value in TOLD.items() if headers.get(name) != value]
    found += [part for part in ("default-src 'none'", "frame-ancestors") if part not in policy]
    found += [part for part in ("unsafe", "http:", "https:", "*", "data:") if part in policy]
    found += [name for name, cookie in answer.cookies.items() if not cookie["httponly"]]
    lax = {"django_language"}  # says nothing of anybody
    strict = [name for name in answer.cookies if name not in lax]
    found += [name for name in strict if answer.cookies[name]["samesite"] != "Strict"]
    return found


@pytest.mark.parametrize("who", ["", "amina", "ada"])
def test_every_answer_keeps_everything_else_out(client, cast, who):
    if who:
        client.force_login(cast.member(who))
    seen = {}
    for route in ALL:
        for ref in (cast.dan.ref, uuid4()):
            answer = client.get(address(route, ref))
            seen[route] = faults(answer)
            if "no-store" not in answer.headers["Cache-Control"]:
                seen[route].append("Cache-Control")

    assert {route: found for route, found in seen.items() if found} == {}


def test_so_do_a_form_from_elsewhere_and_a_file_of_ours(client, cast):
    client.handler.enforce_csrf_checks = True

    assert faults(client.post("/sign-in")) == []
    file = client.get("/static/ui/throughcare.css")
    assert b"".join(file.streaming_content)
    assert faults(file) == []
    file.close()
    assert faults(client.get("/nowhere")) == []


def test_over_https_cookies_belong_to_this_host_alone():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from throughcare import settings as s; print(s.SESSION_COOKIE_NAME, "
            "s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
            "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)",
        ],
        env={**os.environ, "THROUGHCARE_HTTPS": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    secure, a_year = ["True"] * 3, "31536000"
    assert said.split() == ["__Host-session", "__Host-csrf", *secure, a_year, "True"]
