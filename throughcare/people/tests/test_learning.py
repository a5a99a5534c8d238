"""Learning from messages who somebody is, how they live, who holds them and where they are."""

from datetime import date
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.people import actions, facts
from throughcare.people.models import Address, Communication, Holding, Identifier, Name, Restriction

ADDRESS = facts.AddressFacts(key="x:1", lines="1 High Street", postcode="AS1 1AA", note="Flat 2")


def learn(kind, cast, told, **more):
    with acting_as(SYSTEM):
        return getattr(actions, f"learn_{kind}")(
            actor=SYSTEM, person=cast.dan, facts=told, source=uuid4(), at=NOW, **more
        )


def rows(model, cast, **wanted):
    with acting_as(SYSTEM):
        found = model.objects.filter(person=cast.dan, **wanted)
        return list(found.select_related("person").order_by("pk"))


def test_the_same_again_changes_nothing(cast):
    assert learn("circumstances", cast, [ADDRESS]) is True
    [before] = rows(Address, cast)

    assert learn("circumstances", cast, [ADDRESS]) is False
    [after] = rows(Address, cast)
    assert (after.source, after.version) == (before.source, before.version)


def test_news_under_a_known_key_changes_that_row_and_takes_nothing_away(cast):
    learn("circumstances", cast, [ADDRESS])

    assert learn("circumstances", cast, [facts.AddressFacts(key="x:1", until=date(2024, 5, 1))])

    [row] = rows(Address, cast)
    assert (row.lines, row.note, row.until) == ("1 High Street", "Flat 2", date(2024, 5, 1))


def test_a_row_a_colleague_changed_stays_as_they_left_it(cast):
    learn("circumstances", cast, [ADDRESS])
    [address] = rows(Address, cast)
    with acting_as(cast.amina):
        actions.change_circumstance(
            actor=cast.amina,
            person=cast.dan,
            what="address",
            id=address.pk,
            facts={"note": "Flat 3"},
            version=1,
            at=NOW,
        )

    assert learn("circumstances", cast, [ADDRESS]) is False
    assert rows(Address, cast)[0].note == "Flat 3"


def test_somebody_has_one_set_of_languages_whatever_messages_call_it(cast):
    learn("circumstances", cast, [facts.CommunicationFacts(key="a", spoken_text="Welsh")])
    learn("circumstances", cast, [facts.CommunicationFacts(key="b", needs_interpreter=True)])

    [row] = rows(Communication, cast)
    assert (row.spoken_text, row.needs_interpreter) == ("Welsh", True)


def test_what_is_not_known_is_filled_and_what_is_known_never_changed(cast):
    told = facts.IdentityFacts(title="Mr", born_on=date(1980, 1, 1), sex="F")

    assert learn("identity", cast, told) is True

    dan = rows(Name, cast)[0].person
    assert (dan.title, dan.born_on, dan.sex) == ("Mr", date(1990, 5, 17), "M")


@pytest.mark.parametrize(("is_described", "family"), [(True, "Hughes"), (False, "Rees")])
def test_only_a_message_about_who_somebody_is_renames_them(cast, is_described, family):
    told = facts.IdentityFacts(given_name="Dan", family_name="Hughes", is_described=is_described)
    learn("identity", cast, told)

    [current] = rows(Name, cast, kind="current")
    assert current.family_name == current.person.family_name == family


def test_the_name_of_a_prison_record_in_capitals_gives_way(cast):
    with acting_as(SYSTEM):
        person = actions.learn_person(
            actor=SYSTEM,
            facts=facts.IdentityFacts(given_name="JO", family_name="KING", is_described=True),
            source=uuid4(),
            at=NOW,
        )
        told = facts.IdentityFacts(given_name="Jo", family_name="King", is_described=True)
        actions.learn_identity(actor=SYSTEM, person=person, facts=told, source=uuid4(), at=NOW)
        names = list(Name.objects.filter(person=person))

    assert [(one.kind, one.given_name, one.family_name) for one in names] == [
        ("current", "Jo", "King")
    ]


