"""Taking messages in: each whole or not at all, in a useful order, and never twice."""

import pytest

from tests.databases import NOW
from throughcare.exchange import facts
from throughcare.exchange.actions import import_files
from throughcare.exchange.models import Message, Original, Run
from throughcare.exchange.tests.conftest import (
    answers,
    counts,
    found,
    known,
    person,
    prisoner,
    reasons,
    requirements,
    rows_of,
)
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.people.models import Identifier, Name, Person
from throughcare.sentences.models import Requirement

BAD = '{"otherIds": '


def everything():
    with acting_as(SYSTEM):
        return {
            model.__name__: sorted(map(str, model.objects.values_list()))
            for model in (Person, Name, Identifier, Requirement, Message, Original, Run)
        }


def test_somebody_a_message_tells_of_is_put_on_the_record_with_where_it_came_from(take):
    report = take(one=person())

    mo = known("X111111")
    assert counts(report) == (1, 0, 0, 0)
    assert (mo.given_name, mo.family_name, str(mo.born_on)) == ("Mo", "Lewis", "1991-04-02")
    [number] = rows_of(Identifier, "X111111")
    assert number.source == report.outcomes[0].message


def test_the_original_is_kept_to_the_last_byte(take):
    text = '{"otherIds":{"crn":"X111111"},\r\n "firstName":"Mo",\t"surname":"Lewis"' + (
        ',"dateOfBirth":"1991-04-02"}   \n'
    )
    take(one=text)

    with acting_as(SYSTEM):
        assert bytes(Original.objects.get().content) == text.encode()


def test_the_same_message_again_changes_nothing_at_all(take):
    take(one=person(), two=requirements(1))
    before = everything()

    report = take(one=person(), two=requirements(1))

    assert report.count("taken") == 0
    assert everything() == before


def test_the_same_message_twice_in_one_import_is_taken_once(take):
    report = take(one=person(), two=person())

    assert counts(report) == (1, 1, 0, 0)


def test_other_bytes_that_say_the_same_change_nothing(take):
    take(one=person())

    report = take(two={**reversed_keys(person())})

    assert counts(report) == (0, 1, 0, 0)
    assert report.outcomes[0].reason == "It says nothing that is not on record."


def reversed_keys(message):
    return dict(reversed(message.items()))


@pytest.mark.parametrize("held", [0, 500, 10_000_000])
def test_people_are_read_first_however_much_else_is_held_meanwhile(take, monkeypatch, held):
    monkeypatch.setattr("throughcare.exchange.actions.imports._MOST_HELD", held)

    report = take(a_X111111=requirements(7), b=[1], c=person(), d_X111111=requirements(8))

    assert counts(report) == (3, 0, 1, 0)
    assert [one.file[0] for one in report.outcomes] == ["a", "b", "c", "d"]


def test_people_are_read_before_what_hangs_on_them_whatever_their_files_are_called(take):
    report = take(a_X111111=requirements(1, 2), b=person())

    assert counts(report) == (2, 0, 0, 0)
    assert len(rows_of(Requirement, "X111111")) == 2


def test_a_message_about_somebody_unknown_waits_and_nothing_of_it_is_kept(take):
    report = take(a_X111111=requirements(1, 2))

    assert counts(report) == (0, 0, 1, 0)
    with acting_as(SYSTEM):
        assert not Requirement.objects.exists()
        assert Original.objects.get().person is None


@pytest.mark.parametrize(
    "bad",
    [
        BAD,
        b"\xff\xfe",
        "[]",
        {"nothing": "known"},
        person("X222222", dateOfBirth="1991-02-31"),
        person("X222222", softDeleted="often"),
        {**person("X222222"), "otherIds": ["X222222"]},
        person("X222222", firstName="M\u0000o"),
        answers({"error": "no"}, status=500),
    ],
)
def test_a_bad_message_costs_nothing_else(take, bad):
    report = take(a=bad, b=person(), c_X111111=requirements(1))

    assert report.count("taken") == 2
    assert known("X222222") is None
    assert len(rows_of(Requirement, "X111111")) == 1
    assert len(reasons(report)) == 1


def test_what_goes_wrong_while_it_is_kept_undoes_the_whole_message(take, monkeypatch):
    def fails(**given):
        raise RuntimeError("Mo Lewis")

    broken = facts.FactKind(facts.FACTS["address"].kind, fails)
    monkeypatch.setitem(facts.FACTS, "address", broken)
    address = {"postcode": "LE2 1TG", "from": "2020-01-01"}

    report = take(a=person(contactDetails={"addresses": [address]}), b=person("X222222"))

    assert counts(report) == (1, 0, 1, 0)
    assert known("X111111") is None
    assert reasons(report) == ["Something in it could not be kept (RuntimeError)."]


def test_what_was_put_aside_again_for_the_same_reason_leaves_no_further_trace(take):
    take(a=BAD, b_X999999=requirements(1))
    before = everything()

    report = take(a=BAD, b_X999999=requirements(1))

    assert counts(report) == (0, 0, 1, 1)
    assert everything() == before


def test_a_message_put_aside_is_taken_when_it_comes_again_and_the_person_is_known(take):
    take(b_X111111=requirements(1))

    report = take(a=person(), b_X111111=requirements(1))

    assert counts(report) == (2, 0, 0, 0)
    with acting_as(SYSTEM):
        assert Message.objects.count() == 2


def test_the_same_text_about_two_people_is_two_messages(take):
    report = take(
        a=person(), b=person("X222222"), c_X111111=requirements(1), d_X222222=requirements(1)
    )

    assert counts(report) == (4, 0, 0, 0)


def test_a_booking_is_known_once_a_message_named_it_beside_the_person(take):
    cell = {
        "bookingId": 77,
        "livingUnitId": 5,
        "assignmentDateTime": "2024-03-01T10:00:00",
        "description": "MWI-H-1-2",
    }

    waits = take(a=cell)
    both = take(a=cell, b=prisoner())

    assert reasons(waits) == ["It says whom it is about only by a number we have not met before."]
    assert counts(both) == (2, 0, 0, 0)


def test_messages_that_wait_for_each_other_are_tried_as_long_as_it_helps(take):
    alone, full = person(dateOfBirth=None), person()

    report = take(a=found(alone, full))

    assert counts(report) == (1, 1, 0, 0)


def test_every_message_has_a_moment_of_its_own_so_that_later_news_wins(take):
    take(a=person(), b=person("X222222"))

    with acting_as(SYSTEM):
        first, second = Message.objects.order_by("received_at")
    assert NOW <= first.received_at < second.received_at


def test_a_run_that_changed_something_has_its_counts_and_what_was_left_over(take):
    take(a=person(shoeSize=43), b=BAD)

    with acting_as(SYSTEM):
        [run] = Run.objects.all()
    assert (run.taken, run.unchanged, run.needs_review, run.refused) == (1, 0, 0, 1)
    assert {"kind": "ndelius/person", "path": "shoeSize", "count": 1, "because": None} in (
        run.unmapped
    )


def test_people_of_a_trial_import_are_marked_as_fictional(cast, tmp_path):
    import json

    (tmp_path / "a.json").write_text(json.dumps(person()))

    import_files(actor=SYSTEM, paths=[tmp_path], at=NOW, is_fictional=True)

    assert known("X111111").is_fictional


@pytest.mark.parametrize("who", ["amina", "ben", "carys", "pia"])
def test_only_administrators_and_the_program_bring_messages_in(cast, tmp_path, who):
    actor = getattr(cast, who)
    with acting_as(actor), pytest.raises(AccessDenied):
        import_files(actor=actor, paths=[tmp_path], at=NOW)
