"""Trying again what was put aside, and saying who is meant."""

import pytest

from tests.databases import NOW
from throughcare.exchange.actions import retry_all, retry_message, say_it_is_the_same_person
from throughcare.exchange.models import Doubt, Message, Original
from throughcare.exchange.tests.conftest import counts, known, person, requirements, rows_of
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.people.models import Name
from throughcare.sentences.models import Requirement

DAN = {"firstName": "Dan", "surname": "Rees", "dateOfBirth": "1990-05-17"}
MARRIED = person("X123456", **{**DAN, "surname": "Hughes"})


def put_aside():
    with acting_as(SYSTEM):
        return Message.objects.get(state__in=["needs-review", "refused"])


def test_a_message_that_waited_for_its_person_is_taken_when_tried_again(take):
    take(a_X111111=requirements(1))
    take(b_person=person("X222222"))
    waiting = put_aside()
    take(c=person())

    report = retry_all(actor=SYSTEM, at=NOW)

    assert counts(report) == (1, 0, 0, 0)
    assert len(rows_of(Requirement, "X111111")) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.place) == ("taken", "", "")


def test_trying_again_in_vain_leaves_everything_as_it_was(take):
    take(a_X111111=requirements(1))
    before = put_aside()

    report = retry_all(actor=SYSTEM, at=NOW)

    assert counts(report) == (0, 0, 1, 0)
    after = put_aside()
    assert (after.run_id, after.decided_at) == (before.run_id, before.decided_at)


def test_a_refused_message_can_be_tried_again_too(take):
    take(a="{")

    assert counts(retry_message(actor=SYSTEM, message=put_aside().pk, at=NOW)) == (0, 0, 0, 1)


def test_a_message_too_large_to_be_kept_says_what_to_do(take):
    take(a=b"[" + b" " * 5_000_001 + b"]")

    report = retry_all(actor=SYSTEM, at=NOW)

    assert report.outcomes[0].reason == "Its text was not kept. Import its file again."


def test_a_message_out_of_an_envelope_is_tried_again_with_what_the_envelope_said(take):
    from throughcare.exchange.tests.conftest import answers

    take(a=answers(requirements(1), url="/case/X111111/requirements"))
    take(b=person())

    assert counts(retry_all(actor=SYSTEM, at=NOW)) == (1, 0, 0, 0)


def test_a_manager_may_try_again_and_sees_no_more_than_before(cast, take):
    take(a_X111111=requirements(1))
    take(b=person())
    ben = cast.ben

    with acting_as(ben):
        report = retry_message(actor=ben, message=put_aside_for(ben).pk, at=NOW)
        assert not Original.objects.exists()

    assert counts(report) == (1, 0, 0, 0)


def put_aside_for(actor):
    return Message.objects.get(state__in=["needs-review", "refused"])


@pytest.mark.parametrize("who", ["amina", "tess", "carys", "pia"])
def test_others_may_not(cast, take, who):
    take(a="{")
    actor, message = getattr(cast, who), put_aside()

    with acting_as(actor):
        with pytest.raises(AccessDenied):
            retry_all(actor=actor, at=NOW)
        with pytest.raises(AccessDenied):
            retry_message(actor=actor, message=message.pk, at=NOW)


def test_whoever_sees_the_person_can_say_that_they_are_meant(cast, take):
    take(a=MARRIED, b_X123456=requirements(1))
    ben = cast.ben

    with acting_as(ben):
        report = say_it_is_the_same_person(actor=ben, message=put_aside().pk, at=NOW)

    assert report.count("needs-review") == 0
    names = {(one.kind, one.family_name) for one in rows_of(Name, "X123456")}
    assert names == {("current", "Rees"), ("alias", "Hughes")}
    assert not rows_of(Doubt, "X123456")
    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="exchange.same_person")
    assert deed.staff_id == cast.member("ben").pk


def test_an_administrator_who_does_not_see_the_person_cannot_say_so(cast, take):
    take(a=MARRIED)
    message, ada = put_aside(), cast.ada

    with acting_as(ada), pytest.raises(NotVisible):
        say_it_is_the_same_person(actor=ada, message=message.pk, at=NOW)


def test_a_holder_without_the_power_cannot_say_so(cast, take):
    take(a=MARRIED)
    message, amina = put_aside(), cast.amina

    with acting_as(amina), pytest.raises(AccessDenied):
        say_it_is_the_same_person(actor=amina, message=message.pk, at=NOW)


def test_all_that_waits_for_the_same_person_is_tried_again_with_it(cast, take):
    other = {**MARRIED, "title": "Mr"}
    take(a=MARRIED, b=other)
    with acting_as(SYSTEM):
        one = Message.objects.filter(state="needs-review").first()

    with acting_as(cast.ben):
        report = say_it_is_the_same_person(actor=cast.ben, message=one.pk, at=NOW)

    assert len(report.outcomes) == 2
    assert report.count("needs-review") == 0
    assert known("X123456").title == "Mr"
