"""A password that an administrator gives: shown once, good once, and for a while."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.databases import NOW
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.packs import pack

OWN = "three words apart"


def gives(cast, **form):
    """What Ada reads out to Amina."""
    ada = Client()
    ada.force_login(cast.member("ada"))
    page = ada.post(reverse("staff:give-password", args=[cast.member("amina").ref]), form)
    return re.search(r"<strong>([a-z2-9-]{24})</strong>", page.text)[1]


def signs_in(client, password):
    return client.post("/sign-in", {"login": "amina@example.invalid", "password": password})


def chooses(client, old, new=OWN):
    form = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), form)


def test_a_given_password_lets_in_to_choose_ones_own_and_to_nothing_else(client, cast):
    given = gives(cast)

    signs_in(client, given)
    assert client.get("/").url == reverse("account_change_password")
    assert client.get(f"/people/{cast.dan.ref}").url == reverse("account_change_password")
    assert "was handed to you" in client.get(reverse("account_change_password")).text
    chooses(client, given)
    assert client.get("/").status_code == 200

    assert signs_in(Client(), given).status_code == 200
    assert signs_in(Client(), OWN).status_code == 302


def test_the_one_they_had_and_every_session_end(client, cast):
    client.force_login(cast.member("amina"))
    gives(cast)

    assert client.get("/").url.startswith("/sign-in")
    assert signs_in(client, PASSWORD).status_code == 200


def test_one_that_was_not_used_runs_out(client, cast):
    given = gives(cast)
    with time_machine.travel(
        NOW + timedelta(hours=pack().session_rule.given_password_hours), tick=False
    ):
        answer = signs_in(client, given)

        assert answer.status_code == 403
        assert "Ask your administrator" in answer.text
        assert client.get("/").url.startswith("/sign-in")


def test_the_button_pressed_twice_gives_one(cast):
    once = "6f1c1c0e-7a77-4d0e-9f3e-0d4f3c7f6a10"

    assert gives(cast, once=once) == gives(cast, once=once)
    assert gives(cast) != gives(cast)


def test_it_opens_an_account_that_was_shut(client, cast):
    for _ in range(5):
        signs_in(client, "not the password")

    assert signs_in(client, gives(cast)).status_code == 302


def test_who_gave_it_is_written_down_and_not_what(client, cast):
    given = gives(cast)
    signs_in(client, given)
    chooses(client, given)

    with acting_as(SYSTEM):
        deeds = Deed.objects.filter(verb__startswith="staff.password")
        assert {(one.verb, one.actor) for one in deeds} == {
            ("staff.password_given", "Ada Finch"),
            ("staff.password_chosen", "Amina Khan"),
        }
        assert given not in str([one.details for one in deeds])


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_nobody_but_an_administrator_gives_one(client, cast, who):
    client.force_login(cast.member(who))

    client.post(reverse("staff:give-password", args=[cast.member("amina").ref]))

    assert cast.member("amina").check_password(PASSWORD)