def test_a_number_is_kept_once_however_it_is_written(cast):
    numbers = tuple(facts.IdentifierFacts(kind="crn", text=text) for text in ("x123456", "X123456"))

    assert learn("identity", cast, facts.IdentityFacts(identifiers=numbers)) is False
    assert len(rows(Identifier, cast, kind="crn")) == 1


def test_a_restriction_elsewhere_leaves_the_holder_alone_until_a_manager_names_others(cast):
    learn("identity", cast, facts.IdentityFacts(is_restricted=True))
    assert learn("identity", cast, facts.IdentityFacts(is_restricted=True)) is False

    assert len(rows(Restriction, cast)) == 1
    for who, sees in (("amina", True), ("owen", False), ("ben", False)):
        with acting_as(getattr(cast, who)):
            assert Name.objects.filter(family_name="Rees").exists() is sees


def holding(key="m:1", since=date(2026, 1, 5), **more):
    units = (
        facts.UnitFacts(code="Q1", name="Somewhere", kind="region"),
        facts.UnitFacts(code="Q1D", name="District", kind="delivery-unit"),
        facts.UnitFacts(code="Q1T", name="Team", kind="team"),
    )
    return facts.CommunityHoldingFacts(
        key=key, units=units, holder_code="Q1T001", holder_name="Jim Snow", since=since, **more
    )


def test_whoever_began_last_holds_the_case(cast):
    learn("holding", cast, holding())
    learn("holding", cast, holding("m:0", date(2019, 1, 7), is_open=True))

    [now] = rows(Holding, cast, kind="community", until=None)
    assert now.source_key == "m:1"


def test_a_manager_of_old_is_kept_as_one_who_held_the_case_before(cast):
    learn("holding", cast, holding("m:0", date(2019, 1, 7), until=date(2020, 1, 6), is_open=False))

    [old] = rows(Holding, cast, source_key="m:0")
    assert (old.since, old.until) == (date(2019, 1, 7), date(2020, 1, 6))


def custody(state="in", **more):
    return facts.CustodyFacts(key="n:custody", state=state, **more)


def test_somebody_in_prison_is_held_on_their_wing_if_we_know_it(cast):
    learn("custody", cast, custody(establishment_code="MWI", living_unit="A-1-1"))
    learn("custody", cast, custody(establishment_code="MWI", living_unit="MWI-A-1-2"))

    [row] = rows(Holding, cast, kind="custody")
    assert (row.unit.code, row.place) == ("MWI-A", "MWI-A-1-2")


def test_on_the_way_they_are_still_held_where_they_came_from(cast):
    learn("custody", cast, custody(establishment_code="MWI", living_unit="A-1-1"))

    assert learn("custody", cast, custody("on-the-way")) is False
    assert rows(Holding, cast, kind="custody", until=None)


def test_whoever_left_is_held_there_no_more_and_older_news_does_not_bring_them_back(cast):
    learn("custody", cast, custody(establishment_code="MWI", since=date(2026, 3, 2)))
    learn("custody", cast, custody("out", since=date(2026, 5, 4)))

    told = custody(establishment_code="MWI", since=date(2026, 4, 1))
    assert learn("custody", cast, told) is False
    assert not rows(Holding, cast, kind="custody", until=None)


def test_a_prison_nobody_knows_is_not_guessed_at(cast):
    with pytest.raises(actions.UnknownEstablishment):
        learn("custody", cast, custody(establishment_code="QQQ"))


@pytest.mark.parametrize("who", ["amina", "owen", "carys", "pia"])
def test_learning_is_for_the_program_and_those_who_may_add_people(cast, who):
    actor = getattr(cast, who)
    with acting_as(actor), pytest.raises(AccessDenied):
        actions.learn_circumstances(
            actor=actor, person=cast.dan, facts=[ADDRESS], source=None, at=NOW
        )
