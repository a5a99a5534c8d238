"""Roles, clearances and what they do to whom somebody sees, from one page to the next."""

from datetime import date, timedelta

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, acting_as
from throughcare.people.models import Person
from throughcare.people.reach import actor_for
from throughcare.staff import actions
from throughcare.staff.models import Posting

TODAY = NOW.date()


def post(cast, key, unit, role="responsible-officer", **more):
    named = {"since": TODAY, **more}
    with acting_as(cast.ada):
        return actions.post(
            actor=cast.ada, member=cast.member(key), unit=cast.unit(unit), role=role, **named
        )


def seen_by(cast, key, at=NOW):
    actor = actor_for(staff_id=cast.member(key).pk, at=at)
    with acting_as(actor):
        return set(Person.objects.values_list("given_name", flat=True))


def test_a_second_role_elsewhere_adds_its_people_at_once(cast):
    assert seen_by(cast, "cara") == {"Erin"}

    post(cast, "cara", "N50ASHA")

    assert seen_by(cast, "cara") == {"Dan", "Erin"}


def test_a_role_to_come_shows_nobody_before_its_first_day_and_everybody_from_it(cast):
    post(cast, "cara", "N50ASHA", since=TODAY + timedelta(days=3))

    assert seen_by(cast, "cara") == {"Erin"}
    assert seen_by(cast, "cara", NOW + timedelta(days=3)) == {"Dan", "Erin"}


def test_a_role_ends_by_itself_on_its_last_day(cast):
    post(cast, "cara", "N50ASHA", until=TODAY + timedelta(days=2))

    assert seen_by(cast, "cara") == {"Dan", "Erin"}
    assert seen_by(cast, "cara", NOW + timedelta(days=2)) == {"Erin"}


def test_acting_up_brings_the_powers_of_the_role_for_a_time(cast):
    assert "supervising-officer" not in cast.tess.roles

    post(
        cast,
        "tess",
        "MWI",
        role="supervising-officer",
        acting_up=True,
        until=TODAY + timedelta(days=5),
    )

    assert cast.tess.roles == {"therapeutic-community-officer", "supervising-officer"}
    [acting] = [held for held in cast.tess.held if held.acting_up]
    assert acting.unit_name == "HMP Marwood"


def test_acting_up_without_an_end_is_refused(cast):
    with pytest.raises(actions.ActingUpNeedsAnEnd):
        post(cast, "tess", "MWI", role="supervising-officer", acting_up=True)


def test_two_roles_do_not_lend_each_other_their_markings(cast):
    """Therapy notes are read on the wing where the therapy role is held, nowhere else."""
    post(cast, "tess", "N50ASHA")

    therapy = next(n for n in cast.tess.markings if n == 3)
    places = {held.unit_name: therapy in held.markings for held in cast.tess.held}
    assert places == {"Haven": True, "Ashwell Team A": False}
    unit = cast.unit("N50ASHA").pk
    assert unit * 64 in cast.tess.unit_keys()
    assert unit * 64 + therapy not in cast.tess.unit_keys()


def test_an_ended_role_is_gone_at_the_next_page(cast):
    with acting_as(cast.ada):
        posting = Posting.objects.get(member=cast.member("cara"))
        actions.end_posting(actor=cast.ada, posting=posting, on=TODAY)

    assert seen_by(cast, "cara") == set()


def test_a_clearance_that_expires_takes_its_markings_along(cast):
    with acting_as(cast.ada):
        actions.clear(
            actor=cast.ada,
            member=cast.member("amina"),
            level="sc",
            since=TODAY,
            until=TODAY + timedelta(days=1),
        )

    carys = cast.carys
    assert 2 in carys.markings
    after = actor_for(staff_id=cast.member("carys").pk, at=NOW.replace(year=2031))
    assert 2 not in after.markings


@pytest.mark.parametrize("who", ["amina", "ben", "sol", "pia"])
def test_only_an_administrator_changes_who_works_here(cast, who):
    actor = getattr(cast, who)
    with acting_as(actor), pytest.raises(AccessDenied, match="Only an administrator"):
        actions.post(
            actor=actor,
            member=cast.member("cara"),
            unit=cast.unit("EW"),
            role="ct-lead",
            since=date(2026, 1, 1),
        )


def test_a_role_the_pack_does_not_have_is_refused(cast):
    with pytest.raises(actions.UnknownRole):
        post(cast, "cara", "N50ASHA", role="wizard")
