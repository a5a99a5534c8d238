"""Other programs are let in with a token: as one colleague, for what it was made for, seen to."""

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from tests.databases import NOW
from throughcare.api import actions, queries
from throughcare.api.access import USES
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed, Look

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
ALL = tuple(USES)
MESSAGE = {"caseId": 1, "says": "nothing anybody knows"}


class Caller:
    """A program with a token."""

    def __init__(self, member, uses=ALL, until=NOW + timedelta(days=1)):
        with acting_as(SYSTEM):
            self.token, self.secret = actions.make_token(
                actor=SYSTEM, member=member, name="Test", uses=uses, at=NOW, until=until
            )

    def get(self, path, **query):
        return Client().get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path, body):
        return Client().post(
            f"/api/v1/{path}", body, content_type="application/json", headers=self.headers
        )

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.secret}"}


@pytest.fixture
def ben(cast):
    """A manager, who may export."""
    return Caller(cast.member("ben"))


def test_a_token_says_whose_it_is(cast, ben):
    answer = ben.get("whoami")

    assert answer.status_code == 200
    assert answer.json() == {
        "name": "Ben Adeyemi",
        "roles": ["Team manager"],
        "made_for": ["find", "messages", "record"],
        "until": "2026-11-25T09:30:00Z",
    }


