"""Raising, reviewing and ending flags; setting levels."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events.models import Outbox
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry
from throughcare.risk import actions
from throughcare.risk.models import Flag, FlagChange, HarmLevel

LATER = NOW + timedelta(days=1)


def raise_flag(actor, person, **more):
    given = {"type": "risk-to-staff", "reason": "See in pairs.", "review_on": None, "at": NOW}
    return actions.raise_flag(actor=actor, person=person, **(given | more))


def set_level(actor, person, **more):
    given = {
        "group": "public",
        "setting": "community",
        "level": "high",
        "reason": "Three assaults since May.",
        "assessed_on": NOW.date(),
        "at": NOW,
    }
    return actions.set_harm_level(actor=actor, person=person, **(given | more))


def test_a_flag_raised_is_on_the_record_with_its_reason(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)

        entry = Entry.objects.get(kind="flag-raised")
        assert (entry.title, entry.text, entry.is_important) == (
            "Risk to staff",
            "See in pairs.",
            True,
        )
        assert entry.link == f"risk.flag:{flag.pk}"
    with acting_as(SYSTEM):
        assert Outbox.objects.filter(name="risk.flag_raised").exists()


def test_a_flag_is_looked_at_again_when_the_pack_says(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)

    assert pack().flag_types["risk-to-staff"].review_months == 6
    assert flag.review_on == date(2027, 5, 24)


def test_a_flag_is_looked_at_again_when_its_writer_says(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan, review_on=date(2026, 12, 1))

    assert flag.review_on == date(2026, 12, 1)


def test_the_same_form_sent_twice_raises_one_flag(cast):
    once = uuid4()
    with acting_as(cast.amina):
        first = raise_flag(cast.amina, cast.dan, id=once)
        again = raise_flag(cast.amina, cast.dan, id=once)

        assert first == again
        assert Flag.objects.count() == FlagChange.objects.count() == 1
        assert Entry.objects.filter(kind="flag-raised").count() == 1


def test_a_number_taken_by_a_flag_out_of_sight_is_only_a_number(cast):
    with acting_as(cast.cara):
        hidden = raise_flag(cast.cara, cast.erin)
    with acting_as(cast.amina):
        mine = raise_flag(cast.amina, cast.dan, id=hidden.pk)

        assert Flag.objects.get() == mine


def test_nobody_uses_a_marking_they_may_not_read(cast):
    ct = pack().markings["ct"].number
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="may not read"):
        raise_flag(cast.amina, cast.dan, marking=ct)


def test_a_flag_the_pack_marks_cannot_be_raised_as_an_ordinary_one(cast):
    with acting_as(cast.ben):
        flag = raise_flag(cast.ben, cast.dan, type="alert-ovi", marking=0)

    assert flag.marking == pack().markings["victim"].number


def test_a_review_keeps_what_was_said_and_when_to_look_again(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        actions.review_flag(
            actor=cast.amina,
            flag=flag,
            note="Calm since October.",
            review_on=date(2027, 2, 1),
            version=1,
            at=LATER,
        )

        flag.refresh_from_db()
        assert (flag.review_on, flag.reviewed_on, flag.version) == (
            date(2027, 2, 1),
            LATER.date(),
            2,
        )
        change = FlagChange.objects.get(kind="reviewed")
        assert (change.note, change.review_on) == ("Calm since October.", date(2027, 2, 1))
        assert Entry.objects.get(kind="flag-reviewed").text == "Calm since October."


def test_whoever_reviews_what_somebody_else_has_reviewed_is_told(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        stale = Flag.objects.get(pk=flag.pk)
        step = {"note": "…", "review_on": date(2027, 2, 1), "version": 1, "at": LATER}
        actions.review_flag(actor=cast.amina, flag=flag, **step)

        with pytest.raises(ChangedMeanwhile):
            actions.review_flag(actor=cast.amina, flag=stale, **step)
        assert FlagChange.objects.filter(kind="reviewed").count() == 1


def test_the_same_review_sent_twice_is_one(cast):
    once = uuid4()
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        step = {"note": "…", "review_on": date(2027, 2, 1), "version": 1, "at": LATER, "id": once}
        actions.review_flag(actor=cast.amina, flag=flag, **step)
        actions.review_flag(actor=cast.amina, flag=Flag.objects.get(), **step)

        assert FlagChange.objects.filter(kind="reviewed").count() == 1


def test_an_ended_flag_stays_with_the_day_and_the_reason(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        actions.end_flag(actor=cast.amina, flag=flag, reason="Settled.", version=1, at=LATER)

        flag.refresh_from_db()
        assert (flag.is_active, flag.ended_on, flag.end_note) == (False, LATER.date(), "Settled.")
        assert Entry.objects.get(kind="flag-removed").text == "Settled."


def test_an_ended_flag_can_be_neither_reviewed_nor_ended_again(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        actions.end_flag(actor=cast.amina, flag=flag, reason="Settled.", version=1, at=LATER)

        with pytest.raises(AccessDenied, match="raise a new one"):
            actions.end_flag(actor=cast.amina, flag=flag, reason="Again.", version=2, at=LATER)
        with pytest.raises(AccessDenied, match="raise a new one"):
            actions.review_flag(
                actor=cast.amina, flag=flag, note="…", review_on=None, version=2, at=LATER
            )


def test_whoever_was_writing_when_the_flag_was_ended_is_told_that(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        actions.end_flag(actor=cast.amina, flag=flag, reason="Settled.", version=1, at=LATER)

        with pytest.raises(ChangedMeanwhile):
            actions.review_flag(
                actor=cast.amina, flag=flag, note="…", review_on=None, version=1, at=LATER
            )


def test_the_same_ending_sent_twice_is_one(cast):
    once = uuid4()
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)
        step = {"reason": "Settled.", "version": 1, "at": LATER, "id": once}
        actions.end_flag(actor=cast.amina, flag=flag, **step)
        actions.end_flag(actor=cast.amina, flag=Flag.objects.get(), **step)

        assert Entry.objects.filter(kind="flag-removed").count() == 1


def test_the_database_refuses_a_flag_ended_here_without_a_reason(cast):
    with acting_as(cast.amina):
        flag = raise_flag(cast.amina, cast.dan)

        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=flag.pk).update(is_active=False, ended_on=LATER.date())


@pytest.mark.parametrize("kind", [FlagChange, HarmLevel])
def test_history_is_never_changed_nor_deleted(cast, kind):
    with acting_as(cast.amina):
        raise_flag(cast.amina, cast.dan)
        set_level(cast.amina, cast.dan)

        with pytest.raises(DatabaseError), transaction.atomic():
            kind.objects.update(author=None)
        with pytest.raises(DatabaseError), transaction.atomic():
            kind.objects.all().delete()


def test_a_level_set_here_says_what_it_was_before(cast):
    with acting_as(cast.amina):
        set_level(cast.amina, cast.dan)
        set_level(cast.amina, cast.dan, level="very-high", reason="A knife.", at=LATER)

        assert HarmLevel.objects.count() == 2
        entry = Entry.objects.filter(kind="risk-level-changed").latest("recorded_at")
        assert entry.title == "Very high: Public, in the community"
        assert entry.text == "A knife.\n\nWas: High."
    with acting_as(SYSTEM):
        told = Outbox.objects.filter(name="risk.harm_level_changed").latest("at")
        assert (told.facts["before"], told.facts["level"]) == ("high", "very-high")


def test_the_same_form_sent_twice_sets_one_level(cast):
    once = uuid4()
    with acting_as(cast.amina):
        set_level(cast.amina, cast.dan, id=once)
        set_level(cast.amina, cast.dan, id=once)

        assert HarmLevel.objects.count() == 1
        assert Entry.objects.filter(kind="risk-level-changed").count() == 1


def test_there_are_no_prisoners_in_the_community(cast):
    with acting_as(cast.amina), pytest.raises(actions.NoSuchGroupThere):
        set_level(cast.amina, cast.dan, group="prisoners")
