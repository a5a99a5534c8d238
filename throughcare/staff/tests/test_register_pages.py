"""The pages of the registers and of cover: what is typed is kept, what is not theirs is closed."""

import re

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.staff import queries
from throughcare.staff.models import Clearance, Competence, Cover

TODAY = NOW.date()


def text(client, name, *args):
    """What the page says, without its marks."""
    page = client.get(reverse(name, args=args)).content.decode()
    return " ".join(re.sub(r"</?bdi>|\s+", " ", page).split()).replace(" :", ":")


def test_a_manager_records_training_and_ends_it_and_the_page_says_so(client, cast):
    client.force_login(cast.member("ben"))
    ref = cast.member("amina").ref

    client.post(
        reverse("staff:award", args=[ref]),
        {"kind": "restraint", "awarded_on": "1 1 26", "evidence": "Card 4711"},
    )
    page = text(client, "staff:colleague", ref)
    assert "Card 4711" in page
    assert "Runs out soon" in page
    assert "1 Jan 2027" in page

    one = Competence.objects.get(kind="restraint")
    client.post(
        reverse("staff:end-competence", args=[ref, one.pk]), {"on": "today", "why": "Injured"}
    )
    assert "Ended on 24 Nov 2026: Injured" in text(client, "staff:colleague", ref)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"awarded_on": "tomorrow"}, "is still to come"),
        ({"expires_on": "1 1 2026"}, "It must run out after it was awarded"),
        ({"expires_on": "2 1 2027"}, "By the rules it is good until 1 January 2027"),
        ({"evidence": " "}, "Say what shows it"),
        ({"kind": "erg"}, "Choose one of the answers offered"),  # not for her manager to say
    ],
)
def test_what_cannot_be_recorded_is_said_at_the_field(client, cast, typed, sentence):
    client.force_login(cast.member("ben"))
    form = {"kind": "restraint", "awarded_on": "1 1 26", "evidence": "Card 4711"}

    page = client.post(reverse("staff:award", args=[cast.member("amina").ref]), form | typed)

    assert sentence in page.content.decode()
    assert not Competence.objects.filter(member=cast.member("amina"), kind="restraint").exists()


def test_the_same_form_sent_twice_records_once(client, cast):
    client.force_login(cast.member("ben"))
    address = reverse("staff:award", args=[cast.member("amina").ref])
    once = "0b0e4f0e-3c80-4c5f-9d0b-0d8d3a1f7a55"
    form = {"kind": "prevent", "awarded_on": "1 1 26", "evidence": "Card", "once": once}

    client.post(address, form)
    client.post(address, form)

    assert Competence.objects.filter(kind="prevent").count() == 1


@pytest.mark.parametrize("who", ["amina", "ben", "pia"])
def test_who_may_not_see_a_colleagues_register_finds_nothing_of_it(client, cast, who):
    client.force_login(cast.member(who))
    ref = cast.member("carys").ref

    page = text(client, "staff:colleague", ref)

    assert "Security Check" not in page
    assert "Extremism risk" not in page
    for name in ("award", "clear", "arrange-cover"):
        assert client.get(reverse(f"staff:{name}", args=[ref])).status_code == 403


def test_a_clearance_is_ended_by_an_administrator_alone(client, cast):
    carys, sc = cast.member("carys"), Clearance.objects.get(member=cast.member("carys"))
    address = reverse("staff:end-clearance", args=[carys.ref, sc.pk])

    client.force_login(cast.member("lena"))
    assert client.post(address, {"on": "today", "why": "Left"}).status_code == 403
    client.force_login(cast.member("ada"))
    client.post(address, {"on": "today", "why": "Left"})

    assert queries.clearances_of(carys.pk, on=TODAY) == []


def test_everybody_sees_their_own_and_what_their_role_expects(client, cast):
    client.force_login(cast.member("tess"))

    page = text(client, "staff:mine")

    assert "TCAT 2" in page
    assert "Restraint techniques" in page  # expected, and missing
    assert "Missing" in page
    assert reverse("staff:award", args=[cast.member("tess").ref]) not in page
    client.force_login(cast.member("pia"))
    assert "Nothing recorded." in text(client, "staff:mine")


def test_somebody_says_they_are_away_and_are_back(client, cast):
    client.force_login(cast.member("amina"))
    amina, owen = cast.member("amina"), cast.member("owen")
    assert cast.member("cara").name not in text(client, "staff:arrange-cover", amina.ref)

    client.post(
        reverse("staff:arrange-cover", args=[amina.ref]),
        {"since": "today", "until": "1 12 26", "covered_by": str(owen.ref)},
    )
    assert queries.covered_by(member_id=owen.pk, on=TODAY) == (amina.pk,)
    assert "Owen Pryce sees to their work" in text(client, "staff:mine")

    cover = Cover.objects.get()
    led = client.post(reverse("staff:end-cover", args=[amina.ref, cover.pk]))
    assert led.url == reverse("staff:mine")
    assert queries.covered_by(member_id=owen.pk, on=TODAY) == ()


def test_days_covered_already_are_refused_without_saying_by_whom(client, cast):
    client.force_login(cast.member("amina"))
    address = reverse("staff:arrange-cover", args=[cast.member("amina").ref])
    client.post(address, {"since": "today", "covered_by": str(cast.member("owen").ref)})

    page = client.post(address, {"since": "1 1 27", "covered_by": str(cast.member("ben").ref)})

    assert "Cover is arranged for some of these days already" in page.content.decode()
    assert Cover.objects.count() == 1


def test_the_number_of_anothers_row_is_no_row_of_this_colleague(client, cast):
    client.force_login(cast.member("ada"))
    erg = Competence.objects.get(member=cast.member("carys"), kind="erg")

    wrong = reverse("staff:end-competence", args=[cast.member("amina").ref, erg.pk])

    assert client.get(wrong).status_code == 404


def test_a_page_asks_as_much_of_the_database_for_one_competence_as_for_many(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.member("ada"))
    address = reverse("staff:colleague", args=[cast.member("tess").ref])
    client.get(address)
    with django_assert_max_num_queries(60) as first:
        client.get(reverse("staff:colleague", args=[cast.member("pia").ref]))

    with django_assert_max_num_queries(len(first)):
        client.get(address)
