"""Writing, correcting and learning entries."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.audit.models import Change, Deed
from throughcare.foundation.events import REACTIONS
from throughcare.foundation.packs import pack
from throughcare.record import actions
from throughcare.record.events import EntryWritten
from throughcare.record.facts import EntryFacts
from throughcare.record.models import Entry

THERAPY = pack().markings["therapy"].number
SENSITIVE = pack().markings["sensitive"].number
VISIT = EntryFacts(
    source_key="ndelius:contact:77",
    kind="contact",
    title="Office visit",
    text="Attended",
    author_text="J. Smith",
    happened_at=NOW - timedelta(days=3),
)


def learn(cast, *facts, at=NOW):
    with acting_as(SYSTEM):
        return actions.learn_entries(
            actor=SYSTEM, person=cast.dan, facts=facts, source=uuid4(), at=at
        )


def entries_from(cast, source_key=VISIT.source_key):
    with acting_as(SYSTEM):
        return list(Entry.objects.filter(source_key=source_key).order_by("recorded_at"))


def test_a_note_says_who_wrote_it_when_it_happened_and_when_it_was_recorded(cast, notes):
    note = notes.by("amina", "dan", "He came.", happened_at=NOW - timedelta(days=2), at=NOW)

    assert (note.author_id, note.author_text) == (cast.amina.staff_id, "Amina Khan")
    assert (note.happened_at, note.recorded_at) == (NOW - timedelta(days=2), NOW)
    assert note.title == pack().note_types["contact"].title


def test_a_note_leaves_a_deed_and_its_row_in_the_audit(cast, notes):
    note = notes.by("amina", "dan", "He came.", marking=SENSITIVE)

    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="record.note_written")
        change = Change.objects.get(table="record_entry", row=str(note.pk))
    assert (deed.person_id, deed.marking, deed.details) == (
        cast.dan.pk,
        SENSITIVE,
        {"entry": str(note.pk)},
    )
    assert change.after["text"] == "He came."
    assert "search" not in change.after


def test_the_same_form_sent_twice_writes_one_note(cast, notes):
    once = uuid4()

    first = notes.by("amina", "dan", "He came.", id=once)
    second = notes.by("amina", "dan", "He came.", id=once)

    assert first.pk == second.pk == once
    with acting_as(cast.amina):
        assert Entry.objects.filter(kind="note").count() == 1


def test_a_number_taken_by_what_the_writer_may_not_see_tells_nothing(cast, notes):
    hidden = notes.by("tess", "erin", "Spoke of her mother.", marking=THERAPY)

    note = notes.by("cara", "erin", "She rang.", id=hidden.pk)

    assert note.pk != hidden.pk
    assert note.text == "She rang."


def test_whoever_writes_a_note_is_heard_by_the_modules_above(cast, notes, monkeypatch):
    heard = []
    monkeypatch.setitem(REACTIONS, EntryWritten, [heard.append])

    note = notes.by("amina", "dan", "He came.")

    assert [(news.entry, news.kind, news.person) for news in heard] == [(note, "note", cast.dan)]


def test_nobody_can_mark_a_note_with_what_they_may_not_read(cast, notes):
    with pytest.raises(AccessDenied, match="only mark a note with what you may read"):
        notes.by("cara", "erin", "Said in the group.", marking=THERAPY)


def test_a_kind_the_pack_does_not_have_is_refused(cast):
    with acting_as(SYSTEM), pytest.raises(KeyError):
        actions.happened(
            actor=SYSTEM, person=cast.dan, kind="gossip", happened_at=NOW, recorded_at=NOW
        )


def test_a_correction_takes_the_place_of_a_note_and_both_stay(cast, notes):
    note = notes.by("amina", "dan", "On Monday 14th.", marking=SENSITIVE)

    with acting_as(cast.amina):
        correction = actions.correct_entry(
            actor=cast.amina, entry=note, text="On Monday 16th.", at=NOW
        )

        assert (correction.supersedes_id, correction.original_id) == (note.pk, note.pk)
        assert (correction.happened_at, correction.marking) == (note.happened_at, SENSITIVE)
        assert Entry.objects.get(pk=note.pk).text == "On Monday 14th."


def test_a_correction_of_a_correction_keeps_the_first_as_its_original(cast, notes):
    note = notes.by("amina", "dan", "One.")

    with acting_as(cast.amina):
        second = actions.correct_entry(actor=cast.amina, entry=note, text="Two.", at=NOW)
        third = actions.correct_entry(actor=cast.amina, entry=second, text="Three.", at=NOW)

    assert (third.supersedes_id, third.original_id) == (second.pk, note.pk)


def test_a_note_cannot_be_corrected_twice_and_the_second_writer_gets_the_first_ones_text(
    cast, notes
):
    note = notes.by("amina", "dan", "On Monday.")
    with acting_as(cast.ben):
        theirs = actions.correct_entry(actor=cast.ben, entry=note, text="On Tuesday.", at=NOW)

    with acting_as(cast.amina), pytest.raises(actions.AlreadyCorrected) as caught:
        actions.correct_entry(actor=cast.amina, entry=note, text="On Friday.", at=NOW)

    assert caught.value.theirs == theirs


def test_the_same_correction_sent_twice_is_one(cast, notes):
    note, once = notes.by("amina", "dan", "On Monday."), uuid4()

    with acting_as(cast.amina):
        for _ in range(2):
            actions.correct_entry(actor=cast.amina, entry=note, text="On Tuesday.", at=NOW, id=once)

        assert Entry.objects.filter(original=note).count() == 1


def test_two_who_correct_at_the_same_moment_are_told_apart_by_the_database(
    cast, notes, monkeypatch
):
    note = notes.by("amina", "dan", "On Monday.")
    with acting_as(cast.ben):
        actions.correct_entry(actor=cast.ben, entry=note, text="On Tuesday.", at=NOW)

    # The second looked before the first had saved.
    monkeypatch.setattr("throughcare.record.actions.entries._version_after", lambda entry: None)
    monkeypatch.setattr("throughcare.record.actions.entries.newest_version_of", lambda old: old)
    with acting_as(cast.amina), pytest.raises(actions.AlreadyCorrected):
        actions.correct_entry(actor=cast.amina, entry=note, text="On Friday.", at=NOW)


def test_what_another_page_keeps_is_put_right_there(cast):
    with acting_as(SYSTEM):
        entry = actions.happened(
            actor=SYSTEM,
            person=cast.dan,
            kind="plan-opened",
            happened_at=NOW,
            recorded_at=NOW,
            link="plans.plan:1",
        )

    with acting_as(cast.ben), pytest.raises(AccessDenied, match="Put it right there"):
        actions.correct_entry(actor=cast.ben, entry=entry, text="No.", at=NOW)


def test_what_a_message_tells_is_on_the_record_with_where_it_came_from(cast):
    assert learn(cast, VISIT) is True

    (entry,) = entries_from(cast)
    assert (entry.title, entry.text, entry.author_text) == ("Office visit", "Attended", "J. Smith")
    assert entry.author_id is None
    assert entry.source is not None
    assert (entry.happened_at, entry.recorded_at) == (VISIT.happened_at, NOW)


def test_learning_the_same_again_changes_nothing(cast):
    learn(cast, VISIT)

    assert learn(cast, VISIT, at=NOW + timedelta(hours=1)) is False
    assert len(entries_from(cast)) == 1


def test_what_the_other_system_has_changed_is_a_new_version(cast):
    learn(cast, VISIT)

    changed = replace(VISIT, text="Attended, complied")
    assert learn(cast, changed, at=NOW + timedelta(hours=1)) is True

    first, second = entries_from(cast)
    assert (first.text, second.text) == ("Attended", "Attended, complied")
    assert second.supersedes_id == first.pk


def test_an_older_message_changes_nothing(cast):
    learn(cast, VISIT)

    assert learn(cast, replace(VISIT, text="?"), at=NOW - timedelta(hours=1)) is False
    assert [entry.text for entry in entries_from(cast)] == ["Attended"]


def test_a_correction_written_here_is_not_undone_by_hearing_the_same_again(cast):
    learn(cast, VISIT)
    (entry,) = entries_from(cast)
    with acting_as(cast.ben):
        actions.correct_entry(actor=cast.ben, entry=entry, text="Did not attend", at=NOW)

    assert learn(cast, VISIT, at=NOW + timedelta(hours=1)) is False


def test_what_is_learnt_after_a_correction_here_follows_it(cast):
    learn(cast, VISIT)
    (entry,) = entries_from(cast)
    with acting_as(cast.ben):
        ours = actions.correct_entry(actor=cast.ben, entry=entry, text="Did not attend", at=NOW)

    learn(cast, replace(VISIT, text="Failed to attend"), at=NOW + timedelta(hours=1))

    assert entries_from(cast)[-1].supersedes_id == ours.pk


def test_text_no_database_can_hold_is_kept_but_for_the_sign_itself(cast):
    learn(cast, replace(VISIT, text="before\x00after"))

    assert entries_from(cast)[0].text == "before�after"


def test_a_step_told_again_under_its_key_becomes_a_version_of_its_entry(cast):
    def told(title):
        with acting_as(SYSTEM):
            return actions.happened(
                actor=SYSTEM,
                person=cast.dan,
                kind="appointment-outcome",
                title=title,
                happened_at=NOW,
                recorded_at=NOW,
                source_key="throughcare:appointment:1",
            )

    first, again, changed = told("Attended"), told("Attended"), told("Did not attend")

    assert again == first
    assert changed.supersedes_id == first.pk
