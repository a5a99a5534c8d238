"""Who may say what a colleague is trained for, and what somebody is told who is not."""

from datetime import date

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, decide
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.packs import pack
from throughcare.staff import actions, queries
from throughcare.staff.access import AWARD_COMPETENCE, RECORD_CLEARANCE, SEE_TRAINING
from throughcare.staff.models import Clearance, Competence

TODAY = NOW.date()


def award(actor, member, **said):
    given = {
        "kind": "restraint",
        "awarded_on": date(2026, 3, 3),
        "evidence": "Certificate seen",
        "at": NOW,
    }
    with acting_as(actor):
        return actions.award_competence(actor=actor, member=member, **(given | said))


@pytest.mark.parametrize(
    ("who", "whom", "kind", "may"),
    [
        ("ada", "amina", "restraint", True),  # administrators look after everybody's
        ("ada", "carys", "erg", True),
        ("ada", "ada", "prevent", False),  # but their own
        ("ben", "amina", "prevent", True),  # manages her team
        ("ben", "cara", "prevent", False),  # of another delivery unit
        ("ben", "ben", "prevent", False),
        ("ben", "amina", "erg", False),  # those who supervise it say so
        ("lena", "carys", "erg", True),
        ("lena", "lena", "erg", False),
        ("lena", "amina", "erg", True),  # her role reaches the region
        ("tom", "tess", "tcat-2", True),
        ("lena", "tess", "tcat-2", False),
        ("tom", "amina", "prevent", False),
        ("owen", "amina", "prevent", False),  # no manager
        ("pia", "pia", "prevent", False),
    ],
)
def test_who_may_enter_what_for_whom(cast, who, whom, kind, may):
    actor, member = cast.actor(who), cast.member(whom)
    where = queries.placed(member_id=member.pk, on=TODAY, kind=kind)

    assert decide(actor, AWARD_COMPETENCE, where).allowed is may
    if may:
        assert award(actor, member, kind=kind).recorded_by_id == actor.staff_id
    else:
        before = Competence.objects.filter(member=member).count()
        with pytest.raises(AccessDenied):
            award(actor, member, kind=kind)
        assert Competence.objects.filter(member=member).count() == before


@pytest.mark.parametrize(
    ("who", "whom", "sees", "clears"),
    [
        ("ada", "carys", True, True),
        ("ada", "ada", True, False),
        ("ben", "amina", True, False),
        ("ben", "carys", False, False),
        ("lena", "carys", True, False),
        ("amina", "amina", True, False),
        ("amina", "owen", False, False),
        ("pia", "pia", True, False),
    ],
)
def test_who_may_see_the_register_and_record_clearances(cast, who, whom, sees, clears):
    actor, member = cast.actor(who), cast.member(whom)
    where = queries.placed(member_id=member.pk, on=TODAY)

    assert decide(actor, SEE_TRAINING, where).allowed is sees
    assert decide(actor, RECORD_CLEARANCE, where).allowed is clears
    with acting_as(actor):
        shown = queries.training_of(actor=actor, member=member, on=TODAY)
    assert (shown is not None) is sees


def test_it_runs_out_when_the_pack_says_and_no_later(cast):
    one = award(cast.ada, cast.member("pia"))

    assert one.expires_on == date(2027, 3, 3)
    with pytest.raises(actions.LastsTooLong):
        award(cast.ada, cast.member("pia"), expires_on=date(2027, 3, 4))
    sooner = award(cast.ada, cast.member("pia"), expires_on=date(2026, 12, 1))
    assert sooner.expires_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "wizardry"}, actions.UnknownCompetence),
        ({"awarded_on": date(2026, 11, 25)}, actions.StillToCome),
        ({"expires_on": date(2026, 3, 3)}, actions.EndsBeforeItBegins),
    ],
)
def test_what_cannot_be_is_not_entered(cast, said, refusal):
    with pytest.raises(refusal):
        award(cast.ada, cast.member("pia"), **said)

    assert not Competence.objects.filter(member=cast.member("pia")).exists()


def test_what_was_ended_is_kept_and_ended_once(cast):
    carys = cast.member("carys")
    erg = Competence.objects.get(member=carys, kind="erg")
    end = {"competence": erg, "on": TODAY, "why": "Not delivering", "at": NOW}

    with acting_as(cast.lena):
        actions.end_competence(actor=cast.lena, **end)
        with pytest.raises(actions.EndedAlready):
            actions.end_competence(actor=cast.lena, **(end | {"why": "Another reason"}))

    kept = Competence.objects.get(pk=erg.pk)
    assert (kept.ended_because, kept.expires_on) == ("Not delivering", erg.expires_on)
    assert not queries.holds_competence(member_id=carys.pk, competence="erg", on=TODAY)
    assert queries.competences_lapsed(member_id=carys.pk, on=TODAY) == {"erg"}
    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="staff.competence_ended")
    assert deed.actor == "Lena Novak"


