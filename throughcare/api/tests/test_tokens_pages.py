"""The pages on which programs are let in: what an administrator may give away, and what not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.databases import NOW
from throughcare.api import actions
from throughcare.api.models import Token
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.staff import queries as staff

UNTIL = NOW + timedelta(days=30)
TYPED = {"name": "nDelius, arrivals", "email": "delius@example.invalid", "days": "30"}


@pytest.fixture
def ada(cast):
    client = Client()
    client.force_login(cast.member("ada"))
    return client


def made(ada, **typed):
    return ada.post(reverse("api:make-token"), {**TYPED, "once": uuid4(), **typed})


def secret_in(page):
    return page.text.split("<strong>throughcare_")[1].split("</strong>")[0]


def test_a_program_is_let_in_seen_and_shut_out_again(ada):
    secret = secret_in(made(ada))
    called = Client().get(
        "/api/v1/whoami", headers={"Authorization": f"Bearer throughcare_{secret}"}
    )
    token = Token.objects.get()
    listed = ada.get(reverse("api:tokens")).text

    assert called.json()["roles"] == ["Source system (a program)"]
    assert token.used_on == NOW.date()
    assert "nDelius, arrivals" in listed
    assert "Bring messages in" in listed
    assert secret not in listed

    ada.post(reverse("api:end-token", args=[token.pk]))
    refused = Client().get(
        "/api/v1/whoami", headers={"Authorization": f"Bearer throughcare_{secret}"}
    )

    assert refused.status_code == 401


def test_the_same_form_sent_twice_makes_one_and_shows_it_once(ada):
    once = uuid4()
    first, second = made(ada, once=once), made(ada, once=once)

    assert (first.status_code, second.status_code) == (200, 302)
    assert Token.objects.count() == 1


def test_no_token_is_made_in_a_colleagues_name(ada):
    page = made(ada, email="ben@example.invalid")

    assert "A colleague signs in with this address." in page.text
    assert not Token.objects.exists()


def test_an_administrator_makes_nothing_that_reads(cast):
    with acting_as(cast.ada), pytest.raises(AccessDenied, match="made on the server"):
        actions.make_token(
            actor=cast.ada,
            member=staff.member_at("ben@example.invalid"),
            name="Eyes",
            uses=["find", "messages"],
            at=NOW,
            until=UNTIL,
        )


@pytest.mark.parametrize("who", ["ben", "amina"])
def test_the_pages_are_for_administrators(cast, client, who):
    with acting_as(SYSTEM):
        token, _secret = actions.let_in(
            actor=SYSTEM, email=TYPED["email"], name="-", at=NOW, until=UNTIL
        )
    client.force_login(cast.member(who))
    end = reverse("api:end-token", args=[token.pk])

    answers = [client.get(reverse("api:tokens")), made(client), client.post(end)]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert reverse("api:tokens") not in client.get(reverse("staff:staff")).text
    assert Token.objects.get().until == UNTIL
