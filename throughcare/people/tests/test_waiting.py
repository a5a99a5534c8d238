"""People whose case nobody holds yet, and those who can give it out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions, queries
from throughcare.people.queries import waiting
from throughcare.people.tests.test_handing import give, open_one
from throughcare.people.tests.test_views import page

TODAY = NOW.date()


def nobody_holds(cast, name, *, unit="N50ASHA", kind="community", days=0):
    """Somebody new, with a unit for so many days and nobody of it."""
    with acting_as(SYSTEM):
        person = actions.add_person(actor=SYSTEM, given_name=name, family_name="Moore", at=NOW)
        actions.hold(
            actor=SYSTEM,
            person=person,
            kind=kind,
            unit=cast.unit(unit),
            on=TODAY - timedelta(days=days),
            at=NOW,
        )
    return person


def listed(cast, who, after=""):
    actor = getattr(cast, who)
    with acting_as(actor):
        found = queries.people_waiting(actor=actor, after=after)
        return [line.person.name.split()[0] for line in found.lines], found


def counted(cast, who):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.how_many_wait(actor=actor)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("amina", ["Ann"]),
        ("ben", ["Ann"]),
        ("cara", ["Bea"]),
        ("lena", ["Ann", "Bea"]),
        ("carys", []),
        ("sol", []),
        ("tess", []),
        ("fay", []),
        ("pia", []),
        ("ada", []),
    ],
)
def test_whoever_can_give_a_case_out_sees_that_it_waits(cast, who, names):
    nobody_holds(cast, "Ann", days=3)
    nobody_holds(cast, "Bea", unit="N50BRKB", days=2)
    nobody_holds(cast, "Col", unit="MWI-H", kind="custody", days=1)

    assert listed(cast, who)[0] == names
    assert counted(cast, who) == len(names)


def test_a_case_waits_no_more_once_it_is_given_out(cast):
    give(cast, "amina", cast.dan, holder=None)
    assert listed(cast, "ben")[0] == ["Dan"]

    give(cast, "ben", cast.dan, holder=cast.member("ben"))

    assert listed(cast, "ben")[0] == []
    assert counted(cast, "ben") == 0


def test_somebody_in_custody_whom_nobody_holds_outside_waits_for_those_named(cast):
    with acting_as(SYSTEM):
        actions.end_holding(
            actor=SYSTEM, person=cast.erin, holding=open_one(cast.erin), on=TODAY, at=NOW
        )
        for who in ("ben", "fay"):
            actions.grant_access(
                actor=SYSTEM, person=cast.erin, member=cast.member(who), reason="Due out", at=NOW
            )

    names, found = listed(cast, "ben")

    assert names == ["Erin"]
    assert found.lines[0].holding is None
    assert listed(cast, "lena")[0] == listed(cast, "fay")[0] == []


def test_a_person_of_the_specialist_team_without_a_case_outside_waits_for_its_lead(cast):
    nobody_holds(cast, "Ann", unit="N50CT", kind="specialist")

    assert listed(cast, "lena")[0] == ["Ann"]
    assert listed(cast, "carys")[0] == []


def test_who_must_not_see_somebody_is_not_told_that_they_wait(cast):
    person = nobody_holds(cast, "Ann")
    with acting_as(SYSTEM):
        actions.exclude_colleague(
            actor=SYSTEM, person=person, member=cast.member("ben"), reason="Kin", at=NOW
        )

    assert (listed(cast, "ben")[0], counted(cast, "ben")) == ([], 0)
    assert (listed(cast, "amina")[0], counted(cast, "amina")) == (["Ann"], 1)


def test_a_restricted_case_waits_for_those_named_who_may_name_others(cast):
    person = nobody_holds(cast, "Ann")
    with acting_as(SYSTEM):
        actions.restrict_person(
            actor=SYSTEM,
            person=person,
            named=[cast.member("ben"), cast.member("amina")],
            reason="Press",
            at=NOW,
        )

    assert counted(cast, "ben") == 1
    assert counted(cast, "amina") == counted(cast, "lena") == 0


def test_who_has_waited_longest_comes_first_and_the_list_goes_on_where_it_stopped(
    cast, monkeypatch
):
    monkeypatch.setattr(waiting, "PAGE", 2)
    for days, name in enumerate(["Ann", "Bea", "Col", "Dee", "Eve"]):
        nobody_holds(cast, name, days=days // 2)  # several on one day

    pages, after = [], ""
    while True:
        names, found = listed(cast, "ben", after)
        pages.append(names)
        after = found.after
        if not after:
            break

    assert [len(names) for names in pages] == [2, 2, 1]
    assert pages[0] == ["Eve", pages[0][1]]
    assert sorted(name for names in pages for name in names) == ["Ann", "Bea", "Col", "Dee", "Eve"]
    assert {pages[2][0], pages[1][1]} == {"Ann", "Bea"}


def test_it_takes_as_many_questions_for_one_as_for_many(cast):
    def questions():
        ben = cast.ben
        with acting_as(ben), CaptureQueriesContext(connection) as asked:
            queries.people_waiting(actor=ben)
        return len(asked)

    nobody_holds(cast, "Ann")
    few = questions()
    for number in range(4):
        nobody_holds(cast, f"Person{number}")
    assert questions() == few

    for who, more in (("ben", 1), ("fay", 0)):
        actor = getattr(cast, who)
        with acting_as(actor), CaptureQueriesContext(connection) as asked:
            queries.how_many_wait(actor=actor)
        assert len(asked) == more


# The pages


def test_the_caseload_says_how_many_wait_and_leads_to_them(client, cast):
    client.force_login(cast.member("ben"))
    here, there = reverse("web:caseload"), reverse("people:waiting")
    assert there not in client.get(here).content.decode()
    person = nobody_holds(cast, "Ann")

    assert f'href="{there}">Waiting to be given to somebody</a>: 1' in " ".join(
        client.get(here).content.decode().split()
    )
    text = client.get(there).content.decode()
    assert "Ann Moore" in text
    assert page("hand-over", person, id=open_one(person).pk) in text


def test_who_has_no_team_is_taken_for_one(client, cast):
    person = nobody_holds(cast, "Col", unit="N50CT", kind="specialist")
    client.force_login(cast.member("lena"))

    text = client.get(reverse("people:waiting")).content.decode()

    take = page("take", person, kind="community")
    assert take in text
    assert client.get(take).status_code == 200


def test_the_page_says_that_nobody_waits(client, cast):
    client.force_login(cast.member("fay"))

    assert "Nobody waits." in client.get(reverse("people:waiting")).content.decode()


@pytest.mark.parametrize(
    "after",
    ["nonsense", "2026-11-24", "2026-13-01_9d7f1c50-0000-4000-8000-000000000001", "\x00_\x00"],
)
def test_an_address_that_is_no_place_in_the_list_is_its_beginning(client, cast, after):
    nobody_holds(cast, "Ann")
    client.force_login(cast.member("ben"))

    assert "Ann Moore" in client.get(reverse("people:waiting"), {"after": after}).content.decode()