@pytest.mark.parametrize("word", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic eDp5", "\u00ff"])
def test_without_a_token_that_lets_in_there_is_nothing(cast, word):
    for path in ("whoami", f"people/{cast.dan.ref}/record", "no-such-address"):
        answer = Client().get(f"/api/v1/{path}", headers={"Authorization": word})

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_cookies_let_nobody_in(cast, client):
    client.force_login(cast.member("ben"))

    assert client.get("/api/v1/whoami").status_code == 401


def test_a_token_ends_with_its_day_by_command_and_with_its_colleague(cast, ben):
    late = Caller(cast.member("ben"), until=NOW)
    with acting_as(SYSTEM):
        actions.end_token(actor=SYSTEM, token=ben.token.pk, at=NOW)
    leaver = Caller(cast.member("owen"))
    with acting_as(SYSTEM):
        type(leaver.token.member).objects.filter(name="Owen Pryce").update(is_active=False)

    assert [one.get("whoami").status_code for one in (late, ben, leaver)] == [401] * 3


def test_the_record_is_the_document_of_the_page_and_leaves_a_look(cast, ben):
    client = Client()
    client.force_login(cast.member("ben"))
    page = client.post(f"/people/{cast.dan.ref}/details/export").json()

    answer = ben.get(f"people/{cast.dan.ref}/record")

    assert answer.status_code == 200
    assert answer.json() == page
    with acting_as(SYSTEM):
        seen = Look.objects.filter(person_id=cast.dan.pk, page__contains="record")
        assert [look.actor for look in seen] == ["Ben Adeyemi"]
        assert Deed.objects.filter(verb="people.record_exported").count() == 2


def test_a_hidden_person_an_absent_one_and_no_address_are_the_same(cast):
    cara = Caller(cast.member("cara"))

    hidden = cara.get(f"people/{cast.dan.ref}/record")
    others = [cara.get(f"people/{uuid4()}/record"), cara.get("people/x/record"), cara.get("none")]

    assert hidden.status_code == 404
    for absent in others:
        assert (absent.status_code, absent.content) == (404, hidden.content)
        assert absent.headers == hidden.headers
    with acting_as(SYSTEM):
        assert not Look.objects.filter(person_id=cast.dan.pk).exists()


@pytest.mark.parametrize("who, found", [("amina", ["Dan Rees"]), ("cara", []), ("ada", [])])
@pytest.mark.parametrize("number", ["X123456", "x 123456", "A1234BC"])
def test_a_number_finds_whom_the_colleague_may_know(cast, who, found, number):
    answer = Caller(cast.member(who)).get("people", number=number)

    assert answer.status_code == 200
    assert [one["name"] for one in answer.json()] == found


def test_a_name_finds_nobody(cast, ben):
    assert ben.get("people", number="Rees").json() == []


def test_a_token_does_only_what_it_was_made_for(cast):
    """And says so in the policy's sentence, which stays in the audit."""
    ben = Caller(cast.member("ben"), uses=["find"])
    ada = Caller(cast.member("ada"), uses=["find"])

    for answer in (ben.get(f"people/{cast.dan.ref}/record"), ada.post("messages", MESSAGE)):
        assert answer.status_code == 403
        assert answer.json() == {"detail": "This token was not made for that."}
    with acting_as(SYSTEM):
        assert Deed.objects.filter(verb="api.call").exclude(refused="").count() == 2
    hidden = ben.get(f"people/{cast.erin.ref}/record")
    assert hidden.content == ben.get(f"people/{uuid4()}/record").content


def test_a_colleague_does_no_more_with_a_token_than_without(cast):
    amina = Caller(cast.member("amina"))

    assert amina.get(f"people/{cast.dan.ref}/record").status_code == 403
    assert amina.post("messages", MESSAGE).status_code == 403


def test_a_program_brings_messages_in_and_is_told_what_became_of_each(cast):
    out = StringIO()
    call_command(
        *("tokens", "make", "feed@example.invalid", "--for", "messages"),
        *("--name", "NDelius feed", "--machine"),
        stdout=out,
    )
    secret = out.getvalue().splitlines()[0]
    sample = min((SAMPLES / "ndelius_person_search").glob("*.json")).read_bytes()

    def send(body):
        return Client().post(
            "/api/v1/messages",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    first, again, bad = send(sample).json(), send(sample).json(), send(b"{").json()

    assert first["taken"] + first["needs_review"] == len(first["messages"]) > 0
    assert again["taken"] == 0
    assert (bad["refused"], bad["messages"][0]["state"]) == (1, "refused")
    who = Client().get(
        "/api/v1/people?number=X123456", headers={"Authorization": f"Bearer {secret}"}
    )
    assert who.status_code == 403


def test_what_is_too_large_is_said_to_be(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    answer = Caller(cast.member("ada")).post("messages", MESSAGE)

    assert answer.status_code == 413


def test_who_comes_too_often_waits(cast, ben, settings):
    settings.API_RATE_LIMITS = {"call": "2/m/key", "stranger": "1/m/ip"}

    assert [ben.get("whoami").status_code for _ in range(3)] == [200, 200, 429]
    assert Caller(cast.member("ben")).get("whoami").status_code == 200
    assert [Client().get("/api/v1/whoami").status_code for _ in range(2)] == [401, 429]


def test_the_text_of_a_token_is_kept_nowhere(cast, ben):
    with acting_as(SYSTEM):
        kept = [str(vars(one)) for one in (*queries.tokens(), *Deed.objects.all())]

    assert not any(ben.secret in one for one in kept)


def test_the_command_lists_and_ends_and_says_what_it_cannot(cast, ben):
    out = StringIO()
    call_command("tokens", "list", stdout=out)
    assert str(ben.token.pk) in out.getvalue()
    assert ben.secret not in out.getvalue()

    call_command("tokens", "end", str(ben.token.pk), stdout=out)
    assert ben.get("whoami").status_code == 401
    with pytest.raises(CommandError, match="ended already"):
        call_command("tokens", "end", str(ben.token.pk))
    making = ("tokens", "make", "nobody@example.invalid", "--for", "find", "--name", "x")
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command(*making)
    with pytest.raises(CommandError, match="1 to 365 days"):
        call_command(*making, "--days", "400")


def test_pages_do_without_what_the_api_is_made_of():
    """django-ninja is loaded when somebody first comes for the API, not when pages are served."""
    told = (
        "import django, sys; django.setup(); from django.urls import reverse; reverse('web:find');"
        " sys.exit('ninja' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_json_is_what_every_answer_is(cast, ben):
    for answer in (
        ben.get("whoami"),
        ben.get("none"),
        ben.get("people"),
        Client().get("/api/v1/x"),
    ):
        assert answer["Content-Type"].startswith("application/json")
        json.loads(answer.content)


def test_a_database_that_does_not_answer_is_tried_again_later(ben, monkeypatch):
    def goes(*args, **named):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(queries, "token_shown", goes)

    answer = ben.get("whoami")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.json() == {
        "detail": "The database does not answer just now. Nothing was changed."
    }
