"""A specialist team lets somebody go, and hands them to nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from tests.faults.sheets import sheet
from tests.world import SINCE
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.people import actions
from throughcare.people.models import Grant, Holding, Person
from throughcare.people.tests.test_handing import give, open_one
from throughcare.people.tests.test_views import alike, page

TODAY = NOW.date()
WHY = "No longer in scope: the regional meeting of 20 November."


@pytest.fixture
def held(cast):
    """Dan, as the specialist team holds him through Carys."""
    with acting_as(SYSTEM):
        actions.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("carys"),
            on=SINCE,
            at=NOW,
        )
    return open_one(cast.dan, "specialist")


def let_go(cast, who, holding, **changed):
    actor = getattr(cast, who)
    said = {"because": WHY, "on": TODAY, "at": NOW, "id": uuid4(), **changed}
    with acting_as(actor):
        return actions.let_go(actor=actor, person=holding.person, holding=holding, **said)


def test_whom_the_team_let_go_its_people_see_no_more_and_the_others_do(cast, held):
    let_go(cast, "carys", held)

    for who, sees in (("carys", False), ("amina", True)):
        with acting_as(getattr(cast, who)):
            assert Person.objects.filter(pk=cast.dan.pk).exists() is sees
    assert open_one(cast.dan).holder_id == cast.member("amina").pk


def timeline(client, cast):
    client.force_login(cast.member("amina"))
    return client.get(reverse("record:timeline", args=[cast.dan.ref])).content.decode()


def test_the_reason_is_what_the_timeline_says(client, cast, held):
    let_go(cast, "carys", held, on=TODAY - timedelta(days=3))

    text = timeline(client, cast)

    assert "No longer held by North CT team" in text
    assert WHY in text


def test_who_was_let_go_by_two_stays_so_and_the_timeline_says_it_once(client, cast, held):
    let_go(cast, "lena", held)
    with acting_as(SYSTEM):
        ended = let_go_as_the_program(held)

    assert (ended.until, ended.ended_because) == (TODAY, WHY)
    assert timeline(client, cast).count("No longer held by North CT team") == 1


def let_go_as_the_program(held):
    return actions.let_go(
        actor=SYSTEM,
        person=held.person,
        holding=held,
        because="Another reason",
        on=TODAY,
        at=NOW,
        id=uuid4(),
    )


def test_who_was_handed_over_meanwhile_is_not_let_go(cast, held):
    unit = cast.unit("N50CT")
    give(cast, "carys", cast.dan, kind="specialist", unit=unit, holder=cast.member("lena"))

    with pytest.raises(actions.ChangedHands):
        let_go(cast, "carys", held)

    assert open_one(cast.dan, "specialist").holder_id == cast.member("lena").pk


def test_nobody_is_let_go_before_the_day_they_were_taken_on(cast, held):
    with pytest.raises(actions.BeforeItBegan):
        let_go(cast, "carys", held, on=SINCE - timedelta(days=1))


def test_only_who_gives_out_the_teams_cases_lets_somebody_go(cast, held):
    with pytest.raises(AccessDenied, match="Only the team that holds this case"):
        let_go(cast, "ben", held)

    assert open_one(cast.dan, "specialist") == held


@pytest.mark.parametrize("kind", ["community", "custody"])
def test_a_case_outside_or_on_a_wing_is_handed_over_not_let_go(cast, kind):
    holding = open_one(cast.erin, kind)

    with pytest.raises(NotVisible):
        let_go(cast, "cara" if kind == "community" else "sol", holding)

    assert open_one(cast.erin, kind) == holding


def test_a_name_that_came_with_holding_the_person_goes_with_it(cast, held):
    with acting_as(SYSTEM):
        actions.restrict_person(
            actor=SYSTEM, person=cast.dan, named=[cast.member("lena")], reason="Press", at=NOW
        )

    let_go(cast, "lena", open_one(cast.dan, "specialist"))

    with acting_as(cast.carys):
        assert not Person.objects.exists()
    with acting_as(SYSTEM):
        running = Grant.objects.filter(person=cast.dan, until=None)
        assert {one.member_id for one in running} == {
            cast.member("lena").pk,
            cast.member("amina").pk,
        }


# The page


def filled(client, address, **said):
    form = sheet(client.get(address).content.decode(), page=address, to=address)
    return {**form, "because": WHY, **said}


def test_who_lets_somebody_go_and_sees_them_no_more_reads_so_and_no_name(client, cast, held):
    client.force_login(cast.member("carys"))
    address = page("let-go", cast.dan, id=held.pk)
    assert address in client.get(page("details", cast.dan)).content.decode()
    form = filled(client, address)

    first, second = (client.post(address, form, follow=True) for _ in range(2))

    for answer in (first, second):
        assert answer.redirect_chain == [(reverse("web:caseload"), 302)]
        assert "Your team holds them no more." in answer.content.decode()
        assert "Rees" not in answer.content.decode()
    assert client.post(address, {**form, "once": str(uuid4())}).status_code == 404


def test_who_goes_on_seeing_the_person_lands_on_their_details(client, cast, held):
    client.force_login(cast.member("lena"))
    address = page("let-go", cast.dan, id=held.pk)
    form = filled(client, address)

    first, second = (client.post(address, form, follow=True) for _ in range(2))

    for answer in (first, second):
        assert answer.redirect_chain == [(page("details", cast.dan), 302)]
        assert "North CT team holds this person no more." in answer.content.decode()
    with acting_as(SYSTEM):
        assert Holding.objects.get(pk=held.pk).until == TODAY
    assert timeline(client, cast).count("No longer held by North CT team") == 1


def test_an_old_link_says_that_somebody_else_was_quicker(client, cast, held):
    client.force_login(cast.member("lena"))
    address = page("let-go", cast.dan, id=held.pk)
    form = filled(client, address)
    unit = cast.unit("N50CT")
    give(cast, "lena", cast.dan, kind="specialist", unit=unit, holder=cast.member("lena"))

    for answer in (client.get(address, follow=True), client.post(address, form, follow=True)):
        assert answer.redirect_chain == [(page("details", cast.dan), 302)]
        assert "Meanwhile somebody else has changed" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("on", "4 1 26", "The case has been held so only since"),
        ("on", "25/11/2026", "is still to come"),
        ("because", "", "Write why the team lets this person go"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_at_the_top(client, cast, held, field, typed, said):
    client.force_login(cast.member("lena"))
    address = page("let-go", cast.dan, id=held.pk)

    text = client.post(address, filled(client, address, **{field: typed})).content.decode()

    assert "There is a problem" in text
    assert text.count(said) == 2
    assert open_one(cast.dan, "specialist") == held


def test_the_page_says_who_is_left(client, cast, held):
    client.force_login(cast.member("lena"))
    address = page("let-go", cast.dan, id=held.pk)
    assert "The others who hold the person go on." in client.get(address).content.decode()

    with acting_as(SYSTEM):
        actions.end_holding(
            actor=SYSTEM, person=cast.dan, holding=open_one(cast.dan), on=TODAY, at=NOW
        )

    assert "Nobody else holds this person." in client.get(address).content.decode()


def test_who_may_not_sees_no_way_and_is_told_who_could(client, cast, held):
    client.force_login(cast.member("amina"))
    address = page("let-go", cast.dan, id=held.pk)

    assert address not in client.get(page("details", cast.dan)).content.decode()
    answer = client.post(address, {"because": "-"})

    assert answer.status_code == 403
    assert "Only the team that holds this case" in answer.content.decode()


def test_a_hidden_persons_holding_is_not_found_like_one_that_does_not_exist(client, cast, held):
    client.force_login(cast.member("cara"))

    hidden = client.post(page("let-go", cast.dan, id=held.pk), {"because": "-"})
    absent = client.post(page("let-go", cast.dan, id=uuid4()), {"because": "-"})

    assert hidden.status_code == absent.status_code == 404
    assert alike(hidden) == alike(absent)


def test_a_case_outside_has_no_such_page(client, cast):
    client.force_login(cast.member("amina"))

    assert client.get(page("let-go", cast.dan, id=open_one(cast.dan).pk)).status_code == 404
