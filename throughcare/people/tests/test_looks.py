"""Who looked at a record, for the person's manager: by day and colleague, the unusual first."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.audit.models import Deed, Look
from throughcare.foundation.packs import pack
from throughcare.people import actions, queries


def looked(cast, who, person, at=NOW, times=1):
    member = cast.member(who)
    with acting_as(SYSTEM):
        Look.objects.bulk_create(
            Look(
                at=at,
                staff_id=member.pk,
                actor=member.name,
                person_id=getattr(person, "pk", person),
                page="web:overview",
            )
            for _ in range(times)
        )


def page_for(cast, who="ben", **asked):
    actor = getattr(cast, who)
    with acting_as(actor):
        given = {"since": None, "until": None, **asked}
        return queries.looks_page(actor=actor, person=cast.dan, **given)


def said_of(cast, name):
    return [
        sentence
        for line in page_for(cast).unusual
        if line.looks.actor == name
        for sentence in line.unusual
    ]


def test_looks_stand_by_day_and_colleague_with_what_they_were(cast):
    looked(cast, "amina", cast.dan, times=3)
    looked(cast, "owen", cast.dan)
    looked(cast, "amina", cast.dan, at=NOW - timedelta(days=1))

    lines = page_for(cast).lines

    assert [(line.looks.actor, line.looks.pages) for line in lines] == [
        ("Amina Khan", 3),
        ("Owen Pryce", 1),
        ("Amina Khan", 1),
    ]
    assert lines[0].roles == ["Responsible officer (PSO), Ashwell Team A"]
    assert lines[0].how == "Of a unit that holds the person"
    assert page_for(cast).unusual == []


def test_a_look_from_outside_the_units_is_unusual_unless_they_are_named(cast):
    looked(cast, "lena", cast.dan)
    looked(cast, "cara", cast.dan)
    with acting_as(cast.ben):
        actions.grant_access(
            actor=cast.ben, person=cast.dan, member=cast.member("cara"), reason="Cover", at=NOW
        )

    assert said_of(cast, "Lena Novak") == [
        "Looked from outside the units that hold the person. Held then by: Ashwell Team A."
    ]
    assert said_of(cast, "Cara Doyle") == []
    assert {line.how for line in page_for(cast).lines} == {
        "Named",
        "By a role that reaches further than their unit",
    }


def test_a_search_for_a_colleagues_name_is_written_and_told(client, cast):
    client.force_login(cast.member("amina"))
    client.get(reverse("web:find") + "?text=dan+rees")
    client.get(reverse("web:find") + "?text=cara++doyle")
    client.get(reverse("web:overview", kwargs={"ref": cast.dan.ref}))

    with acting_as(SYSTEM):
        assert Deed.objects.filter(verb="people.colleague_searched").count() == 1
    [said] = said_of(cast, "Amina Khan")
    assert "the name of a colleague" in said


def test_a_burst_of_people_or_of_pages_is_unusual_and_names_nobody(cast, monkeypatch):
    rule = pack().look_rule.model_copy(update={"burst_people": 1})
    monkeypatch.setitem(vars(pack()), "look_rule", rule)
    looked(cast, "amina", somebody_of_team_a(cast), at=NOW - timedelta(seconds=1))
    looked(cast, "owen", cast.dan, times=rule.burst_pages)
    looked(cast, "amina", cast.dan)
    assert said_of(cast, "Owen Pryce") == []

    looked(cast, "owen", cast.dan)

    assert said_of(cast, "Owen Pryce") == [
        f"Opened {rule.burst_pages + 1} pages within {rule.burst_minutes} minutes; more than "
        f"{rule.burst_pages} is unusual."
    ]
    assert said_of(cast, "Amina Khan")[0].startswith(
        f"Opened records of {rule.burst_people + 1} people"
    )


def test_whom_the_reader_does_not_see_is_not_even_counted(cast, monkeypatch):
    rule = pack().look_rule.model_copy(update={"burst_people": 1, "burst_pages": 2})
    monkeypatch.setitem(vars(pack()), "look_rule", rule)
    looked(cast, "lena", cast.erin, at=NOW - timedelta(seconds=1), times=3)
    looked(cast, "lena", cast.dan)

    assert [one for one in said_of(cast, "Lena Novak") if one.startswith("Opened")] == []


def somebody_of_team_a(cast):
    with acting_as(SYSTEM):
        person = actions.add_person(
            actor=SYSTEM, given_name="Nye", family_name="Bowen", born_on=date(1990, 1, 1), at=NOW
        )
        actions.hold(
            actor=SYSTEM,
            person=person,
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=NOW.date(),
            at=NOW,
        )
    return person


def test_a_time_narrows_it_down(cast):
    looked(cast, "amina", cast.dan, at=NOW - timedelta(days=5))
    looked(cast, "owen", cast.dan)

    narrowed = page_for(cast, until=(NOW - timedelta(days=5)).date())

    assert [line.looks.actor for line in narrowed.lines] == ["Amina Khan"]


def test_it_is_for_managers_alone(client, cast):
    with pytest.raises(AccessDenied):
        page_for(cast, "amina")
    client.force_login(cast.member("amina"))
    assert client.get(reverse("people:looks", kwargs={"ref": cast.dan.ref})).status_code == 403


def test_every_look_is_on_some_page_and_each_page_takes_as_many_queries(client, cast):
    client.force_login(cast.member("ben"))
    address = reverse("people:looks", kwargs={"ref": cast.dan.ref})
    looked(cast, "amina", cast.dan, at=NOW - timedelta(days=1))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for days in range(2, 40):
        looked(cast, "amina", cast.dan, at=NOW - timedelta(days=days))
    with CaptureQueriesContext(connection) as many:
        first = client.get(address).content.decode()

    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first)
    second = client.get(following[1].replace("&amp;", "&")).content.decode()

    assert len(few) == len(many)
    assert (first + second).count("Responsible officer (PSO), Ashwell Team A") == 39
