"""The second step at sign-in: codes, recovery codes, who must have one, what is written of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from tests.databases import NOW
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.ui.addresses import addresses
from throughcare.web.second_step import OPEN_WITHOUT, Adapter

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def code(secret=SECRET):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def wrong(secret=SECRET):
    return f"{(int(code(secret)) + 1) % 1_000_000:06d}"


@pytest.fixture
def asked(settings):
    settings.SECOND_STEP_ASKED = True


@pytest.fixture
def with_app(cast):
    """Ben, who has an app."""
    ben = cast.member("ben")
    with acting_as(SYSTEM):
        TOTP.activate(ben, SECRET)
    return ben


def gives_password(client, key="ben"):
    return client.post("/sign-in", {"login": f"{key}@example.invalid", "password": PASSWORD})


def gives_code(client, given):
    return client.post(reverse("mfa_authenticate"), {"code": given})


def signed_in(client):
    return "_auth_user_id" in client.session


def is_confirmed(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def sets_up_app(client):
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    secret = client.session["mfa.totp.secret"]
    assert secret[:4] in page.text
    return secret, client.post(reverse("mfa_activate_totp"), {"code": code(secret)})


def recovery_codes(page):
    return [found.replace(" ", "") for found in re.findall(r"<li>(\d{4} \d{4})</li>", page.text)]


def deeds(verb):
    with acting_as(SYSTEM):
        return list(Deed.objects.filter(verb=verb).order_by("id"))


# Signing in


def test_a_password_alone_does_not_open_an_account_with_a_second_step(client, with_app):
    answer = gives_password(client)

    assert answer.url == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get("/account").url.startswith("/sign-in")


def test_the_code_of_the_moment_signs_in(client, with_app):
    gives_password(client)

    assert gives_code(client, code()).url == "/"
    assert signed_in(client)


def test_a_wrong_code_does_not_and_is_written_down(client, with_app):
    gives_password(client)

    answer = gives_code(client, wrong())

    assert "This did not work" in answer.text
    assert not signed_in(client)
    [deed] = deeds("staff.sign_in_failed")
    assert (deed.details["member"], deed.details["by"]) == (with_app.pk, "totp")


def test_a_code_that_was_used_does_not_work_again(client, with_app):
    gives_password(client)
    gives_code(client, code())
    client.logout()

    gives_password(client)
    gives_code(client, code())

    assert not signed_in(client)


def test_a_code_that_has_run_out_does_not_work(client, with_app):
    old = code()
    with time_machine.travel(NOW + timedelta(seconds=30), tick=False):
        gives_password(client)
        gives_code(client, old)

    assert not signed_in(client)


def test_codes_cannot_be_tried_for_ever(client, with_app):
    gives_password(client)
    for _ in range(5):
        gives_code(client, wrong())

    assert "Too many tries" in gives_code(client, code()).text
    assert not signed_in(client)


# Setting one up and removing it


def test_an_app_is_set_up_after_the_password_was_given_once_more(client, cast):
    client.force_login(cast.member("ben"))

    assert client.get(reverse("mfa_activate_totp")).url.startswith(
        reverse("account_reauthenticate")
    )
    assert "not your password" in is_confirmed(client, "something else entirely").text
    is_confirmed(client)
    _, answer = sets_up_app(client)

    assert answer.url == reverse("mfa_view_recovery_codes")
    kinds = {deed.details["kind"] for deed in deeds("staff.second_step_added")}
    assert kinds == {"totp", "recovery_codes"}
    assert {deed.actor for deed in deeds("staff.second_step_added")} == {"Ben Adeyemi"}


def test_a_recovery_code_works_once_and_is_shown_once(client, cast):
    client.force_login(cast.member("ben"))
    is_confirmed(client)
    sets_up_app(client)
    shown = recovery_codes(client.get(reverse("mfa_view_recovery_codes")))
    again = recovery_codes(client.get(reverse("mfa_view_recovery_codes")))
    client.logout()

    gives_password(client)
    gives_code(client, shown[0])
    worked = signed_in(client)
    client.logout()
    gives_password(client)
    gives_code(client, shown[0])

    assert len(set(shown)) == 10
    assert again == []
    assert worked
    assert not signed_in(client)


def test_nothing_in_the_database_makes_a_code(client, cast):
    client.force_login(cast.member("ben"))
    is_confirmed(client)
    secret, _ = sets_up_app(client)
    codes = recovery_codes(client.get(reverse("mfa_view_recovery_codes")))

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    session = str(dict(client.session.items()))

    assert not any(one in kept + session for one in [secret, *codes])


def test_an_earlier_secret_key_still_opens_what_it_closed(settings):
    closed = Adapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert Adapter().decrypt(closed) == SECRET
    assert Adapter().decrypt(Adapter().encrypt(SECRET)) == SECRET


def test_the_last_one_stays_where_the_role_asks_for_it(client, with_app, asked):
    client.force_login(with_app)
    is_confirmed(client)
    page = client.get(reverse("mfa_deactivate_totp"))
    client.post(reverse("mfa_deactivate_totp"))

    assert "this is your last one" in page.text
    assert Authenticator.objects.filter(user=with_app).exists()


def test_the_last_passkey_stays_as_well(client, cast, asked, monkeypatch):
    ben = cast.member("ben")
    with acting_as(SYSTEM):
        key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Key"})
    monkeypatch.setattr("allauth.mfa.models.Authenticator.__str__", lambda self: "Key")
    client.force_login(ben)
    is_confirmed(client)

    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_it_can_be_removed_where_no_role_asks_for_it(client, cast, asked):
    amina = cast.member("amina")
    with acting_as(SYSTEM):
        TOTP.activate(amina, SECRET)
    client.force_login(amina)
    is_confirmed(client)
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=amina).exists()
    assert [deed.actor for deed in deeds("staff.second_step_removed")] == ["Amina Khan"]


def test_nobody_removes_a_passkey_of_somebody_else(client, cast, with_app):
    with acting_as(SYSTEM):
        key = Authenticator.objects.create(user=with_app, type="webauthn", data={"name": "Key"})
    client.force_login(cast.member("amina"))
    is_confirmed(client)

    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_the_account_page_says_what_there_is_and_when_it_was_used(client, with_app):
    gives_password(client)
    gives_code(client, code())

    page = client.get("/account").text

    assert "Authenticator app" in page
    assert "last used" in page
    assert reverse("mfa_deactivate_totp") in page


# Who must have one


MUST = {"ben", "ada", "carys", "lena", "tom"}


@pytest.mark.parametrize("who", [*sorted(MUST), "amina", "sol", "pia"])
def test_the_roles_that_the_pack_names_must_have_one(client, cast, asked, who):
    client.force_login(cast.member(who))

    answer = client.get("/account")

    assert (answer.status_code == 302 and answer.url == reverse("mfa_index")) is (who in MUST)


def test_nobody_must_where_it_is_not_asked(client, cast):
    client.force_login(cast.member("ben"))

    assert client.get("/account").status_code == 200


PLAIN = {"uuid": "00000000-0000-0000-0000-000000000001", "int": "1"}
ALL = {
    one.name: "/" + re.sub(r"<(\w+):\w+>", lambda found: PLAIN.get(found[1], "x"), one.route)
    for one in addresses()
}
LED = "/account/second-step"
# Programs come to the last with a token, and cookies are not looked at there.
NEEDS_NO_ONE = {"account_login", "mfa_authenticate", "mfa_login_webauthn", "api:door"}


@pytest.mark.parametrize("by_script", [False, True])
def test_who_owes_one_is_led_there_from_every_other_page(client, cast, asked, by_script):
    client.force_login(cast.member("ben"))
    headers = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}

    for name in sorted(set(ALL) - OPEN_WITHOUT - NEEDS_NO_ONE):
        for ask in (client.get, client.post):
            answer = ask(ALL[name], headers=headers if by_script else {})
            assert (answer.status_code, answer.headers.get("Location")) == (302, LED), name


def test_who_owes_one_writes_nothing(client, cast, asked):
    client.force_login(cast.member("ben"))

    client.post(f"/people/{cast.dan.ref}/timeline", {"note_type": "contact", "text": "He came."})

    assert deeds("record.entry_written") == []
    with acting_as(SYSTEM):
        assert not Deed.objects.filter(staff_id=cast.member("ben").pk).exists()


def test_who_has_set_one_up_goes_on(client, cast, asked):
    client.force_login(cast.member("ben"))
    assert client.get("/").url == reverse("mfa_index")
    is_confirmed(client)
    sets_up_app(client)

    assert client.get("/").status_code == 200


# An administrator helps


def test_an_administrator_removes_what_was_lost(client, cast, with_app):
    client.force_login(cast.member("ada"))
    address = reverse("staff:remove-second-steps", args=[with_app.ref])

    assert address in client.get(reverse("staff:colleague", args=[with_app.ref])).text
    client.post(address)

    assert not Authenticator.objects.filter(user=with_app).exists()
    assert [deed.actor for deed in deeds("staff.second_steps_reset")] == ["Ada Finch"]


def test_nobody_else_does(client, cast, with_app):
    client.force_login(cast.member("lena"))

    answer = client.post(reverse("staff:remove-second-steps", args=[with_app.ref]))

    assert answer.status_code == 403
    assert Authenticator.objects.filter(user=with_app).exists()
