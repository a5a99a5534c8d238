"""The pages about who works here."""

import pytest
from django.urls import reverse

from throughcare.foundation.access import acting_as
from throughcare.staff.models import Clearance, Member, Posting


def test_an_administrator_adds_a_colleague_and_gives_them_a_role(client, cast):
    client.force_login(cast.member("ada"))

    added = client.post(
        reverse("staff:add-member"),
        {"name": "Noor Said", "email": "Noor@Example.invalid"},
    )
    member = Member.objects.get(email="noor@example.invalid")
    client.post(
        reverse("staff:post", args=[member.ref]),
        {"role": "facilitator", "unit": "MWI-H", "since": "1 11 2026", "acting_up": "no"},
    )

    assert added.status_code == 302
    assert Posting.objects.get(member=member).unit.code == "MWI-H"


def test_a_clearance_is_recorded_and_shown(client, cast):
    client.force_login(cast.member("ada"))
    ref = cast.member("amina").ref

    client.post(
        reverse("staff:clear", args=[ref]),
        {"level": "ctc", "since": "1 2 2026", "until": "1 2 2029"},
    )

    assert Clearance.objects.filter(member__ref=ref, level="ctc").exists()
    assert "CTC" in client.get(reverse("staff:colleague", args=[ref])).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"since": "31 2 2026"}, "There"),
        ({"until": "1 10 2026"}, "It must end after it begins"),
        ({"acting_up": "yes"}, "say until when"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_saved(client, cast, typed, sentence):
    client.force_login(cast.member("ada"))
    form = {"role": "facilitator", "unit": "MWI-H", "since": "1 11 2026", "acting_up": "no"}

    response = client.post(reverse("staff:post", args=[cast.member("amina").ref]), form | typed)

    assert "govuk-error-summary" in response.content.decode()
    assert Posting.objects.filter(member=cast.member("amina")).count() == 1
    if sentence != "There":
        assert sentence in response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("pia", 403)])
def test_who_may_see_the_list_of_staff(client, cast, who, status):
    client.force_login(cast.member(who))

    assert client.get(reverse("staff:staff")).status_code == status


def test_the_page_of_roles_names_every_role_and_power(client, cast):
    client.force_login(cast.member("amina"))

    page = client.get(reverse("staff:roles")).content.decode()

    assert "Responsible officer (PSO)" in page
    assert "Take a case, or hand it to a colleague or another team" in page


def test_the_program_begins_with_signing_in(client, cast):
    with acting_as(None):
        response = client.get(reverse("staff:staff"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
