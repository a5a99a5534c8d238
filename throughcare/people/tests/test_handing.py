"""Handing a case over and taking one, by the actions."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from tests.world import SINCE
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, decide
from throughcare.foundation.audit.models import Deed
from throughcare.people import actions, queries
from throughcare.people.access import HOLD_CASE
from throughcare.people.models import Grant, Holding, Person
from throughcare.staff import actions as staff

TODAY = NOW.date()


def open_one(person, kind="community"):
    with acting_as(SYSTEM):
        return Holding.objects.select_related("person", "unit").get(
            person=person, kind=kind, until=None
        )


def give(cast, who, person, *, kind="community", holding=None, **changed):
    actor, person = getattr(cast, who), open_one(person, kind).person
    said = {
        "holding": holding or open_one(person, kind),
        "unit": cast.unit("N50ASHA"),
        "holder": cast.member("owen"),
        "on": TODAY,
        "note": "He is seen on Tuesdays.",
        "id": uuid4(),
    }
    with acting_as(actor):
        return actions.hand_over(actor=actor, person=person, at=NOW, **(said | changed))


def test_a_colleague_who_is_given_a_case_has_it_on_their_caseload(cast):
    give(cast, "amina", cast.dan)

    with acting_as(cast.owen):
        assert queries.people_held_by(actor=cast.owen) == [cast.dan]
    with acting_as(cast.amina):
        assert queries.people_held_by(actor=cast.amina) == []
        former, now = Holding.objects.filter(person=cast.dan).order_by("since", "-until")
    assert (former.until, now.since, now.until) == (TODAY, TODAY, None)


def test_the_same_form_sent_twice_hands_over_once(cast):
    before, once = open_one(cast.dan), uuid4()

    first = give(cast, "amina", cast.dan, holding=before, id=once)
    second = give(cast, "amina", cast.dan, holding=before, id=once)

    assert first.pk == second.pk == once
    with acting_as(SYSTEM):
        assert Holding.objects.filter(person=cast.dan).count() == 2


def test_the_second_of_two_who_give_out_a_case_learns_who_has_it_now(cast):
    before = open_one(cast.dan)
    give(cast, "amina", cast.dan, holding=before)

    with pytest.raises(actions.ChangedHands) as meanwhile:
        give(cast, "ben", cast.dan, holding=before, holder=cast.member("ben"))

    assert meanwhile.value.theirs.holder_id == cast.member("owen").pk
    assert open_one(cast.dan).holder_id == cast.member("owen").pk


def test_a_case_is_given_to_nobody_who_does_not_work_there(cast):
    with pytest.raises(actions.CannotHoldIt):
        give(cast, "amina", cast.dan, holder=cast.member("cara"))

    assert open_one(cast.dan).holder_id == cast.member("amina").pk


def test_a_case_is_given_to_nobody_for_a_day_before_they_came(cast):
    with acting_as(SYSTEM):
        new = staff.add_member(actor=SYSTEM, name="Nia Pugh", email="nia@example.invalid")
        staff.post(
            actor=SYSTEM,
            member=new,
            unit=cast.unit("N50ASHA"),
            role="responsible-officer",
            since=TODAY,
        )

    with pytest.raises(actions.CannotHoldIt):
        give(cast, "amina", cast.dan, holder=new, on=TODAY - timedelta(days=1))
    give(cast, "amina", cast.dan, holder=new)


def test_a_case_is_given_to_nobody_who_must_not_see_the_person(cast):
    with acting_as(cast.ben):
        actions.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member("owen"), reason="Kin", at=NOW
        )

    with pytest.raises(actions.CannotHoldIt):
        give(cast, "amina", cast.dan)
    with acting_as(cast.amina):
        page = queries.handing(actor=cast.amina, holding=open_one(cast.dan), unit_code="", at=NOW)
    assert "Owen Pryce" not in [one.name for one in page.colleagues]


def test_a_case_cannot_change_hands_before_it_began(cast):
    with pytest.raises(actions.BeforeItBegan):
        give(cast, "amina", cast.dan, on=SINCE - timedelta(days=1))


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        ("cara", "community", True),
        ("tess", "community", False),
        ("sol", "community", False),
        ("tess", "custody", True),
        ("sol", "custody", True),
        ("gwen", "custody", True),
        ("cara", "custody", False),
        ("fay", "custody", False),
    ],
)
def test_a_wing_gives_out_its_own_and_not_the_case_outside(cast, who, kind, may):
    assert decide(getattr(cast, who), HOLD_CASE, open_one(cast.erin, kind)).allowed is may


def test_a_supervising_officer_says_which_officer_of_the_wing_has_whom(cast):
    give(
        cast, "sol", cast.erin, kind="custody", unit=cast.unit("MWI-H"), holder=cast.member("tess")
    )

    now = open_one(cast.erin, "custody")
    assert (now.holder_id, now.place) == (cast.member("tess").pk, "H-2-14")


def test_who_goes_to_another_wing_leaves_their_cell(cast):
    give(cast, "sol", cast.erin, kind="custody", unit=cast.unit("MWI-A"), holder=None)

    assert open_one(cast.erin, "custody").place == ""


@pytest.mark.parametrize(
    ("who", "kind", "unit"),
    [("ben", "community", "MWI-H"), ("ben", "community", "N50CT"), ("sol", "custody", "N50ASHA")],
)
def test_a_unit_that_does_not_hold_people_so_is_given_no_case(cast, who, kind, unit):
    person = cast.dan if kind == "community" else cast.erin

    with pytest.raises(actions.CannotHoldIt):
        give(cast, who, person, kind=kind, unit=cast.unit(unit), holder=None)
    with acting_as(cast.lena), pytest.raises(actions.CannotHoldIt):
        actions.take(
            actor=cast.lena,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50ASHA"),
            holder=None,
            on=TODAY,
            at=NOW,
            note="-",
            id=uuid4(),
        )


def test_nobody_goes_to_another_prison_by_a_hand_over(cast):
    with acting_as(SYSTEM):
        prison = staff.add_unit(
            actor=SYSTEM,
            kind="establishment",
            code="XYI",
            name="HMP Elsewhere",
            parent=cast.unit("N50"),
        )
        wing = staff.add_unit(actor=SYSTEM, kind="wing", code="XYI-A", name="A", parent=prison)

    with acting_as(cast.sol):
        page = queries.handing(
            actor=cast.sol, holding=open_one(cast.erin, "custody"), unit_code="", at=NOW
        )
    assert [code for code, _ in page.units] == ["MWI-A", "MWI-H"]
    with pytest.raises(actions.CannotHoldIt):
        give(cast, "sol", cast.erin, kind="custody", unit=wing, holder=None)


def test_a_case_can_go_to_a_team_whose_manager_will_give_it_out(cast):
    give(cast, "ben", cast.dan, unit=cast.unit("N50BRKB"), holder=None)

    with acting_as(cast.cara):
        assert Person.objects.filter(pk=cast.dan.pk).exists()
        assert queries.people_held_by(actor=cast.cara) == [cast.erin]
    given = give(cast, "cara", cast.dan, unit=cast.unit("N50BRKB"), holder=cast.member("cara"))
    assert given.holder_id == cast.member("cara").pk


def test_a_specialist_team_takes_on_a_person_whom_another_goes_on_holding(cast):
    held = open_one(cast.dan)
    with acting_as(cast.lena):
        actions.take(
            actor=cast.lena,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("carys"),
            on=TODAY,
            at=NOW,
            note="In scope since today.",
            id=uuid4(),
        )

    assert open_one(cast.dan) == held
    with acting_as(cast.carys):
        assert queries.people_held_by(actor=cast.carys) == [cast.dan]


def test_a_team_takes_nobody_it_holds_already(cast):
    take = {
        "actor": cast.ben,
        "person": cast.dan,
        "kind": "community",
        "unit": cast.unit("N50ASHA"),
        "holder": cast.member("ben"),
        "on": TODAY,
        "at": NOW,
        "note": "Mine.",
    }
    with acting_as(cast.ben), pytest.raises(actions.ChangedHands) as meanwhile:
        actions.take(**take, id=uuid4())

    assert meanwhile.value.theirs == open_one(cast.dan)


def test_a_specialist_hands_on_what_is_theirs_and_it_ends_for_them(cast):
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
    unit = cast.unit("N50CT")

    give(cast, "carys", cast.dan, kind="specialist", unit=unit, holder=cast.member("lena"))

    assert open_one(cast.dan, "specialist").holder_id == cast.member("lena").pk
    assert open_one(cast.dan).holder_id == cast.member("amina").pk


def restrict(cast):
    with acting_as(SYSTEM):
        actions.restrict_person(
            actor=SYSTEM, person=cast.dan, named=[cast.member("ben")], reason="Press", at=NOW
        )


def test_whoever_takes_a_restricted_case_is_named_with_it(cast):
    restrict(cast)

    give(cast, "ben", cast.dan)

    with acting_as(cast.owen):
        assert queries.people_held_by(actor=cast.owen) == [cast.dan]
    with acting_as(SYSTEM):
        assert Grant.objects.filter(person=cast.dan, member=cast.member("owen")).count() == 1


def test_only_those_who_may_name_others_hand_over_a_restricted_case(cast):
    restrict(cast)

    with pytest.raises(AccessDenied, match="This record is restricted"):
        give(cast, "amina", cast.dan)


def test_a_restricted_case_goes_to_nobody_unnamed(cast):
    restrict(cast)

    with acting_as(cast.ben):
        page = queries.handing(actor=cast.ben, holding=open_one(cast.dan), unit_code="", at=NOW)

    assert not page.can_wait


def test_colleagues_to_choose_from_are_those_who_hold_cases_there_now(cast):
    with acting_as(cast.sol):
        page = queries.handing(
            actor=cast.sol, holding=open_one(cast.erin, "custody"), unit_code="MWI-H", at=NOW
        )

    assert [one.name for one in page.colleagues] == ["Tess Okoro"]
    assert [code for code, _ in page.units] == ["MWI-A", "MWI-H"]


def test_whether_the_actor_still_sees_the_person_is_known_before_the_next_page(cast):
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
    held = open_one(cast.dan, "specialist")
    with acting_as(SYSTEM):
        elsewhere = staff.add_unit(
            actor=SYSTEM,
            kind="specialist-team",
            code="S50CT",
            name="South",
            parent=held.unit.parent,
        )

    carys = cast.carys
    with acting_as(carys):
        assert queries.still_sees(actor=carys, person=cast.dan, at=NOW)
        actions.hand_over(
            actor=carys,
            person=cast.dan,
            holding=held,
            unit=elsewhere,
            holder=None,
            on=TODAY,
            at=NOW,
            note="Theirs.",
            id=uuid4(),
        )
        assert not queries.still_sees(actor=carys, person=cast.dan, at=NOW)
    with acting_as(cast.carys):
        assert not Person.objects.exists()


def test_a_form_is_only_its_writers(cast):
    given = give(cast, "amina", cast.dan, unit=cast.unit("N50BRKB"), holder=None)

    for who, did in (("amina", True), ("ben", False)):
        actor = getattr(cast, who)
        with acting_as(actor):
            assert queries.was_given_by(actor=actor, id=given.pk) is did


def test_handing_over_is_written_in_the_audit(cast):
    given = give(cast, "amina", cast.dan)

    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="people.handed_over", details__holding=str(given.pk))
    assert (deed.actor, deed.person_id) == ("Amina Khan", cast.dan.pk)
