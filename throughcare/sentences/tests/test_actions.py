"""Counting what is done of a requirement, and ending it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events.models import Outbox
from throughcare.record.models import Entry
from throughcare.sentences import actions, queries
from throughcare.sentences.models import Requirement
from throughcare.sentences.tests.facts_of_dan import ORDER, RAR, learn, sentence_dan

LATER = NOW + timedelta(days=1)


@pytest.fixture
def requirement(cast):
    return sentence_dan(cast.dan)


def count(actor, requirement, used, **more):
    given = {"version": requirement.version, "at": NOW}
    return actions.record_progress(
        actor=actor, requirement=requirement, used=Decimal(used), **(given | more)
    )


def end(actor, requirement, **more):
    given = {"on": NOW.date(), "reason": "Completed", "version": requirement.version, "at": NOW}
    return actions.end_requirement(actor=actor, requirement=requirement, **(given | more))


def test_progress_is_kept_with_who_counted_it_and_is_on_the_record(cast, requirement):
    with acting_as(cast.amina):
        count(cast.amina, requirement, 16, note="Two days at the garden.")

        row = Requirement.objects.get(pk=requirement.pk)
        assert (row.used, row.used_by, row.used_on) == (16, "Amina Khan", NOW.date())
        entry = Entry.objects.get(kind="requirement-progress")
        assert entry.title == "Rehabilitation activity: 16 of 30 days"
        assert entry.text == "Two days at the garden."
    with acting_as(SYSTEM):
        assert Outbox.objects.filter(name="sentences.requirement_progressed").count() == 1


def test_the_same_form_sent_twice_is_on_the_record_once(cast, requirement):
    once = uuid4()
    with acting_as(cast.amina):
        for _ in range(2):
            row = Requirement.objects.get(pk=requirement.pk)
            count(cast.amina, row, "16.005", version=1, id=once)

        assert Requirement.objects.get(pk=requirement.pk).version == 2
        assert Entry.objects.filter(kind="requirement-progress").count() == 1


def test_whoever_counts_what_somebody_has_counted_meanwhile_is_told(cast, requirement):
    with acting_as(cast.amina):
        stale = Requirement.objects.get(pk=requirement.pk)
        count(cast.amina, requirement, 16)

        with pytest.raises(ChangedMeanwhile) as changed:
            count(cast.amina, stale, 15)
        assert changed.value.theirs.used == 16


def test_more_may_be_done_than_was_ordered_but_not_less_than_nothing(cast, requirement):
    with acting_as(cast.amina):
        count(cast.amina, requirement, 31)

        with pytest.raises(IntegrityError), transaction.atomic():
            Requirement.objects.filter(pk=requirement.pk).update(used=-1)


def test_an_ended_requirement_is_counted_no_further(cast, requirement):
    with acting_as(cast.amina):
        end(cast.amina, requirement)

        with pytest.raises(AccessDenied, match="has ended"):
            count(cast.amina, requirement, 16)


def test_whoever_was_counting_when_it_was_ended_is_told_that(cast, requirement):
    with acting_as(cast.amina):
        end(cast.amina, requirement)

        with pytest.raises(ChangedMeanwhile):
            count(cast.amina, requirement, 16, version=1)


def test_an_ended_requirement_says_from_when_and_why(cast, requirement):
    with acting_as(cast.amina):
        end(cast.amina, requirement)

        row = Requirement.objects.get(pk=requirement.pk)
        assert (row.ended_on, row.end_reason) == (NOW.date(), "Completed")
        entry = Entry.objects.get(kind="sentence-changed")
        assert (entry.title, entry.text) == ("Rehabilitation activity ended", "Completed")


def test_ending_it_the_same_way_twice_is_on_the_record_once(cast, requirement):
    with acting_as(cast.amina):
        end(cast.amina, requirement)
        end(cast.amina, requirement, version=1)

        assert Entry.objects.filter(kind="sentence-changed").count() == 1


def test_nothing_ends_before_it_began(cast, requirement):
    with acting_as(cast.amina), pytest.raises(actions.EndsBeforeItBegan):
        end(cast.amina, requirement, on=date(2026, 7, 26))


def test_a_requirement_ended_here_is_not_revived_by_the_message_that_brought_it(cast, requirement):
    with acting_as(cast.amina):
        end(cast.amina, requirement)
    learn("requirement", cast.dan, RAR, at=LATER)

    with acting_as(cast.amina):
        assert Requirement.objects.get(pk=requirement.pk).ended_on == NOW.date()


def credit(actor, cast, requirement, amount):
    return actions.credit(
        actor=actor,
        person=cast.dan,
        requirement_id=requirement.pk,
        amount=Decimal(amount),
        at=NOW,
    )


def test_what_an_appointment_credits_is_added_and_can_be_taken_back(cast, requirement):
    with acting_as(cast.amina):
        credit(cast.amina, cast, requirement, 2)
        assert Requirement.objects.get(pk=requirement.pk).used == 16

        credit(cast.amina, cast, requirement, -2)
        assert Requirement.objects.get(pk=requirement.pk).used == 14


def test_no_more_is_taken_back_than_was_counted(cast, requirement):
    with acting_as(cast.amina), pytest.raises(actions.LessThanNothing):
        credit(cast.amina, cast, requirement, -15)


def test_a_requirement_out_of_sight_cannot_be_credited(cast, requirement):
    with acting_as(cast.cara), pytest.raises(Requirement.DoesNotExist):
        credit(cast.cara, cast, requirement, 2)


def test_a_requirement_is_found_for_its_own_person_only(cast, requirement):
    with acting_as(cast.lena), pytest.raises(NotVisible):
        queries.requirement_to_change(actor=cast.lena, person=cast.erin, id=requirement.pk)


def test_an_order_that_began_and_one_that_ended_are_on_the_timeline_on_their_days(cast):
    learn("order", cast.dan, ORDER)
    ended = replace(ORDER, ended_on=date(2026, 11, 20), end_reason="Revoked")
    learn("order", cast.dan, ended, at=LATER)

    with acting_as(cast.amina):
        began = Entry.objects.get(kind="sentence-began")
        assert (began.title, began.text) == ("Community order", "18 months")
        assert str(began.happened_at.astimezone().date()) <= "2026-05-01"
        assert Entry.objects.get(kind="sentence-ended").text == "Revoked"


def test_progress_a_message_brings_is_on_the_timeline_and_the_first_count_is_not(cast):
    learn("requirement", cast.dan, RAR)
    with acting_as(cast.amina):
        assert not Entry.objects.filter(kind="requirement-progress").exists()

    learn("requirement", cast.dan, replace(RAR, used=Decimal(20)), at=LATER)
    with acting_as(cast.amina):
        entry = Entry.objects.get(kind="requirement-progress")
        assert entry.title == "Rehabilitation activity: 20 of 30 days"


def test_dates_given_anew_are_on_the_timeline_with_what_they_were(cast):
    from throughcare.sentences.facts import KeyDateFacts, KeyDatesFacts

    def given(on):
        return KeyDatesFacts(key="nomis:booking:-8", dates=(KeyDateFacts(kind="CRD", on=on),))

    learn("key_dates", cast.dan, given(date(2027, 3, 1)))
    learn("key_dates", cast.dan, given(date(2027, 2, 20)), at=LATER)

    with acting_as(cast.amina):
        entry = Entry.objects.get(kind="key-date-changed")
        assert entry.text == "Conditional release: 20 February 2027 (was 1 March 2027)"


def test_nobody_writes_a_sentence_of_somebody_out_of_sight(cast, requirement):
    with acting_as(cast.cara):
        assert not Requirement.objects.filter(pk=requirement.pk).update(used=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            Requirement.objects.create(person_id=cast.dan.pk, title="Made up")
