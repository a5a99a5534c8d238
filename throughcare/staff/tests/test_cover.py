"""Who is away, who covers, and to whom the work comes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.staff import actions, queries
from throughcare.staff.models import Cover

TODAY = NOW.date()
NEXT_WEEK = TODAY + timedelta(days=7)


def away(cast, who, covered_by, *, actor=SYSTEM, since=TODAY, until=NEXT_WEEK):
    with acting_as(actor):
        return actions.arrange_cover(
            actor=actor,
            member=cast.member(who),
            covered_by=cast.member(covered_by),
            since=since,
            until=until,
            at=NOW,
        )


def comes_to(cast, who, on=TODAY):
    keys = {cast.member(key).pk: key for key in ("amina", "owen", "ben", "cara")}
    found = queries.covered_by(member_id=cast.member(who).pk, on=on)
    return {keys[number] for number in found}


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("amina", "amina", True),
        ("pia", "pia", True),
        ("ben", "amina", True),
        ("ada", "amina", True),
        ("ben", "cara", False),
        ("owen", "amina", False),
        ("sol", "tess", True),
        ("sol", "amina", False),
    ],
)
def test_who_may_arrange_whose_cover(cast, who, whom, may):
    if may:
        away(cast, whom, "owen", actor=cast.actor(who))
    else:
        with pytest.raises(AccessDenied):
            away(cast, whom, "ben", actor=cast.actor(who))

    assert Cover.objects.filter(member=cast.member(whom)).exists() is may


@pytest.mark.parametrize(
    ("on", "is_covered"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (NEXT_WEEK - timedelta(days=1), True),
        (NEXT_WEEK, False),
    ],
)
def test_the_work_comes_to_whoever_covers_from_the_first_day_to_the_day_they_are_back(
    cast, on, is_covered
):
    away(cast, "amina", "owen")

    assert comes_to(cast, "owen", on) == ({"amina"} if is_covered else set())
    owen = cast.member("owen").pk
    assert queries.cover_of(member_id=cast.member("amina").pk, on=on) == (
        owen if is_covered else None
    )


def test_work_goes_on_to_whoever_covers_for_who_covers(cast):
    away(cast, "amina", "owen")
    away(cast, "owen", "ben")

    assert comes_to(cast, "owen") == set()
    assert comes_to(cast, "ben") == {"owen", "amina"}
    assert queries.cover_of(member_id=cast.member("amina").pk, on=TODAY) == cast.member("ben").pk


def test_two_who_are_away_and_cover_for_each_other_leave_nobody(cast):
    away(cast, "amina", "owen")
    Cover.objects.create(
        member=cast.member("owen"),
        covered_by=cast.member("amina"),
        since=TODAY,
        recorded_at=NOW,
    )

    assert queries.cover_of(member_id=cast.member("amina").pk, on=TODAY) is None
    assert queries.cover_of(member_id=cast.member("owen").pk, on=TODAY) is None


def test_nobody_is_covered_by_two_on_one_day(cast):
    away(cast, "amina", "owen")

    with pytest.raises(actions.CoveredAlready) as refused:
        away(cast, "amina", "ben", since=NEXT_WEEK - timedelta(days=1), until=None)
    away(cast, "amina", "ben", since=NEXT_WEEK, until=None)

    assert "Owen" not in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cover.objects.create(
            member=cast.member("amina"),
            covered_by=cast.member("cara"),
            since=date(2027, 1, 1),
            recorded_at=NOW,
        )


def test_who_is_away_covers_for_nobody(cast):
    away(cast, "owen", "ben", since=NEXT_WEEK - timedelta(days=1), until=None)

    with pytest.raises(actions.AwayThemselves):
        away(cast, "amina", "owen")
    away(cast, "amina", "owen", until=NEXT_WEEK - timedelta(days=1))


def test_who_is_back_early_has_their_work_again_and_what_was_called_off_never_was(cast):
    now, later = (
        away(cast, "amina", "owen"),
        away(cast, "cara", "owen", since=NEXT_WEEK, until=None),
    )

    with acting_as(SYSTEM):
        for cover in (now, later):
            actions.end_cover(actor=SYSTEM, cover=cover, on=TODAY, at=NOW)
            with pytest.raises(actions.OverAlready):
                actions.end_cover(actor=SYSTEM, cover=cover, on=TODAY, at=NOW)

    assert comes_to(cast, "owen") == comes_to(cast, "owen", NEXT_WEEK) == set()
    away(cast, "cara", "ben", since=NEXT_WEEK, until=None)


def test_whoever_covers_sees_nobody_they_did_not_see(cast):
    before = cast.owen
    away(cast, "cara", "owen")

    assert cast.owen == before
