"""Starting, answering and signing."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.databases import NOW
from throughcare.assessments import actions
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.replies import Reply
from throughcare.assessments.tests.conftest import (
    INSTRUMENT,
    answer,
    answer_everything,
    reply,
)
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.events.models import Outbox
from throughcare.foundation.packs.questions import AnswerNotOffered
from throughcare.record.models import Entry


def start(actor, person, **named):
    return actions.start_assessment(
        actor=actor, person=person, instrument=INSTRUMENT, at=NOW, **named
    )


def sign(actor, assessment, version=None):
    assessment = Assessment.objects.get(pk=assessment.pk)
    return actions.sign_assessment(
        actor=actor,
        assessment=assessment,
        version=assessment.version if version is None else version,
        at=NOW,
    )


def test_an_assessment_belongs_to_the_version_in_force_when_it_was_started(assessment):
    assert assessment.instrument == "needs-and-strengths"
    assert assessment.instrument_version == INSTRUMENT.version
    assert assessment.is_open


def test_the_same_form_sent_twice_starts_one_assessment(cast):
    once = uuid4()
    with acting_as(cast.amina):
        first, second = start(cast.amina, cast.dan, id=once), start(cast.amina, cast.dan, id=once)

        assert first == second
        assert Assessment.objects.count() == 1


def test_a_colleague_who_starts_the_same_goes_on_with_what_is_open(cast, assessment):
    with acting_as(cast.owen):
        assert start(cast.owen, cast.dan) == assessment


def test_one_that_was_signed_is_followed_by_a_new_one(cast, signed):
    with acting_as(cast.amina):
        assert start(cast.amina, cast.dan) != signed


def test_an_ordinary_and_a_marked_one_stand_side_by_side(cast, therapy):
    hidden = therapy()
    with acting_as(cast.cara):
        mine = start(cast.cara, cast.erin)

    assert mine.pk != hidden.pk
    assert mine.marking == 0


def test_an_answer_is_kept_with_who_gave_it(cast, assessment):
    with acting_as(cast.owen):
        answer(cast.owen, assessment, "accommodation", home="short")

        kept = Answer.objects.get(assessment=assessment, question="home")
        assert (kept.state, kept.value) == ("answered", "short")
        assert kept.answered_by_id == cast.owen.staff_id


def test_an_answer_can_be_taken_back_and_a_note_kept(cast, assessment):
    with acting_as(cast.amina):
        known = answer(cast.amina, assessment, "accommodation", home="short").known
        actions.answer_section(
            actor=cast.amina,
            assessment=assessment,
            section_id="accommodation",
            replies={"home": Reply(note="asks his sister")},
            known=known,
            at=NOW,
        )

        kept = Answer.objects.get(assessment=assessment, question="home")
        assert (kept.state, kept.value, kept.note) == ("open", None, "asks his sister")


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("accommodation", {"home": "palace"}),
        ("accommodation", {"home": ["short", "none"]}),
        ("accommodation", {"reading": "well"}),  # a question of another section
        ("family", {"support": ["partner", "dragons"]}),
    ],
)
def test_what_the_instrument_does_not_offer_is_refused(cast, assessment, section, values):
    with acting_as(cast.amina):
        with pytest.raises(AnswerNotOffered):
            answer(cast.amina, assessment, section, **values)

        assert not Answer.objects.exists()


def test_every_change_counts_the_version_up_and_saying_the_same_again_does_not(cast, assessment):
    with acting_as(cast.amina):
        known = answer(cast.amina, assessment, "accommodation", home="short").known
        answer(cast.amina, assessment, "accommodation", known, home="short")

        assert Assessment.objects.get().version == 2


def test_signing_refuses_with_what_is_missing(cast, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        answer(cast.amina, assessment, "thinking", {"anger": reply("mostly").mark}, anger="rarely")
        Answer.objects.get(question="home").delete()

        with pytest.raises(actions.StillMissing, match="“Where is Dan living"):
            sign(cast.amina, assessment)
        assert Assessment.objects.get().is_open


def test_what_is_not_known_yet_can_be_signed(cast, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        answer(cast.amina, assessment, "health", {"mind": reply("well").mark}, mind=None)

        result = sign(cast.amina, assessment).result

    assert [one["id"] for one in result["not_known"]] == ["mind"]


def test_signing_keeps_the_receipt_puts_it_on_the_record_and_tells_others(cast, signed):
    with acting_as(cast.amina):
        kept = Assessment.objects.get()
        entry = Entry.objects.get(kind="assessment-signed")
        deed = Deed.objects.get(verb="assessments.assessment_signed")

    assert [need["id"] for need in kept.result["needs"]] == ["find-home"]
    assert kept.signed_by_id == cast.amina.staff_id
    assert entry.link == f"assessments.assessment:{signed.pk}"
    assert "Find somewhere settled to live" in entry.text
    assert deed.details["needs"] == ["find-home"]
    with acting_as(SYSTEM):
        told = Outbox.objects.get(name="assessments.assessment_signed")
    assert told.facts["assessment"] == str(signed.pk)


def test_what_was_not_read_cannot_be_signed(cast, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        read = Assessment.objects.get().version
    with acting_as(cast.owen):
        answer(cast.owen, assessment, "accommodation", {"home": reply("short").mark}, home="none")
    with acting_as(cast.amina):
        with pytest.raises(ChangedMeanwhile):
            sign(cast.amina, assessment, version=read)

        assert Assessment.objects.get().is_open


def test_a_signed_assessment_takes_no_answer_and_no_second_signature(cast, signed):
    with acting_as(cast.owen):
        with pytest.raises(AccessDenied, match="signed and stays as it is"):
            answer(cast.owen, signed, "accommodation", home="none")
        with pytest.raises(AccessDenied, match="signed and stays as it is"):
            sign(cast.owen, signed)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Assessment.objects.update(result={}),
        lambda: Assessment.objects.all().delete(),
        lambda: Answer.objects.filter(question="home").update(value="none"),
        lambda: Answer.objects.all().delete(),
    ],
)
def test_the_database_itself_keeps_what_was_signed(cast, signed, change):
    with acting_as(cast.amina), pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_a_signed_assessment_follows_the_person_to_another_team(cast, signed):
    from throughcare.people import actions as people

    with acting_as(cast.ben):
        people.hold(
            actor=cast.ben,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=NOW.date(),
            at=NOW,
        )

    with acting_as(cast.cara):
        assert Assessment.objects.filter(pk=signed.pk).exists()
        assert Answer.objects.exists()
    with acting_as(cast.amina):
        assert not Assessment.objects.exists()
