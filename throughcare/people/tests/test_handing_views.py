"""The pages on which a case is handed over or taken."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.people import actions
from throughcare.people.models import Holding
from throughcare.people.tests.test_views import alike, page
from throughcare.staff import actions as staff


def held(person, kind="community"):
    with acting_as(SYSTEM):
        return Holding.objects.get(person=person, kind=kind, until=None)


def hand_over(person, kind="community"):
    return page("hand-over", person, id=held(person, kind).pk)


def filled(client, address, cast, who="owen", **changed):
    """The form on that page as whoever reads it fills it in."""
    to = address.split("?")[0]
    found = sheet(client.get(address).content.decode(), page=to, to=to)
    chosen = str(cast.member(who).ref) if who else "nobody"
    return {**found, "colleague": chosen, "note": "Tuesdays are best.", **changed}


def test_the_link_stands_where_who_holds_the_case_is_shown(client, cast):
    client.force_login(cast.member("amina"))

    assert hand_over(cast.dan) in client.get(page("details", cast.dan)).content.decode()


@pytest.mark.parametrize(
    ("who", "kinds"),
    [("cara", ["community"]), ("tess", ["custody"]), ("sol", ["custody"]), ("fay", [])],
)
def test_only_those_who_may_hand_a_case_over_see_the_link(client, cast, who, kinds):
    client.force_login(cast.member(who))

    text = client.get(page("details", cast.erin)).content.decode()

    for kind in ("community", "custody"):
        assert (hand_over(cast.erin, kind) in text) is (kind in kinds)


def test_who_guesses_the_address_reads_who_could_and_the_try_is_written_down(client, cast):
    client.force_login(cast.member("fay"))

    response = client.get(hand_over(cast.erin, "custody"))

    assert response.status_code == 403
    assert "Only the team that holds this case, and managers" in response.content.decode()
    with acting_as(SYSTEM):
        assert Deed.objects.get(verb="people.hold_case").person_id == cast.erin.pk


def test_a_hidden_persons_case_is_not_found_like_one_that_does_not_exist(client, cast):
    client.force_login(cast.member("cara"))

    hidden = client.post(hand_over(cast.dan), {"note": "-", "once": str(uuid4())})
    absent = client.post(page("hand-over", cast.dan, id=uuid4()), {"note": "-"})

    assert hidden.status_code == absent.status_code == 404
    assert alike(hidden) == alike(absent)


def test_a_holding_of_somebody_else_is_not_found_beside_this_person(client, cast):
    client.force_login(cast.member("amina"))

    answer = client.get(page("hand-over", cast.dan, id=held(cast.erin).pk))

    assert answer.status_code == 404


def test_a_case_goes_to_a_colleague_and_the_page_says_so(client, cast):
    client.force_login(cast.member("amina"))
    address = hand_over(cast.dan)

    answer = client.post(address, filled(client, address, cast), follow=True)

    assert answer.redirect_chain == [(page("details", cast.dan), 302)]
    assert "Owen Pryce has the case now." in answer.content.decode()
    client.force_login(cast.member("owen"))
    caseload = client.get(reverse("web:caseload")).content.decode()
    assert "Dan Rees" in caseload
    timeline = client.get(reverse("record:timeline", args=[cast.dan.ref])).content.decode()
    assert "Case taken by Owen Pryce, Ashwell Team A" in timeline
    assert "Tuesdays are best." in timeline


def test_who_no_longer_sees_the_person_lands_on_their_caseload_and_reads_no_name(client, cast):
    client.force_login(cast.member("amina"))
    address = f"{hand_over(cast.dan)}?unit=N50BRKB"

    answer = client.post(address, filled(client, address, cast, "cara"), follow=True)

    assert answer.redirect_chain == [(reverse("web:caseload"), 302)]
    text = answer.content.decode()
    assert "The case is handed over" in text
    assert "Dan Rees" not in text
    assert "Rees" not in text
    assert client.get(page("details", cast.dan)).status_code == 404


def test_a_form_sent_again_by_one_who_no_longer_sees_the_person_ends_no_worse(client, cast):
    client.force_login(cast.member("amina"))
    address = f"{hand_over(cast.dan)}?unit=N50BRKB"
    form = filled(client, address, cast, "cara")

    first, second = (client.post(address, form) for _ in range(2))

    assert first.url == second.url == reverse("web:caseload")
    with acting_as(SYSTEM):
        assert Holding.objects.filter(person=cast.dan).count() == 2
    assert client.post(address, {**form, "once": str(uuid4())}).status_code == 404


def test_a_form_sent_twice_by_one_who_still_sees_the_person_hands_over_once(client, cast):
    client.force_login(cast.member("amina"))
    address = hand_over(cast.dan)
    form = filled(client, address, cast)

    first, second = (client.post(address, form) for _ in range(2))

    assert first.url == second.url == page("details", cast.dan)
    with acting_as(SYSTEM):
        assert Holding.objects.filter(person=cast.dan).count() == 2


def test_colleagues_of_another_team_are_offered_without_a_script(client, cast):
    client.force_login(cast.member("amina"))

    own = client.get(hand_over(cast.dan)).content.decode()
    other = client.get(f"{hand_over(cast.dan)}?unit=N50BRKB").content.decode()

    assert options(own, "colleague") == [
        "Choose",
        "Ben Adeyemi",
        "Owen Pryce",
        "Nobody yet: their manager will give it out",
    ]
    assert options(other, "colleague") == [
        "Choose",
        "Cara Doyle",
        "Nobody yet: their manager will give it out",
    ]
    assert "The case goes to another unit" in other
    assert "The case goes to another unit" not in own


def options(text, name):
    select = text.split(f'name="{name}"')[1].split("</select>")[0]
    return re.findall(r"<option[^>]*>([^<]*)<", select)


@pytest.mark.parametrize("unit", ["MWI-H", "N50CT", "nonsense", "\x00"])
def test_a_unit_the_case_cannot_go_to_is_not_found(client, cast, unit):
    client.force_login(cast.member("amina"))

    assert client.get(hand_over(cast.dan), {"unit": unit}).status_code == 404


def test_a_colleague_of_another_team_cannot_be_slipped_in(client, cast):
    client.force_login(cast.member("amina"))
    address = hand_over(cast.dan)

    answer = client.post(address, filled(client, address, cast, "cara"))

    assert "Choose one of the answers offered" in answer.content.decode()
    assert held(cast.dan).holder_id == cast.member("amina").pk


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("colleague", "", "Choose who takes the case"),
        ("on", "4 1 26", "The case has been held so only since"),
        ("on", "25/11/2026", "is still to come"),
        ("note", "", "Write what whoever takes the case needs to know"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_at_the_top(client, cast, field, typed, said):
    client.force_login(cast.member("amina"))
    address = hand_over(cast.dan)

    text = client.post(address, filled(client, address, cast, **{field: typed})).content.decode()

    assert "There is a problem" in text
    assert text.count(said) == 2
    assert held(cast.dan).holder_id == cast.member("amina").pk


def test_the_second_writer_is_told_who_has_the_case_and_chooses(client, cast):
    client.force_login(cast.member("amina"))
    address = hand_over(cast.dan)
    amina = filled(client, address, cast)
    client.force_login(cast.member("ben"))
    ben = filled(client, address, cast, "amina")
    ben = filled(client, address, cast, "ben", note="Mine for now.")
    client.force_login(cast.member("amina"))
    client.post(address, amina)
    client.force_login(cast.member("ben"))

    conflict = client.post(address, ben)

    text = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Somebody else gave this case out" in text
    assert "It is now with <strong><bdi>Owen Pryce</bdi>" in text
    assert "Mine for now." in text
    assert held(cast.dan).holder_id == cast.member("owen").pk
    again = hand_over(cast.dan)
    assert client.post(again, sheet(text, page=address, to=again)).status_code == 302
    assert held(cast.dan).holder_id == cast.member("ben").pk


def test_two_who_had_the_same_in_mind_are_both_content(client, cast):
    client.force_login(cast.member("ben"))
    address = hand_over(cast.dan)
    bens = filled(client, address, cast)
    client.force_login(cast.member("amina"))
    client.post(address, filled(client, address, cast))
    client.force_login(cast.member("ben"))

    answer = client.post(address, bens, follow=True)

    assert "Owen Pryce has the case now." in answer.content.decode()
    with acting_as(SYSTEM):
        assert Holding.objects.filter(person=cast.dan).count() == 2


def test_two_who_gave_it_to_different_teams_had_not_the_same_in_mind(client, cast):
    with acting_as(SYSTEM):
        staff.add_unit(
            actor=SYSTEM,
            kind="team",
            code="N50ASHC",
            name="Ashwell Team C",
            parent=cast.unit("N50ASH"),
        )
    client.force_login(cast.member("ben"))
    address = hand_over(cast.dan)
    here = filled(client, address, cast, who="")
    client.post(f"{address}?unit=N50ASHC", here | {"once": str(uuid4())})

    answer = client.post(address, here)

    assert answer.status_code == 409
    assert "Ashwell Team C" in answer.content.decode()


def test_an_old_link_to_a_case_that_changed_hands_says_so(client, cast):
    client.force_login(cast.member("ben"))
    address = hand_over(cast.dan)
    client.post(address, filled(client, address, cast))

    answer = client.get(address, follow=True)

    assert answer.redirect_chain == [(page("details", cast.dan), 302)]
    assert "Meanwhile somebody else has changed" in answer.content.decode()


def test_a_case_nobody_has_yet_is_offered_to_whoever_opens_it(client, cast):
    client.force_login(cast.member("ben"))
    address = hand_over(cast.dan)
    client.post(address, filled(client, address, cast, who=""))
    assert held(cast.dan).holder_id is None

    details = client.get(page("details", cast.dan)).content.decode()
    assert "Take this case, or give it to a colleague" in details
    address = hand_over(cast.dan)
    form = sheet(client.get(address).content.decode(), page=address, to=address)
    assert form["colleague"] == str(cast.member("ben").ref)
    client.post(address, {**form, "note": "Mine."})

    assert held(cast.dan).holder_id == cast.member("ben").pk


def test_a_specialist_team_takes_somebody_on(client, cast):
    client.force_login(cast.member("lena"))
    address = page("take", cast.dan, kind="specialist")
    assert address in client.get(page("details", cast.dan)).content.decode()

    form = filled(client, address, cast, "carys")
    first, second = (client.post(address, form) for _ in range(2))

    assert first.url == second.url == page("details", cast.dan)
    assert held(cast.dan, "specialist").holder_id == cast.member("carys").pk
    assert held(cast.dan).holder_id == cast.member("amina").pk
    assert address not in client.get(page("details", cast.dan)).content.decode()


def test_somebody_nobody_supervises_outside_is_taken_by_one_named_for_them(client, cast):
    with acting_as(SYSTEM):
        actions.end_holding(
            actor=SYSTEM, person=cast.erin, holding=held(cast.erin), on=NOW.date(), at=NOW
        )
        actions.grant_access(
            actor=SYSTEM, person=cast.erin, member=cast.member("ben"), reason="Due out", at=NOW
        )
    client.force_login(cast.member("ben"))
    address = page("take", cast.erin, kind="community")
    assert address in client.get(page("details", cast.erin)).content.decode()

    client.post(address, filled(client, address, cast, "owen"))

    assert held(cast.erin).holder_id == cast.member("owen").pk


@pytest.mark.parametrize(("who", "kind"), [("amina", "specialist"), ("amina", "community")])
def test_who_has_no_team_to_take_for_is_told_who_could(client, cast, who, kind):
    client.force_login(cast.member(who))

    answer = client.get(page("take", cast.dan, kind=kind))

    assert answer.status_code in (302, 403)
    assert (
        page("take", cast.dan, kind=kind)
        not in client.get(page("details", cast.dan)).content.decode()
    )


@pytest.mark.parametrize("kind", ["custody", "provider", "nonsense"])
def test_only_cases_and_specialist_holdings_can_be_taken(client, cast, kind):
    client.force_login(cast.member("amina"))

    assert client.get(page("take", cast.dan, kind=kind)).status_code == 404
