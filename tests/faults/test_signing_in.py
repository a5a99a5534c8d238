"""The forms in front of the door."""

import pytest

from tests.faults.test_what_is_typed import NASTY
from tests.world import PASSWORD

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
