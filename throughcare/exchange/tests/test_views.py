"""The page of those who look after messages."""

import re

import pytest
from django.urls import reverse

from throughcare.exchange.models import Message
from throughcare.exchange.tests.conftest import person, requirements, rows_of
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Name

PAGE = reverse("exchange:messages")
MARRIED = person("X123456", firstName="Dan", surname="Hughes", dateOfBirth="1990-05-17")


def address(name):
    with acting_as(SYSTEM):
        return reverse(
            f"exchange:{name}",
            kwargs={"id": Message.objects.get(state__in=["needs-review", "refused"]).pk},
        )


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 200), ("ada", 200), ("amina", 403), ("pia", 403)]
)
def test_who_opens_the_page(client, cast, who, status):
    client.force_login(cast.member(who))

    assert client.get(PAGE).status_code == status


def test_nobody_opens_it_without_signing_in(client, cast):
    assert client.get(PAGE).status_code == 302


def test_a_message_put_aside_is_shown_with_its_reason_and_place(client, cast, take):
    take(a=person(dateOfBirth="1991-02-30"))
    client.force_login(cast.member("ada"))

    page = client.get(PAGE).content.decode()

    assert "is no day of the calendar" in page
    assert "/dateOfBirth" in page
    assert "Person" in page
    assert "1991-02-30" not in page
    assert "X111111" not in page


def test_whom_a_message_may_be_about_is_shown_only_to_those_who_see_them(client, cast, take):
    take(a=MARRIED)
    pages = {}
    for who in ("ben", "ada"):
        client.force_login(cast.member(who))
        pages[who] = client.get(PAGE).content.decode()

    for word in ("Hughes", "Rees", "It is the same person"):
        assert word in pages["ben"]
        assert word not in pages["ada"]


@pytest.mark.parametrize(
    ("state", "shown"), [("", 2), ("refused", 1), ("needs-review", 1), ("strange", 2)]
)
def test_one_sort_can_be_chosen(client, cast, take, state, shown):
    take(a="{", b_X999999=requirements(1))
    client.force_login(cast.member("ada"))

    page = client.get(PAGE, {"state": state}).content.decode()

    assert page.count('<li class="govuk-summary-card') == shown


def test_more_than_a_page_full_is_reached_by_older(client, cast, take):
    take(a=[{"nothing": n} for n in range(30)])
    client.force_login(cast.member("ada"))

    first = client.get(PAGE)
    older = client.get(PAGE, {"before": list_of(first)[-1]})

    assert (len(list_of(first)), len(list_of(older))) == (25, 5)
    assert not set(list_of(first)) & set(list_of(older))
    assert f"before={list_of(first)[-1]}" in first.content.decode()


def list_of(response):
    return re.findall(r'action="/messages/([0-9a-f-]{36})/', response.content.decode())


@pytest.mark.parametrize("before", ["", "nonsense", "0d0d0d0d-0000-4000-8000-000000000000"])
def test_an_address_somebody_made_up_shows_the_first_page(client, cast, before):
    client.force_login(cast.member("ada"))

    assert client.get(PAGE, {"before": before}).status_code == 200


def test_one_message_is_tried_again(client, cast, take):
    take(a_X111111=requirements(1))
    take(b=person())
    client.force_login(cast.member("ada"))

    page = client.post(address("try-again"), follow=True).content.decode()

    assert "1 message tried again, 1 of them taken." in page


def test_all_are_tried_again(client, cast, take):
    take(a_X111111=requirements(1), b="{")
    take(c=person())
    client.force_login(cast.member("ben"))

    page = client.post(reverse("exchange:try-all-again"), follow=True).content.decode()

    assert "2 messages tried again, 1 of them taken." in page


def test_nothing_to_try_again_is_said(client, cast):
    client.force_login(cast.member("ben"))

    page = client.post(reverse("exchange:try-all-again"), follow=True).content.decode()

    assert "There was nothing to try again." in page


def test_it_is_said_that_the_same_person_is_meant(client, cast, take):
    take(a=MARRIED)
    client.force_login(cast.member("ben"))

    client.post(address("same-person"))

    assert "Hughes" in {one.family_name for one in rows_of(Name, "X123456")}


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("ada", "same-person", 404),
        ("amina", "same-person", 403),
        ("amina", "try-again", 403),
        ("cara", "same-person", 404),
    ],
)
def test_who_may_not_is_told_no_more_than_that(client, cast, take, who, name, status):
    take(a=MARRIED)
    client.force_login(cast.member(who))

    response = client.post(address(name))

    assert response.status_code == status
    assert "Hughes" not in response.content.decode()


@pytest.mark.parametrize("name", ["try-again", "same-person"])
def test_nothing_is_changed_by_following_a_link(client, cast, take, name):
    take(a=MARRIED)
    client.force_login(cast.member("ben"))

    assert client.get(address(name)).status_code == 405
