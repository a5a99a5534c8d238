"""What is worked out from something marked is for those alone who may know of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.calculations import actions, queries
from throughcare.calculations.models import Calculation, Due
from throughcare.calculations.tests.conftest import tell
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.risk.facts import FlagFacts

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def secret(scored: Any) -> Calculation:
    """A counter-terrorism flag on Dan that gives points in the earlier tier, worked out."""
    ct = pack().markings["ct"].number
    flag = FlagFacts(key="nomis:alert:9", type="terrorism", title="Zebra finch", marking=ct)
    tell(scored, flag)
    actions.work_off(at=LATER)
    with acting_as(SYSTEM):
        return Calculation.objects.get(person=scored, subject="tier_2", marking=ct)


def test_two_are_kept_where_what_is_marked_makes_a_difference(scored, secret):
    with acting_as(SYSTEM):
        ordinary = Calculation.objects.filter(person=scored, subject="tier_2", marking=0)
        marked = Calculation.objects.exclude(marking=0).values_list("subject", flat=True)

        assert [row.result["protect_points"] for row in ordinary] == [0]
        assert secret.result["protect_points"] == 2
        # The tier of today does not look at the flag: there is nothing to keep beside it.
        assert set(marked) == {"tier_2"}


def test_a_day_that_passes_is_no_difference_that_what_is_marked_makes(scored, secret):
    actions.recalculate({scored.pk}, at=LATER + timedelta(days=40))

    with acting_as(SYSTEM):
        marked = Calculation.objects.exclude(marking=0).values_list("subject", flat=True)
        assert set(marked) == {"tier_2"}


@pytest.mark.parametrize(
    ("who", "sees"), [("amina", False), ("owen", False), ("ben", False), ("lena", True)]
)
def test_who_sees_what_is_worked_out_from_it(cast, secret, who, sees):
    actor = getattr(cast, who)
    with acting_as(actor):
        groups = queries.calculations_of(actor=actor, person=cast.dan.pk)
        there = Calculation.objects.filter(pk=secret.pk).exists()

    tiers = [line for group in groups for line in group.lines if line.subject == "tier_2"]
    assert there is sees
    assert len(tiers) == (2 if sees else 1)
    assert any(line.marking for line in tiers) is sees


@pytest.mark.parametrize(
    ("who", "status"), [("amina", 404), ("cara", 404), ("ada", 404), ("lena", 200)]
)
def test_its_address_is_not_found_by_others(cast, client, secret, who, status):
    client.force_login(cast.member(who))

    answer = client.get(f"/people/{cast.dan.ref}/calculations/{secret.pk}")

    assert answer.status_code == status
    assert (b"Zebra" in answer.content) is False


def test_the_ordinary_history_does_not_tell_that_something_was_worked_out_again(
    cast, client, scored, secret
):
    client.force_login(cast.member("amina"))
    with acting_as(cast.amina):
        row = Calculation.objects.get(person=cast.dan, subject="tier_2")

    page = client.get(f"/people/{cast.dan.ref}/calculations/{row.pk}").text

    assert page.count("As it was then") == 1
    assert "Counter-terrorism" not in page


def test_one_of_somebody_else_is_not_found_under_this_persons_address(cast, client, secret):
    client.force_login(cast.member("lena"))

    answer = client.get(f"/people/{cast.erin.ref}/calculations/{secret.pk}")

    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["cara", "tess", "pia", "ada"])
def test_who_does_not_see_dan_sees_nothing_of_it(cast, secret, who):
    actor = getattr(cast, who)
    with acting_as(actor):
        assert not Calculation.objects.filter(person=cast.dan).exists()
        assert not Due.objects.exists()
        assert queries.tiers_of(actor=actor, people=[cast.dan.pk]) == {}


def test_a_flag_taken_back_leaves_both_alike(scored, secret):
    ct = pack().markings["ct"].number
    flag = FlagFacts(
        key="nomis:alert:9",
        type="terrorism",
        title="Zebra finch",
        marking=ct,
        is_active=False,
        ended_on=NOW.date(),
        end_note="A mistake",
    )
    tell(scored, flag)
    actions.work_off(at=LATER + timedelta(minutes=5))

    with acting_as(SYSTEM):
        rows = Calculation.objects.filter(person=scored, subject="tier_2", marking=ct)
        newest = rows.latest("calculated_at")
        groups = queries.calculations_of(actor=SYSTEM, person=scored.pk)
    assert newest.result["protect_points"] == 0
    assert sum(line.subject == "tier_2" for group in groups for line in group.lines) == 1
