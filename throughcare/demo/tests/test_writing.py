"""What notes say: no two alike, no gap left open, and nothing the pack does not know."""

import re
from datetime import date

import pytest

from tests.databases import NOW
from throughcare.api.actions import SOURCE_SYSTEM
from throughcare.demo.chance import Chance
from throughcare.demo.content import content
from throughcare.demo.diary import Diarist
from throughcare.demo.lives import SECTIONS
from throughcare.demo.notes import NoteTaker
from throughcare.demo.population import people_of
from throughcare.demo.sentencing import sentence_of
from throughcare.demo.writing import Deck, Vocabulary, Writer, clock, words_of
from throughcare.foundation.calendar import is_working_day, local_day
from throughcare.foundation.packs import pack

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def diaries():
    made_of, writer = content(), Writer(content())
    written = []
    for life in people_of(count=300, content=made_of, today=TODAY, seed=1):
        words = words_of(life, made_of)
        sentence = sentence_of(life, words, made_of, TODAY)
        diarist = Diarist(life, words, sentence, made_of, writer, TODAY, NOW)
        written.append((diarist, diarist.meetings(), NoteTaker(diarist).notes()))
    return written


def texts(diaries):
    return [
        text
        for _, meetings, notes in diaries
        for text in [one.note for one in meetings if one.outcome] + [note.text for note in notes]
    ]


def test_no_two_notes_read_alike(diaries):
    written = texts(diaries)

    assert len(written) > 3000
    assert len(set(written)) == len(written)


def test_every_gap_is_filled_and_every_sentence_begins_large(diaries):
    for text in texts(diaries):
        assert "{" not in text
        assert "  " not in text
        assert not re.search(r"(^|[.!?] |\n)[a-z]", text.replace("a.m.", "")), text


def test_some_notes_are_in_welsh(diaries):
    welsh = [text for text in texts(diaries) if "Roedd yr wythnos" in text or "Buom yn" in text]

    assert len(welsh) > 20


def test_nothing_written_lies_ahead_and_nothing_happens_before_the_sentence(diaries):
    for diarist, meetings, notes in diaries:
        for at in [one.recorded_at for one in meetings if one.outcome] + [
            note.happened_at for note in notes
        ]:
            assert at <= NOW
            assert local_day(at) >= diarist.life.began_on


def test_people_are_met_on_working_days(diaries):
    days = [local_day(one.starts_at) for _, meetings, _ in diaries for one in meetings]

    assert all(map(is_working_day, days))


def test_some_outcomes_are_owed_and_some_appointments_lie_ahead(diaries):
    open_ones = [one for _, meetings, _ in diaries for one in meetings if not one.outcome]

    assert 10 < sum(one.starts_at < NOW for one in open_ones) < 100
    assert sum(one.starts_at > NOW for one in open_ones) > 100


def test_activity_days_never_exceed_what_was_ordered(diaries):
    for diarist, meetings, _ in diaries:
        required = diarist.requirement("F")
        credited = sum(one.credit or 0 for one in meetings)
        if required:
            assert diarist.activity.before + credited <= required.amount


def test_marked_notes_are_written_by_those_who_may_read_them(diaries):
    for diarist, _, notes in diaries:
        for note in notes:
            role = pack().roles[diarist.content.staff[note.author].role]
            readable = {pack().markings[marking].number for marking in role.markings}
            assert note.marking in readable, (note.author, note.note_type)


def test_all_markings_but_none_are_used(diaries):
    used = {note.marking for _, _, notes in diaries for note in notes}

    assert used == {marking.number for marking in pack().markings.values()}


def test_every_code_is_one_the_pack_knows():
    made_of, lists = content(), pack().code_lists
    used = {
        "ethnicity": {code for one in made_of.backgrounds.values() for code in one.ethnicity},
        "religion": {code for one in made_of.backgrounds.values() for code in one.religions},
        "nationality": {one.nationality for one in made_of.backgrounds.values()},
        "requirement-type": {one.code for one in made_of.sentences.requirement},
        "licence-condition-type": {one.code for one in made_of.sentences.condition},
        "rosh-level": set(made_of.shares["rosh"].of),
    }

    for name, codes in used.items():
        assert codes <= set(lists[name].codes), name
    assert set(made_of.shares["outcome"].of) <= set(pack().contact_outcomes)
    assert set(made_of.risk.flags) <= set(pack().flag_types)
    assert {one.type for one in made_of.notes.values()} <= set(pack().note_types)
    assert {one.role for one in made_of.staff.values()} == set(pack().roles) - {SOURCE_SYSTEM}


def test_every_thread_answers_what_the_instrument_asks():
    instrument = pack().instrument("needs-and-strengths", on=TODAY)
    by_section = {section: [] for section in SECTIONS}
    for thread in content().threads.values():
        by_section[thread.section].append(thread)

    for section, threads in by_section.items():
        asked = {question.id for question in instrument.sections[section].question}
        for thread in threads:
            assert set(thread.answers) <= asked, thread.id
            instrument.chosen(thread.answers)


def test_a_deck_says_everything_once_before_it_says_something_twice():
    deck = Deck({"brought": ("one", "two", "three")}, Chance("test"))

    drawn = [deck.next("brought") for _ in range(6)]

    assert sorted(drawn[:3]) == sorted(drawn[3:]) == ["one", "three", "two"]


def test_a_slot_written_large_begins_with_a_large_letter():
    words = Vocabulary({"kin": "his mother"}, {}, Chance("test"))

    assert words.fill("{Kin} and {kin}.", {}) == "His mother and his mother."


@pytest.mark.parametrize(("hour", "says"), [(9, "9.30am"), (12, "12.30pm"), (15, "3.30pm")])
def test_the_clock_is_read_as_people_say_it(hour, says):
    assert clock(NOW.replace(hour=hour, minute=30)) == says
