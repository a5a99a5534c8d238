"""The pages on which two records are made one and taken apart; what they tell, and what not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Look
from throughcare.people import actions, queries
from throughcare.people.models import Adjustment, Merge
from throughcare.people.queries import told_of_merges


@pytest.fixture
def again(cast):
    """Dan under another name; Owen holds the case."""
    with acting_as(SYSTEM):
        other = actions.add_person(actor=SYSTEM, given_name="Daniel", family_name="Reece", at=NOW)
        actions.hold(
            actor=SYSTEM,
            person=other,
            kind="community",
            unit=cast.unit("N50ASHA"),
            holder=cast.member("owen"),
            on=date(2026, 2, 2),
            at=NOW,
        )
    return other


@pytest.fixture
def merged(cast, again):
    with acting_as(cast.ben):
        return actions.merge(actor=cast.ben, kept=cast.dan, other=again, reason="One file", at=NOW)


def compare(cast, other):
    return reverse("web:side-by-side", args=[cast.dan.ref, other])


def make_one(client, cast, other, **typed):
    """Answer that they are one, having read what follows."""
    given = {"answer": "same", "note": "One file", "version": "1", "stays": cast.dan.ref}
    return client.post(compare(cast, other.ref), {**given, **typed})


def test_who_answers_that_they_are_one_first_reads_what_follows(cast, again, client):
    client.force_login(cast.member("ben"))

    page = make_one(client, cast, again, stays="").content.decode()
    turned = make_one(client, cast, again, stays=again.ref)

    assert "Daniel Reece" in page
    assert "One file" in page
    assert "The case stays with Ashwell Team A, Amina Khan. With Ashwell Team A, Owen Pryce" in page
    assert turned.status_code == 200  # what follows from keeping the other is another page
    with acting_as(SYSTEM):
        assert not Merge.objects.exists()


def test_both_are_shown_and_both_are_looked_at(cast, again, client):
    client.force_login(cast.member("ben"))

    page = client.get(compare(cast, again.ref)).content.decode()

    assert "Daniel Reece" in page
    assert "The program has not weighed these two" in page
    with acting_as(SYSTEM):
        seen = set(Look.objects.values_list("person_id", flat=True))
        assert seen == {cast.dan.pk, again.pk}


def test_whom_one_does_not_see_is_as_absent_beside_somebody_as_alone(cast, client):
    client.force_login(cast.member("ben"))

    answers = [client.get(compare(cast, ref)) for ref in (cast.erin.ref, uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Erin" not in answers[0].content.decode()


def test_who_cannot_merge_is_told_who_can_and_shown_no_way_there(cast, again, client):
    client.force_login(cast.member("amina"))
    details = reverse("people:details", args=[cast.dan.ref])

    assert reverse("people:same-person", args=[cast.dan.ref]) not in str(
        client.get(details).content
    )
    for refused in (make_one(client, cast, again), make_one(client, cast, again, stays="")):
        assert refused.status_code == 403
        assert "Only a manager who answers for both people" in refused.content.decode()


def test_a_form_sent_twice_finds_them_one_already(cast, again, client):
    client.force_login(cast.member("ben"))

    answers = [make_one(client, cast, again) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    with acting_as(SYSTEM):
        assert Merge.objects.count() == 1


def test_a_restricted_record_says_whom_to_name_first(cast, again, client):
    with acting_as(SYSTEM):
        actions.restrict_person(
            actor=SYSTEM, person=again, named=[cast.member("ben")], reason="Threats", at=NOW
        )
    client.force_login(cast.member("ben"))

    page = make_one(client, cast, again)

    assert "Amina Khan would hold the case without being named" in page.content.decode()


def test_of_what_was_written_since_only_what_the_actor_reads_is_listed(cast, merged):
    with acting_as(cast.amina):
        for marking, text in ((0, "Large print"), (0, "A loop")):
            actions.write_circumstance(
                actor=cast.amina,
                person=cast.dan,
                what="adjustment",
                facts={"text": text, "marking": marking},
                id=uuid4(),
                at=NOW,
            )
    with acting_as(SYSTEM):
        Adjustment.objects.filter(text="A loop").update(marking=40)

    with acting_as(cast.ben):
        listed = queries.written_since(actor=cast.ben, merge=merged)

    assert ("Adjustment: Large print", "Amina Khan") in {(one.what, one.who) for one in listed}
    assert "A loop" not in str(listed)


def test_what_came_from_nowhere_cannot_be_chosen(cast, merged, client):
    client.force_login(cast.member("ben"))
    asked = reverse("people:take-back", args=[cast.dan.ref, merged.pk])

    page = client.post(asked, {"because": "Two", "theirs": ["people_person:1"]})

    assert page.status_code == 302  # nothing was offered, so nothing is asked
    with acting_as(cast.ben):
        assert queries.merges_of(actor=cast.ben, person=cast.dan) == []


def test_whoever_held_either_case_is_told_for_some_days(cast, merged):
    def told(actor, at=NOW + timedelta(days=1)):
        with acting_as(actor):
            return [(one.merge, one.ref) for one in told_of_merges(actor=actor, at=at)]

    assert told(cast.owen) == told(cast.amina) == [(merged, cast.dan.ref)]
    assert told(cast.cara) == told(cast.ben) == []
    assert told(cast.owen, NOW + timedelta(days=60)) == []


def test_who_lost_sight_of_the_record_is_told_no_name(cast, again, client):
    with acting_as(SYSTEM):
        actions.exclude_colleague(
            actor=SYSTEM, person=cast.dan, member=cast.member("owen"), reason="Kin", at=NOW
        )
    with acting_as(cast.ben):
        actions.merge(actor=cast.ben, kept=cast.dan, other=again, reason="One file", at=NOW)
    client.force_login(cast.member("owen"))

    page = client.get("/").content.decode()

    assert "A record whose case you held was made one with another" in page
    assert "Rees" not in page
    assert "Reece" not in page
