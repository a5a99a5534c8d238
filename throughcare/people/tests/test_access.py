"""Who sees and holds whom, for the cast."""

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, acting_as, decide, may_read
from throughcare.people import actions
from throughcare.people.access import GRANT_ACCESS, HOLD_CASE, SEE_PERSON
from throughcare.people.models import Person


@pytest.mark.parametrize(
    ("who", "sees_dan", "sees_erin"),
    [
        ("amina", True, False),
        ("owen", True, False),
        ("ben", True, False),
        ("cara", False, True),
        ("tess", False, True),
        ("sol", False, True),
        ("carys", False, False),
        ("pia", False, False),
        ("ada", False, False),
    ],
)
def test_who_sees_whom(cast, who, sees_dan, sees_erin):
    actor = getattr(cast, who)

    with acting_as(actor):
        seen = set(Person.objects.values_list("given_name", flat=True))

    assert seen == {name for name, is_seen in (("Dan", sees_dan), ("Erin", sees_erin)) if is_seen}
    assert may_read(actor, cast.dan) is sees_dan
    assert may_read(actor, cast.erin) is sees_erin


@pytest.mark.parametrize(
    ("who", "see", "hold", "grant"),
    [
        ("amina", True, True, False),
        ("ben", True, True, True),
        ("cara", False, False, False),
        ("ada", False, False, False),
    ],
)
def test_who_may_do_what_with_a_person(cast, who, see, hold, grant):
    actor = getattr(cast, who)

    assert decide(actor, SEE_PERSON, cast.dan).allowed is see
    assert decide(actor, HOLD_CASE, cast.dan).allowed is hold
    assert decide(actor, GRANT_ACCESS, cast.dan).allowed is grant


def test_someone_named_sees_the_person_and_only_them(cast):
    with acting_as(cast.ben):
        actions.grant_access(
            actor=cast.ben, person=cast.dan, member=cast.member("cara"), reason="Cover", at=NOW
        )

    with acting_as(cast.cara):
        assert set(Person.objects.values_list("given_name", flat=True)) == {"Dan", "Erin"}


def test_an_excluded_colleague_sees_the_person_no_more(cast):
    with acting_as(cast.ben):
        actions.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member("amina"), reason="Kin", at=NOW
        )

    with acting_as(cast.amina):
        assert not Person.objects.exists()


def test_a_restricted_person_is_seen_by_those_named_and_the_holder_alone(cast):
    with acting_as(cast.ben):
        actions.restrict_person(
            actor=cast.ben, person=cast.dan, named=[cast.member("ben")], reason="Press", at=NOW
        )

    for who, sees in (("amina", True), ("ben", True), ("owen", False)):
        with acting_as(getattr(cast, who)):
            assert Person.objects.filter(pk=cast.dan.pk).exists() is sees


def test_a_manager_cannot_name_themselves(cast):
    with acting_as(cast.ben), pytest.raises(AccessDenied, match="cannot give yourself"):
        actions.grant_access(
            actor=cast.ben, person=cast.dan, member=cast.member("ben"), reason="-", at=NOW
        )


def test_a_case_handed_to_another_team_goes_from_sight_and_into_theirs(cast):
    with acting_as(cast.ben):
        actions.hold(
            actor=cast.ben,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=NOW.date(),
            at=NOW,
        )

    with acting_as(cast.amina):
        assert not Person.objects.exists()
    with acting_as(cast.cara):
        assert Person.objects.filter(pk=cast.dan.pk).exists()
