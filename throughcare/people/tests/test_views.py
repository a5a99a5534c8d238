"""The pages about who somebody is and who may see them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed, Look
from throughcare.people.models import Address, Communication, Exclusion, Grant

ADDRESS = {
    "no_fixed_abode": "no",
    "lines": "1 High Street\nAshwell",
    "postcode": "AS1 1AA",
    "since": "1 11 26",
    "version": "0",
}


def page(name, person, **more):
    return reverse(f"people:{name}", kwargs={"ref": person.ref, **more})


def alike(response):
    """The page without what differs on every page: its own address and the form's token."""
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken\" value=\")\w+",
        "",
        response.content.decode(),
    )


def test_a_look_at_the_details_is_written_down(client, cast):
    client.force_login(cast.member("amina"))

    response = client.get(page("details", cast.dan))

    assert response.status_code == 200
    with acting_as(SYSTEM):
        look = Look.objects.get(person_id=cast.dan.pk)
    assert (look.actor, look.page) == ("Amina Khan", "people:details")


@pytest.mark.parametrize("name", ["details", "access"])
def test_a_person_out_of_reach_is_not_found_like_one_who_does_not_exist(client, cast, name):
    client.force_login(cast.member("cara"))
    address = page(name, cast.dan)

    hidden = client.get(address)
    absent = client.get(address.replace(str(cast.dan.ref), "00000000-0000-4000-8000-000000000000"))

    assert hidden.status_code == absent.status_code == 404
    assert alike(hidden) == alike(absent)
    assert b"Rees" not in hidden.content


def test_an_address_is_written_down_once_however_often_the_form_is_sent(client, cast):
    client.force_login(cast.member("amina"))
    form = client.get(page("write", cast.dan, what="address"))
    once = form.content.decode().split('name="once" value="')[1].split('"')[0]

    for _ in range(2):
        client.post(page("write", cast.dan, what="address"), {**ADDRESS, "once": once})

    with acting_as(cast.amina):
        assert Address.objects.get().postcode == "AS1 1AA"


def test_the_second_of_two_writers_is_shown_both_versions_and_loses_nothing(client, cast):
    client.force_login(cast.member("amina"))
    client.post(page("write", cast.dan, what="address"), ADDRESS)
    with acting_as(cast.amina):
        row = Address.objects.get()
    change = page("change", cast.dan, what="address", id=row.pk)
    client.post(change, {**ADDRESS, "version": "1", "lines": "2 Low Road"})

    second = client.post(change, {**ADDRESS, "version": "1", "lines": "3 Mill Lane"})

    assert second.status_code == 409
    assert "2 Low Road" in second.content.decode()
    assert "3 Mill Lane" in second.content.decode()
    with acting_as(cast.amina):
        assert Address.objects.get().lines == "2 Low Road"


def test_the_second_to_write_of_what_a_person_has_one_changes_the_first(client, cast):
    client.force_login(cast.member("amina"))
    write = page("write", cast.dan, what="communication")
    mine, theirs = (
        {"concerns": said, "once": str(uuid4()), "version": "0"} for said in ("Slow", "In Welsh")
    )
    client.post(write, theirs)

    second = client.post(write, mine)

    assert second.status_code == 409
    shown = second.content.decode()
    assert "Slow" in shown
    assert "In Welsh" in shown
    sent_to = re.search(r'class="tc-form" method="post" action="([^"]+)"', shown)[1]
    assert client.post(sent_to, {**mine, "version": "1"}).status_code == 302
    with acting_as(cast.amina):
        assert Communication.objects.get().concerns == "Slow"


def test_an_address_that_ends_before_it_begins_is_refused_at_the_field(client, cast):
    client.force_login(cast.member("amina"))

    response = client.post(
        page("write", cast.dan, what="address"), {**ADDRESS, "until": "1 10 2026"}
    )

    assert "It cannot end before it began" in response.content.decode()
    with acting_as(cast.amina):
        assert not Address.objects.exists()


def test_a_manager_names_a_colleague_until_a_day(client, cast):
    client.force_login(cast.member("ben"))

    response = client.post(
        page("grant", cast.dan),
        {
            "colleague": "cara@example.invalid",
            "markings": ["0"],
            "until": "1 12 26",
            "reason": "Covers while Amina is away",
        },
    )

    assert response.status_code == 302
    with acting_as(cast.ben):
        grant = Grant.objects.get()
    assert grant.member_id == cast.member("cara").pk
    assert grant.until > NOW


def test_who_may_not_name_others_is_told_who_can_and_the_try_is_written_down(client, cast):
    client.force_login(cast.member("amina"))

    response = client.get(page("grant", cast.dan))

    assert response.status_code == 403
    assert "Only a manager of the unit" in response.content.decode()
    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="people.grant_access")
    assert deed.refused
    assert deed.person_id == cast.dan.pk


@pytest.mark.parametrize(("who", "sees"), [("ben", True), ("amina", False)])
def test_a_manager_sees_who_looked(client, cast, who, sees):
    client.force_login(cast.member("amina"))
    client.get(page("details", cast.dan))
    client.force_login(cast.member(who))

    text = client.get(page("access", cast.dan)).content.decode()

    assert ("Who looked lately" in text) is sees
    assert ("Details" in text.partition("Who looked lately")[2]) is sees


def test_an_unknown_colleague_is_an_error_at_the_field(client, cast):
    client.force_login(cast.member("ben"))

    response = client.post(
        page("exclude", cast.dan), {"colleague": "nobody@example.invalid", "reason": "Kin"}
    )

    assert "No colleague signs in with this address" in response.content.decode()
    with acting_as(cast.ben):
        assert not Exclusion.objects.exists()


@pytest.mark.parametrize("what", ["contact", "dependant", "communication", "adjustment"])
def test_every_kind_of_circumstance_has_a_form(client, cast, what):
    client.force_login(cast.member("amina"))

    assert client.get(page("write", cast.dan, what=what)).status_code == 200


def test_what_is_not_a_kind_of_circumstance_is_not_found(client, cast):
    client.force_login(cast.member("amina"))

    assert client.get(page("write", cast.dan, what="nonsense")).status_code == 404