def test_a_clearance_that_was_withdrawn_opens_nothing_from_that_day(cast):
    carys, ct = cast.member("carys"), pack().markings["ct"].number
    assert ct in cast.carys.markings

    with acting_as(cast.ada):
        sc = Clearance.objects.get(member=carys)
        actions.end_clearance(actor=cast.ada, clearance=sc, on=TODAY, why="Withdrawn", at=NOW)

    assert ct not in cast.carys.markings
    assert queries.clearances_of(carys.pk, on=TODAY) == []
    assert queries.clearances_of(carys.pk, on=date(2026, 11, 23)) == ["sc"]


@pytest.mark.parametrize(
    ("who", "competence", "names"),
    [
        ("carys", "erg", ("Lena Novak",)),
        ("amina", "prevent", ("Ben Adeyemi",)),  # the nearest, not the region's
        ("amina", "erg", ("Lena Novak",)),
        ("tess", "tcat-3", ("Tom Birch",)),
        ("ben", "prevent", ("Lena Novak",)),  # never oneself
        ("lena", "erg", ("Ada Finch",)),
        ("pia", "tcat-1", ("Ada Finch",)),
    ],
)
def test_who_is_asked_is_the_nearest_who_may_enter_it(cast, who, competence, names):
    member = cast.member(who).pk

    assert queries.whom_to_ask(member_id=member, competence=competence, on=TODAY) == names


def test_who_lacks_something_reads_what_since_when_and_whom_to_ask(cast):
    carys = cast.member("carys").pk
    sentences = [
        one.sentence
        for on in (date(2025, 12, 1), date(2030, 3, 3))
        for one in queries.missing_competences(
            member_id=carys, needed=["hii", "erg-supervisor"], on=on
        )
    ]

    assert sentences[0] == (
        "You need HII (Healthy Identity Intervention) for this. Ask your administrator."
    )
    assert sentences[2] == (
        "You need HII (Healthy Identity Intervention) for this. It ran out on 1 January 2030. "
        "Ask Lena Novak."
    )
    assert "Supervisor of extremism" in sentences[3]
    assert not queries.missing_competences(member_id=carys, needed=["erg", "hii"], on=TODAY)


def test_what_was_withdrawn_is_said_so_and_not_that_it_ran_out(cast):
    erg = Competence.objects.get(member=cast.member("carys"), kind="erg")
    with acting_as(cast.lena):
        actions.end_competence(actor=cast.lena, competence=erg, on=TODAY, why="Left", at=NOW)

    [missing] = queries.missing_competences(
        member_id=cast.member("carys").pk, needed=["erg"], on=TODAY
    )

    assert "It was ended on 24 November 2026." in missing.sentence


def test_the_list_of_what_runs_out_is_of_ones_own_units_and_leaves_out_what_was_renewed(cast):
    award(SYSTEM, cast.member("amina"), kind="restraint", awarded_on=date(2025, 12, 1))
    award(SYSTEM, cast.member("cara"), kind="restraint", awarded_on=date(2025, 12, 1))
    award(SYSTEM, cast.member("owen"), kind="restraint", awarded_on=date(2025, 11, 20))
    award(SYSTEM, cast.member("ben"), kind="restraint", awarded_on=date(2025, 11, 20))
    award(SYSTEM, cast.member("ben"), kind="restraint", awarded_on=date(2026, 11, 20))

    def listed(who):
        with acting_as(cast.actor(who)):
            lines, _after = queries.running_out(actor=cast.actor(who), on=TODAY)
        return [(one.name, one.is_over) for one in lines]

    assert listed("ben") == [("Owen Pryce", True), ("Amina Khan", False)]
    assert {name for name, _ in listed("ada")} == {"Owen Pryce", "Amina Khan", "Cara Doyle"}
    assert listed("tom") == []
    with pytest.raises(AccessDenied), acting_as(cast.amina):
        queries.running_out(actor=cast.amina, on=TODAY)


def test_every_page_of_what_runs_out_follows_on_the_one_before(cast, monkeypatch):
    monkeypatch.setattr("throughcare.staff.queries.registers.PAGE", 2)
    for who in ("amina", "owen", "ben", "cara", "sol"):
        award(SYSTEM, cast.member(who), kind="restraint", awarded_on=date(2025, 12, 1))
    with acting_as(SYSTEM):
        actions.clear(
            actor=SYSTEM,
            member=cast.member("gwen"),
            level="ctc",
            since=date(2023, 12, 1),
            until=date(2026, 12, 1),
        )

    names, after = [], None
    with acting_as(cast.ada):
        while after != "":
            lines, after = queries.running_out(actor=cast.ada, on=TODAY, after=after or "")
            names += [one.name for one in lines]

    assert len(names) == 6
    assert len(set(names)) == 6
