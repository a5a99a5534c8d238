"""Taking back a name or an exclusion before its time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.people import actions, queries
from throughcare.people.models import Exclusion, Grant, Person
from throughcare.people.tests.test_handing import give, open_one
from throughcare.people.tests.test_views import alike, page

LATER = NOW + timedelta(days=60)


def name(cast, who, person=None, **more):
    with acting_as(SYSTEM):
        return actions.grant_access(
            actor=SYSTEM,
            person=person or cast.dan,
            member=cast.member(who),
            at=NOW,
            **{"reason": "Cover", "until": LATER, **more},
        )


def exclude(cast, who):
    with acting_as(SYSTEM):
        return actions.exclude_colleague(
            actor=SYSTEM, person=cast.dan, member=cast.member(who), reason="Kin", at=NOW
        )


def restrict(cast, *named):
    with acting_as(SYSTEM):
        actions.restrict_person(
            actor=SYSTEM,
            person=cast.dan,
            named=[cast.member(one) for one in named],
            reason="Press",
            at=NOW,
        )


def now_of(person):
    with acting_as(SYSTEM):
        return Person.objects.get(pk=person.pk)


def grant_of(cast, who):
    with acting_as(SYSTEM):
        return Grant.objects.select_related("person").get(
            person=cast.dan, member=cast.member(who), ended_because=""
        )


def end(cast, who, grant, **changed):
    actor, person = getattr(cast, who), now_of(cast.dan)
    said = {"because": "She is back.", "at": NOW, **changed}
    with acting_as(actor):
        return actions.end_access(actor=actor, person=person, grant=grant, **said)


def sees(cast, who):
    with acting_as(getattr(cast, who)):
        return Person.objects.filter(pk=cast.dan.pk).exists()


# Names


def test_a_colleague_whose_name_is_taken_back_sees_the_person_no_more(cast):
    grant = name(cast, "cara")
    assert sees(cast, "cara")

    end(cast, "ben", grant)

    assert not sees(cast, "cara")


def test_a_name_taken_back_twice_stays_as_it_ended(cast):
    grant = name(cast, "cara")

    end(cast, "ben", grant)
    again = end(cast, "ben", grant, because="Another reason", at=NOW + timedelta(hours=1))

    assert (again.until, again.ended_because) == (NOW, "She is back.")
    with acting_as(SYSTEM):
        deeds = Deed.objects.filter(verb="people.access_ended", person_id=cast.dan.pk)
        assert {deed.details["grant"] for deed in deeds} == {str(grant.pk)}


@pytest.mark.parametrize("who", ["amina", "owen"])
def test_only_those_who_may_name_others_take_a_name_back(cast, who):
    grant = name(cast, "cara")

    with pytest.raises(AccessDenied, match="Only a manager of the unit"):
        end(cast, who, grant)

    assert sees(cast, "cara")


def test_nobody_takes_back_their_own_name(cast):
    grant = name(cast, "ben")

    with pytest.raises(AccessDenied, match="or end your own"):
        end(cast, "ben", grant)


def test_a_name_given_for_somebody_else_is_not_found_beside_this_person(cast):
    grant = name(cast, "cara", person=cast.dan)

    with acting_as(SYSTEM), pytest.raises(NotVisible):
        actions.end_access(actor=SYSTEM, person=cast.erin, grant=grant, because="-", at=NOW)


# The few named for a restricted record


def test_of_two_managers_named_one_takes_back_the_others_name(cast):
    restrict(cast, "ben", "lena")

    end(cast, "lena", grant_of(cast, "ben"))

    assert not sees(cast, "ben")
    assert sees(cast, "lena")


def test_of_two_who_take_back_each_others_names_the_second_is_out_of_it(cast):
    restrict(cast, "ben", "lena")
    ben, lenas = cast.ben, grant_of(cast, "lena")
    person = now_of(cast.dan)
    with acting_as(ben):
        # Ben's transaction began while he was named; Lena was quicker.
        Grant.objects.filter(pk=grant_of(cast, "ben").pk).update(until=NOW)
        with pytest.raises(NotVisible):
            actions.end_access(actor=ben, person=person, grant=lenas, because="-", at=NOW)

    assert sees(cast, "lena")


def test_who_holds_a_restricted_case_stays_named_until_it_is_handed_over(cast):
    restrict(cast, "ben")
    grant = grant_of(cast, "amina")

    with pytest.raises(actions.MustStayNamed, match="Amina Khan holds the case"):
        end(cast, "ben", grant)
    give(cast, "ben", cast.dan)

    assert not sees(cast, "amina")
    assert sees(cast, "owen")


def test_the_last_name_without_an_end_is_not_taken_back(cast):
    restrict(cast, "owen")
    name(cast, "ben")
    with acting_as(SYSTEM):
        actions.end_holding(
            actor=SYSTEM, person=cast.dan, holding=open_one(cast.dan), on=NOW.date(), at=NOW
        )
        Grant.objects.filter(member=cast.member("amina")).update(until=NOW)

    with pytest.raises(actions.MustStayNamed, match="on a day already set"):
        end(cast, "ben", grant_of(cast, "owen"))

    assert sees(cast, "owen")


@pytest.mark.parametrize("gone", ["left", "excluded"])
def test_a_name_that_opens_nothing_does_not_count_as_one_that_is_left(cast, gone):
    restrict(cast, "owen", "cara")
    name(cast, "ben")
    with acting_as(SYSTEM):
        actions.end_holding(
            actor=SYSTEM, person=cast.dan, holding=open_one(cast.dan), on=NOW.date(), at=NOW
        )
        Grant.objects.filter(member=cast.member("amina")).update(until=NOW)
        if gone == "left":
            type(cast.member("cara")).objects.filter(name="Cara Doyle").update(is_active=False)
    if gone == "excluded":
        exclude(cast, "cara")

    with pytest.raises(actions.MustStayNamed):
        end(cast, "ben", grant_of(cast, "owen"))


def test_a_name_for_a_time_can_be_taken_back_while_others_are_left(cast):
    restrict(cast, "ben")
    grant = name(cast, "cara")

    end(cast, "ben", grant)

    assert not sees(cast, "cara")


# Names that came with the case


def test_who_was_named_for_another_reason_stays_named_when_the_case_goes(cast):
    restrict(cast, "ben")
    name(cast, "amina", reason="Knows the family")

    give(cast, "ben", cast.dan)

    assert sees(cast, "amina")
    with acting_as(SYSTEM):
        running = Grant.objects.filter(member=cast.member("amina"), until__gt=NOW)
        assert [one.reason for one in running] == ["Knows the family"]


def test_who_was_named_when_the_record_was_restricted_stays_named(cast):
    restrict(cast, "ben", "amina")

    give(cast, "ben", cast.dan)

    assert sees(cast, "amina")


def test_who_goes_on_holding_the_person_in_another_way_stays_named(cast):
    with acting_as(SYSTEM):
        actions.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("amina"),
            on=NOW.date(),
            at=NOW,
        )
    restrict(cast, "ben")

    give(cast, "ben", cast.dan)

    assert sees(cast, "amina")


def test_a_manager_who_hands_over_their_own_restricted_case_goes_on_seeing_it(cast):
    give(cast, "ben", cast.dan, holder=cast.member("ben"))
    restrict(cast, "lena")

    give(cast, "ben", cast.dan)

    assert sees(cast, "ben")
    end(cast, "lena", grant_of(cast, "ben"))
    assert not sees(cast, "ben")


def test_whoever_took_a_restricted_case_is_named_no_more_once_it_goes_on(cast):
    restrict(cast, "ben")
    give(cast, "ben", cast.dan)
    give(cast, "ben", cast.dan, holder=cast.member("amina"))

    assert sees(cast, "amina")
    assert not sees(cast, "owen")


def test_whoever_was_seen_only_by_a_name_that_went_is_known_before_the_next_page(cast):
    restrict(cast, "ben")
    give(cast, "ben", cast.dan)
    with acting_as(cast.ben):
        actions.lift_restriction(actor=cast.ben, person=now_of(cast.dan), at=NOW)
    brookfield = cast.unit("N50BRKB")

    owen = cast.owen
    with acting_as(owen):
        actions.hand_over(
            actor=owen,
            person=now_of(cast.dan),
            holding=open_one(cast.dan),
            unit=brookfield,
            holder=None,
            on=NOW.date(),
            at=NOW,
            note="Moved.",
            id=uuid4(),
        )
        assert not queries.still_sees(actor=owen, person=cast.dan, at=NOW)
    assert not sees(cast, "owen")


# Exclusions


def test_a_colleague_excluded_no_more_sees_the_person_again(cast):
    exclusion = exclude(cast, "amina")
    assert not sees(cast, "amina")

    for _ in range(2):
        with acting_as(cast.ben):
            actions.end_exclusion(
                actor=cast.ben, person=cast.dan, exclusion=exclusion, because="A slip.", at=NOW
            )

    assert sees(cast, "amina")
    with acting_as(SYSTEM):
        assert Exclusion.objects.get().ended_because == "A slip."


def test_only_those_who_may_exclude_end_an_exclusion(cast):
    exclusion = exclude(cast, "amina")

    with acting_as(cast.owen), pytest.raises(AccessDenied, match="can exclude a colleague"):
        actions.end_exclusion(
            actor=cast.owen, person=cast.dan, exclusion=exclusion, because="-", at=NOW
        )
    assert not sees(cast, "amina")


# The pages


def filled(client, address, **said):
    return {**sheet(client.get(address).content.decode(), page=address, to=address), **said}


def test_a_manager_ends_a_name_from_the_page_that_shows_it_and_reads_why_there(client, cast):
    grant = name(cast, "cara")
    client.force_login(cast.member("ben"))
    address = page("end-access", cast.dan, id=grant.pk)
    assert address in client.get(page("access", cast.dan)).content.decode()
    form = filled(client, address, because="Amina is back.")

    first, second = (client.post(address, form, follow=True) for _ in range(2))

    for answer in (first, second):
        assert answer.redirect_chain == [(page("access", cast.dan), 302)]
        assert "Cara Doyle is named no more." in answer.content.decode()
    shown = client.get(page("access", cast.dan)).content.decode()
    assert address not in shown
    assert "Who was named before" in shown
    assert "Amina is back." in shown
    assert "This has ended already." in client.get(address).content.decode()


def test_a_manager_ends_an_exclusion_from_the_page_that_shows_it(client, cast):
    exclusion = exclude(cast, "amina")
    client.force_login(cast.member("ben"))
    address = page("end-exclusion", cast.dan, id=exclusion.pk)
    assert address in client.get(page("access", cast.dan)).content.decode()
    form = filled(client, address, because="Another Amina.")

    first, second = (client.post(address, form, follow=True) for _ in range(2))

    for answer in (first, second):
        assert answer.redirect_chain == [(page("access", cast.dan), 302)]
        assert "Amina Khan is excluded no more." in answer.content.decode()
    assert "Another Amina." in client.get(page("access", cast.dan)).content.decode()
    assert sees(cast, "amina")


@pytest.mark.parametrize("kind", ["end-access", "end-exclusion"])
def test_it_needs_a_reason(client, cast, kind):
    made = name(cast, "cara") if kind == "end-access" else exclude(cast, "amina")
    client.force_login(cast.member("ben"))
    address = page(kind, cast.dan, id=made.pk)

    text = client.post(address, filled(client, address, because="")).content.decode()

    assert text.count("Write why it ends") == 2
    with acting_as(SYSTEM):
        assert type(made).objects.get(pk=made.pk).until == made.until


def test_who_may_not_end_anything_finds_no_way_and_is_told_who_could(client, cast):
    made = {"end-access": name(cast, "cara"), "end-exclusion": exclude(cast, "owen")}
    client.force_login(cast.member("amina"))
    text = client.get(page("access", cast.dan)).content.decode()

    for kind, one in made.items():
        address = page(kind, cast.dan, id=one.pk)
        assert address not in text
        answer = client.post(address, {"because": "-"})
        assert answer.status_code == 403
        assert "Only a manager of the unit" in answer.content.decode()


def test_nobody_is_offered_the_end_of_their_own_name(client, cast):
    grant = name(cast, "ben")
    client.force_login(cast.member("ben"))

    address = page("end-access", cast.dan, id=grant.pk)
    assert address not in client.get(page("access", cast.dan)).content.decode()
    assert client.get(address).status_code == 403


def test_a_name_that_has_to_stay_says_why_and_offers_no_form(client, cast):
    restrict(cast, "ben")
    client.force_login(cast.member("ben"))
    address = page("end-access", cast.dan, id=grant_of(cast, "amina").pk)

    for answer in (client.get(address), client.post(address, {"because": "Gone."})):
        text = answer.content.decode()
        assert "holds the case. Hand it over first" in text
        assert "End the access" not in text
    assert sees(cast, "amina")


@pytest.mark.parametrize("kind", ["end-access", "end-exclusion"])
def test_a_hidden_one_is_not_found_like_one_that_does_not_exist(client, cast, kind):
    made = name(cast, "owen") if kind == "end-access" else exclude(cast, "owen")
    client.force_login(cast.member("cara"))

    hidden = client.post(page(kind, cast.dan, id=made.pk), {"because": "-"})
    absent = client.post(page(kind, cast.dan, id=uuid4()), {"because": "-"})
    client.force_login(cast.member("ben"))
    elsewhere = client.get(page(kind, cast.dan, id=uuid4()))

    assert hidden.status_code == absent.status_code == elsewhere.status_code == 404
    assert alike(hidden) == alike(absent)
