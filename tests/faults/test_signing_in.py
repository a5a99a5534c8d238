"""The forms in front of the door."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from tests.faults.test_what_is_typed import NASTY
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.ui.addresses import addresses

SIGN_IN = "/sign-in"
WRONG = ("", " ", NASTY, "x" * 100_000, "\x00", "%s", "a@b@c", "☃@☃")


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_nobody_gets_in_by_typing_nonsense(client, cast, wrong):
    for given in (
        {"login": wrong, "password": PASSWORD},
        {"login": "amina@example.invalid", "password": wrong},
        {"login": wrong, "password": wrong},
    ):
        answer = client.post(SIGN_IN, given)

        assert answer.status_code == 200
        assert "There is a problem" in answer.text
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_signing_in_leads_nowhere_else(client, cast, elsewhere):
    given = {"login": "amina@example.invalid", "password": PASSWORD, "next": elsewhere}

    assert client.post(f"{SIGN_IN}?next={elsewhere}", given).headers["Location"] == "/"


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_a_language_there_is_not_and_a_way_back_there_is_not_change_nothing(client, cast, wrong):
    answer = client.post("/language", {"language": wrong, "next": wrong})

    assert answer.status_code == 400


@pytest.mark.parametrize("wrong", WRONG[:3], ids=range(3))
def test_a_password_is_not_changed_without_the_old_one(client, cast, wrong):
    client.force_login(cast.member("amina"))
    new = "another-long-password"

    answer = client.post(
        "/account/password", {"oldpassword": wrong, "password1": new, "password2": new}
    )

    assert answer.status_code == 200
    assert cast.member("amina").check_password(PASSWORD)


SIGNED = (
    "1", "[]", "{}", "null", '"x"', '{"response": 1}',
    '{"response": {}, "rawId": "AA", "id": "AA"}',
    '{"response": {"userHandle": "MQ", "clientDataJSON": "AA", "authenticatorData": "AA", '
    '"signature": "AA", "attestationObject": "AA"}, "rawId": "AA", "id": "AA", '
    '"type": "public-key"}',
)  # fmt: skip
SECOND = sorted(one.name for one in addresses() if one.name.startswith(("mfa_", "account_re")))


@pytest.mark.parametrize("wrong", [*WRONG, *SIGNED], ids=range(len(WRONG + SIGNED)))
def test_no_second_step_is_made_of_nonsense(client, cast, wrong):
    with acting_as(SYSTEM):
        TOTP.activate(cast.member("amina"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    client.post(SIGN_IN, {"login": "amina@example.invalid", "password": PASSWORD})

    for given in ({"code": wrong}, {"credential": wrong}):
        assert client.post("/sign-in/second-step", given).status_code == 200
        client.get("/sign-in/passkey", headers={"accept": "application/json"})
        assert client.post("/sign-in/passkey", given).status_code == 302
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", SECOND)
def test_no_page_of_signing_in_breaks_on_nonsense(client, cast, name):
    client.force_login(cast.member("amina"))
    address = reverse(name, args=[1] if name == "mfa_remove_webauthn" else [])

    for confirmed in (False, True):
        if confirmed:
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(address)
        for wrong in (*WRONG[2:4], *SIGNED):
            given = {"code": wrong, "credential": wrong, "password": wrong, "next": wrong}
            assert client.post(address, given).status_code < 500
    assert not Authenticator.objects.exists()
