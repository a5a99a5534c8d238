"""Signing in with an account of the organisation, against a provider on a real socket."""

import base64
import hashlib
import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.organisation import organisation
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.staff.models import Member
from throughcare.web import openid

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
START, RETURN = "/sign-in/organisation", "/sign-in/organisation/return"


@pytest.fixture(scope="module")
def provider():
    with organisation() as one:
        yield one


@pytest.fixture
def offered(provider, settings):
    """A provider that knows Amina by her e-mail address, under the number 4711."""
    settings.OPENID = provider.settings()
    provider.says("4711", email="amina@example.invalid")
    provider.token_requests.clear()
    return provider


def led_to(page):
    """Where a page that carries on carries on to."""
    assert page.status_code == 200
    return html.unescape(re.search(r'content="0; url=([^"]+)"', page.text)[1])


def goes_there(client, **given):
    return led_to(client.post(START, given))


def comes_back(client, address):
    """Through both steps, as a browser comes."""
    parts = urlsplit(address)
    assert parts.path == RETURN
    return client.get(led_to(client.get(f"{parts.path}?{parts.query}")))


def signs_in(client, provider, account="4711", **given):
    return comes_back(client, provider.lets_in(goes_there(client, **given), account))


def signed_in(client):
    return client.session.get("_auth_user_id")


def deeds(verb):
    with acting_as(SYSTEM):
        return [deed.details for deed in Deed.objects.filter(verb=verb).order_by("id")]


def test_a_colleague_comes_in_with_the_organisations_account(client, cast, offered):
    answer = signs_in(client, offered, next="/account")

    assert answer.url == "/account"
    assert signed_in(client) == str(cast.member("amina").pk)
    assert [one["by"] for one in deeds("staff.signed_in")] == [["openid"]]
    assert deeds("staff.account_tied")[0]["account"] == f"{offered.issuer} 4711"


