"""Who may do what with flags and levels; a flag marked for few shows others nothing at all."""

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as, decide
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry
from throughcare.risk import actions, queries
from throughcare.risk.access import CHANGE_FLAG, CHANGE_LEVEL
from throughcare.risk.facts import FlagFacts, NoteFacts
from throughcare.risk.models import Flag, FlagChange

#                 Dan: flag, level    Erin: flag, level
WHO = [
    ("amina", True, True, False, False),
    ("owen", True, True, False, False),
    ("ben", True, True, False, False),
    ("cara", False, False, True, True),
    ("carys", False, False, False, False),
    ("lena", True, True, True, True),
    ("sol", False, False, True, False),
    ("gwen", False, False, True, False),
    ("tess", False, False, True, False),
    ("tom", False, False, True, False),
    ("fay", False, False, False, False),
    ("pia", False, False, False, False),
    ("ada", False, False, False, False),
]


@pytest.mark.parametrize(("who", "dan_flag", "dan_level", "erin_flag", "erin_level"), WHO)
def test_who_may_change_flags_and_levels(cast, who, dan_flag, dan_level, erin_flag, erin_level):
    actor = getattr(cast, who)

    assert decide(actor, CHANGE_FLAG, cast.dan).allowed is dan_flag
    assert decide(actor, CHANGE_LEVEL, cast.dan).allowed is dan_level
    assert decide(actor, CHANGE_FLAG, cast.erin).allowed is erin_flag
    assert decide(actor, CHANGE_LEVEL, cast.erin).allowed is erin_level


@pytest.fixture
def secret(cast):
    """A flag on Dan that only those cleared for counter-terrorism work may know."""
    with acting_as(SYSTEM):
        for key, type, title, marking in (
            ("ndelius:registration:1", "risk-to-staff", "Risk to staff", 0),
            ("nomis:alert:9", "alert-xtact", "Zebra finch", pack().markings["ct"].number),
        ):
            facts = FlagFacts(
                key=key,
                type=type,
                title=title,
                marking=marking,
                notes=(NoteFacts(text=f"{title} said."),),
            )
            actions.learn_flag(actor=SYSTEM, person=cast.dan, facts=facts, source=None, at=NOW)
        return Flag.objects.get(source_key="nomis:alert:9")


@pytest.mark.parametrize(
    ("who", "sees"), [("amina", False), ("owen", False), ("ben", False), ("lena", True)]
)
def test_a_marked_flag_is_nowhere_for_those_who_may_not_know(cast, secret, who, sees):
    actor = getattr(cast, who)
    with acting_as(actor):
        page = queries.risk_page(actor=actor, person=cast.dan, today=NOW.date())
        overview = queries.risk_overview(actor=actor, person=cast.dan, today=NOW.date())
        badges = queries.badges_for(actor=actor, person=cast.dan.pk, today=NOW.date())
        history = FlagChange.objects.filter(flag=secret.pk)
        entries = Entry.objects.filter(kind="flag-raised")

        told = repr((page, overview, badges, list(entries.values_list("title", "text"))))
        assert ("Zebra finch" in told) is sees
        assert sum(len(flags) for _, flags in page.flags) == (2 if sees else 1)
        assert len(overview.flags) == len(badges.flags) == (2 if sees else 1)
        assert history.exists() is sees


@pytest.mark.parametrize(("who", "status"), [("amina", 404), ("cara", 404), ("lena", 200)])
@pytest.mark.parametrize("step", ["review", "end"])
def test_the_address_of_a_marked_flag_is_not_found(cast, client, secret, who, status, step):
    client.force_login(cast.member(who))

    answer = client.get(f"/people/{cast.dan.ref}/risk/flags/{secret.pk}/{step}")

    assert answer.status_code == status
    if status == 404:
        assert b"Zebra" not in answer.content


def test_the_page_shows_no_trace_of_a_marked_flag(cast, client, secret):
    client.force_login(cast.member("amina"))

    answer = client.get(f"/people/{cast.dan.ref}/risk")

    assert answer.status_code == 200
    assert b"Risk to staff" in answer.content
    for trace in (b"Zebra", b"Counter-terrorism", b"Terrorism", b"more warning", b"ended ("):
        assert trace not in answer.content


def test_a_flag_of_somebody_else_is_not_found_under_this_persons_address(cast, client, secret):
    client.force_login(cast.member("lena"))

    answer = client.get(f"/people/{cast.erin.ref}/risk/flags/{secret.pk}/review")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("ben", 200), ("lena", 200), ("cara", 404), ("tess", 404), ("ada", 404)],
)
def test_who_reads_the_page(cast, client, who, status):
    client.force_login(cast.member(who))

    assert client.get(f"/people/{cast.dan.ref}/risk").status_code == status


@pytest.mark.parametrize("page", ["risk/flags/new", "risk/level"])
def test_whoever_may_not_change_it_is_told_who_can(cast, client, page):
    client.force_login(cast.member("fay"))

    answer = client.get(f"/people/{cast.erin.ref}/{page}")

    assert answer.status_code == 403
    assert b"Only " in answer.content
