"""Too many wrong tries: who has to wait, what is written down, who opens it again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.databases import NOW
from tests.world import PASSWORD
from throughcare import settings as written
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed

SHUT = "Too many tries"


def tries(client, email="amina@example.invalid", password="not the password", address="10.0.0.1"):
    return client.post("/sign-in", {"login": email, "password": password}, REMOTE_ADDR=address)


def deeds(*verbs):
    with acting_as(SYSTEM):
        return list(Deed.objects.filter(verb__in=verbs).order_by("id"))


def signed_in(client):
    return "_auth_user_id" in client.session


def without_token(answer):
    """A page without what differs on every showing, and without what was typed into it."""
    text = re.sub(r'(?<=csrfmiddlewaretoken" value=")\w+', "", answer.text)
    return text.replace(answer.wsgi_request.POST["login"], "")


def test_five_wrong_passwords_shut_an_account_for_a_while(client, cast):
    for _ in range(5):
        assert SHUT not in tries(client).text

    assert SHUT in tries(client, password=PASSWORD).text
    assert not signed_in(client)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        tries(client, password=PASSWORD)
    assert signed_in(client)


def test_it_is_shut_wherever_the_tries_come_from(client, cast):
    for number in range(5):
        tries(client, address=f"10.0.0.{number}")

    assert SHUT in tries(client, password=PASSWORD, address="10.9.9.9").text


def test_another_way_of_writing_the_address_is_the_same_account(client, cast):
    for _ in range(5):
        tries(client, email="AMINA@example.invalid")

    assert SHUT in tries(client, password=PASSWORD).text


def test_who_goes_on_waits_longer(client, cast):
    for minutes in (0, 6, 12):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            for _ in range(5):
                tries(client)

    with time_machine.travel(NOW + timedelta(minutes=18), tick=False):
        assert SHUT in tries(client, password=PASSWORD).text
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        tries(client, password=PASSWORD)
    assert signed_in(client)


def test_one_address_cannot_try_everybody(client, cast):
    for number in range(60):
        tries(client, email=f"somebody{number}@example.invalid")

    assert SHUT in tries(client, password=PASSWORD).text
    tries(client, password=PASSWORD, address="10.9.9.9")
    assert signed_in(client)


def test_an_account_there_is_not_is_answered_as_a_wrong_password_is(client, cast):
    def answers(email):
        return [
            (answer.status_code, without_token(answer))
            for answer in (tries(client, email=email) for _ in range(7))
        ]

    there, not_there = answers("amina@example.invalid"), answers("nobody@example.invalid")

    assert there == not_there
    assert SHUT in there[-1][1]


def test_what_failed_is_written_down_without_what_was_typed(client, cast):
    tries(client)
    tries(client, email="hunter2@example.invalid")

    written = [deed.details for deed in deeds("staff.sign_in_failed")]

    common = {"by": "password", "address": "10.0.0.1"}
    assert {"member": cast.member("amina").pk, **common} in written
    assert {"member": None, **common} in written
    assert len(written) == 2


def test_being_shut_out_is_written_down_once_not_at_every_try(client, cast):
    for _ in range(9):
        tries(client)

    assert len(deeds("staff.locked_out")) == 1
    assert len(deeds("staff.sign_in_failed")) == 5


def test_an_administrator_lets_them_try_again(client, cast):
    for _ in range(5):
        tries(client)
    client.force_login(cast.member("ada"))
    page = reverse("staff:colleague", args=[cast.member("amina").ref])

    assert "Shut for a while" in client.get(page).text
    client.post(reverse("staff:let-try-again", args=[cast.member("amina").ref]))
    assert "Shut for a while" not in client.get(page).text
    client.logout()
    tries(client, password=PASSWORD)

    assert signed_in(client)
    assert [deed.actor for deed in deeds("staff.let_try_again")] == ["Ada Finch"]


def test_nobody_else_does(client, cast):
    client.force_login(cast.member("ben"))
    address = reverse("staff:let-try-again", args=[cast.member("amina").ref])

    assert client.post(address).status_code == 403
    assert deeds("staff.let_try_again") == []


@pytest.mark.parametrize("name", ["sessionid", "csrftoken"])
def test_cookies_are_for_this_site_and_no_script(client, cast, name):
    client.get("/sign-in")
    tries(client, password=PASSWORD)

    cookie = client.cookies[name]

    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"]


def test_passwords_are_hashed_so_that_trying_them_is_slow():
    """The program's own settings: tests hash quickly."""
    assert written.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