def test_what_is_asked_there_cannot_be_used_by_another(client, cast, offered):
    there = goes_there(client)
    asked = {name: value for name, [value] in parse_qs(urlsplit(there).query).items()}
    comes_back(client, offered.lets_in(there, "4711"))

    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    [sent] = offered.token_requests
    proof = hashlib.sha256(sent["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == asked["code_challenge"]


def test_the_first_page_back_sets_and_reads_no_cookie(client, cast, offered):
    address = offered.lets_in(goes_there(client), "4711")
    parts = urlsplit(address)
    waiting = dict(client.cookies)
    client.cookies.clear()  # led from another site, the browser keeps ours to itself

    page = client.get(f"{parts.path}?{parts.query}")

    assert not page.cookies
    client.cookies.update(waiting)
    assert client.get(led_to(page)).status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another sign-in"},
        {"aud": "another-program"},
        {"aud": ["throughcare", "another-program"]},
        {"iss": "https://evil.example"},
        {"exp": 1_700_000_000},
        {"azp": "another-program"},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_a_token_that_was_not_made_for_this_sign_in_lets_nobody_in(client, cast, offered, claims):
    offered.says("1", email="amina@example.invalid", **claims)

    answer = signs_in(client, offered, "1")

    assert answer.status_code == 403
    assert "Start again" in answer.text
    assert not signed_in(client)
    assert len(deeds("staff.sign_in_failed")) == 1


def test_a_signature_that_anybody_could_make_is_none(client, cast, offered, monkeypatch):
    openid._client.cache_clear()
    monkeypatch.setattr(openid, "SIGNED_BY", ("ES256",))

    answer = client.post(START)

    openid._client.cache_clear()
    assert answer.status_code == 403


def test_the_same_answer_does_not_let_in_twice(client, cast, offered):
    address = offered.lets_in(goes_there(client), "4711")
    comes_back(client, address)
    client.logout()

    assert comes_back(client, address).status_code == 403
    assert not signed_in(client)


def test_an_answer_to_somebody_else_lets_nobody_in(client, cast, offered):
    address = offered.lets_in(goes_there(Client()), "4711")

    assert comes_back(client, address).status_code == 403
    assert not signed_in(client)


def test_whoever_was_not_added_is_told_what_to_do_and_is_not_added(client, cast, offered):
    offered.says("99", email="stranger@example.invalid")
    before = Member.objects.count()

    answer = signs_in(client, offered, "99")

    assert answer.status_code == 403
    assert "Nobody has been added here as stranger@example.invalid" in answer.text
    assert "Ask your administrator" in answer.text
    assert not signed_in(client)
    assert Member.objects.count() == before


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email": ["a", "b"]}, {"email": ""}])
def test_an_address_that_is_not_proved_names_nobody(client, cast, offered, said):
    offered.says("5", **{"email": "amina@example.invalid", **said})

    assert signs_in(client, offered, "5").status_code == 403
    assert not signed_in(client)


def test_an_address_given_to_another_account_later_opens_nothing(client, cast, offered):
    signs_in(client, offered)
    client.logout()
    offered.says("4712", email="amina@example.invalid")

    answer = signs_in(client, offered, "4712")

    assert "with another account before" in answer.text
    assert not signed_in(client)
    client.force_login(cast.member("ada"))
    client.post(reverse("staff:untie-account", args=[cast.member("amina").ref]))
    client.logout()
    signs_in(client, offered, "4712")
    assert signed_in(client) == str(cast.member("amina").pk)


def test_an_account_that_is_tied_works_under_a_new_address(client, cast, offered):
    signs_in(client, offered)
    client.logout()
    offered.says("4711", email="amina.rees@example.invalid")

    signs_in(client, offered)

    assert signed_in(client)


def test_the_staff_number_can_name_a_colleague_instead(client, cast, offered, settings):
    settings.OPENID = offered.settings(claim="employee_number")
    Member.objects.filter(email="ben@example.invalid").update(code="N50B012")
    offered.says("12", employee_number="N50B012")

    signs_in(client, offered, "12")

    assert signed_in(client) == str(cast.member("ben").pk)


def test_who_has_left_is_let_in_by_no_account(client, cast, offered):
    signs_in(client, offered)
    client.logout()
    Member.objects.filter(email="amina@example.invalid").update(is_active=False)

    signs_in(client, offered)

    assert not signed_in(client)


@pytest.mark.parametrize(("claims", "led"), [({}, "/account/second-step"), ({"amr": ["mfa"]}, "/")])
def test_a_second_step_made_there_is_asked_for_no_more_here(
    client, cast, offered, settings, claims, led
):
    settings.SECOND_STEP_ASKED = True
    offered.says("b", email="ben@example.invalid", **claims)
    signs_in(client, offered, "b")

    answer = client.get("/", follow=True)

    assert answer.request["PATH_INFO"] == led


def test_one_not_made_there_is_made_here(client, cast, offered):
    with acting_as(SYSTEM):
        TOTP.activate(cast.member("ben"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    offered.says("b", email="ben@example.invalid")

    assert signs_in(client, offered, "b").url == reverse("mfa_authenticate")
    assert not signed_in(client)
    offered.says("b", email="ben@example.invalid", amr=["pwd", "mfa"])
    assert signs_in(client, offered, "b").url == "/"
    assert signed_in(client)


def test_a_second_step_made_there_counts_for_that_sign_in_alone(client, cast, offered, settings):
    settings.SECOND_STEP_ASKED = True
    offered.says("b", email="ben@example.invalid", amr=["mfa"])
    signs_in(client, offered, "b")
    client.post(reverse("account_logout"))
    client.post("/sign-in", {"login": "ben@example.invalid", "password": PASSWORD})

    assert client.get("/").url == "/account/second-step"


def test_signing_out_signs_out_there_too(client, cast, offered):
    signs_in(client, offered)

    answer = client.post(reverse("account_logout"))
    there = led_to(client.get(answer.url))

    assert not signed_in(client)
    assert there.startswith(f"{offered.issuer}/")
    assert parse_qs(urlsplit(there).query)["post_logout_redirect_uri"] == [
        "http://testserver/sign-in"
    ]


def test_it_leads_nowhere_else_afterwards(client, cast, offered):
    assert signs_in(client, offered, next="https://evil.example/").url == "/"


def test_a_provider_that_does_not_answer_is_no_error_of_ours(client, cast, settings, provider):
    settings.OPENID = provider.settings(issuer="http://localhost:1")

    answer = client.post(START)

    assert answer.status_code == 403
    assert "Start again" in answer.text


def test_without_a_provider_nothing_of_it_is_offered(client, cast):
    assert "organisation" not in client.get("/sign-in").text
    assert client.post(START).status_code == 404
    assert client.get(RETURN).status_code == 404
