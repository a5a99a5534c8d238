"""A person's timeline, what is last known of them, one entry."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, NotVisible, acting_as
from throughcare.foundation.packs import pack
from throughcare.record import actions, queries
from throughcare.record.facts import EntryFacts
from throughcare.record.queries import EntryFilter, Folded, Line, place_of

NOTES = EntryFilter(group="notes")
SENSITIVE = pack().markings["sensitive"].number


def page_for(cast, wanted=NOTES, *, who="amina", about="dan", before=None):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.timeline_page(
            actor=actor, person=getattr(cast, about), wanted=wanted, before=before
        )


def texts(page):
    return [item.text for item in page.items if isinstance(item, Line)]


def checks(cast, *days_ago, kind="address-check", system="nomis"):
    facts = [
        EntryFacts(
            source_key=f"{system}:{kind}:{days}",
            kind=kind,
            happened_at=NOW - timedelta(days=days),
        )
        for days in days_ago
    ]
    with acting_as(SYSTEM):
        actions.learn_entries(actor=SYSTEM, person=cast.dan, facts=facts, source=uuid4(), at=NOW)


def test_the_newest_stands_first_by_when_it_happened_whenever_it_was_written(cast, notes):
    notes.by("amina", "dan", "Yesterday.", hours_ago=24)
    notes.by("amina", "dan", "Last week, written late.", happened_at=NOW - timedelta(days=7))
    notes.by("amina", "dan", "Just now.", hours_ago=0)

    assert texts(page_for(cast)) == ["Just now.", "Yesterday.", "Last week, written late."]


def test_twenty_five_a_page_until_there_are_no_more(cast, notes):
    for hours in range(60):
        notes.by("amina", "dan", str(hours), hours_ago=hours)

    first = page_for(cast)
    second = page_for(cast, before=first.older)
    third = page_for(cast, before=second.older)

    assert [len(page.items) for page in (first, second, third)] == [25, 25, 10]
    assert texts(first) + texts(second) + texts(third) == [str(hours) for hours in range(60)]
    assert third.older is None


def test_entries_of_one_moment_come_once_each_whatever_page_they_fall_on(cast, notes):
    written = {notes.by("amina", "dan", str(n), hours_ago=1).pk for n in range(60)}

    seen, before = [], None
    while True:
        page = page_for(cast, before=before)
        seen += [line.id for line in page.items]
        if page.older is None:
            break
        before = place_of(str(page.older))

    assert len(seen) == 60
    assert set(seen) == written


@pytest.mark.parametrize(
    "rubbish", ["", "_", "2026-11-24_", "2026-11-24T09:30:00_" + "0" * 32, "x" * 99]
)
def test_a_place_that_is_none_is_the_beginning(rubbish):
    assert place_of(rubbish) is None


def test_the_last_three_notes_are_open_on_the_first_page_alone(cast, notes):
    written = [notes.by("amina", "dan", str(hours), hours_ago=hours).pk for hours in range(30)]

    first = page_for(cast)

    assert first.open == frozenset(written[:3])
    assert page_for(cast, before=first.older).open == frozenset()


def test_what_systems_write_in_numbers_is_one_line_and_takes_no_room(cast, notes):
    for hours in range(25):
        notes.by("amina", "dan", str(hours), hours_ago=hours)
    checks(cast, 0.1, 0.2, 0.3, 0.4, 0.5)

    page = page_for(cast, EntryFilter())

    (folded,) = [item for item in page.items if isinstance(item, Folded)]
    assert (folded.count, folded.many) == (5, "address checks")
    assert folded.system == "the prison system (NOMIS)"
    assert folded.first_at == NOW - timedelta(days=0.5)
    assert folded.last_at == NOW - timedelta(days=0.1)
    assert len([item for item in page.items if isinstance(item, Line)]) == 25
    place = page.items.index(folded)
    assert page.items[place - 1].happened_at > folded.last_at > page.items[place + 1].happened_at


def test_noise_is_counted_once_over_all_pages(cast, notes):
    for hours in range(60):
        notes.by("amina", "dan", str(hours), hours_ago=hours)
    checks(cast, *range(12))

    first = page_for(cast, EntryFilter())
    second = page_for(cast, EntryFilter(), before=first.older)
    third = page_for(cast, EntryFilter(), before=second.older)

    pages = (first, second, third)
    counts = [item.count for page in pages for item in page.items if isinstance(item, Folded)]
    assert sum(counts) == 12


def test_noise_that_is_asked_for_is_not_folded(cast):
    checks(cast, 1, 2, 3)

    for wanted in (EntryFilter(kind="address-check"), EntryFilter(group="details")):
        page = page_for(cast, wanted)
        assert [item.kind for item in page.items] == ["address-check"] * 3
        assert all(isinstance(item, Line) for item in page.items)


def test_a_correction_stands_with_what_it_corrects(cast, notes):
    note = notes.by("amina", "dan", "One.", hours_ago=5)
    with acting_as(cast.ben):
        second = actions.correct_entry(actor=cast.ben, entry=note, text="Two.", at=NOW)
        actions.correct_entry(actor=cast.ben, entry=second, text="Three.", at=NOW)

    (line,) = page_for(cast).items

    assert line.text == "Three."
    assert [version.text for version in line.earlier] == ["One.", "Two."]
    assert [version.author for version in line.earlier] == ["Amina Khan", "Ben Adeyemi"]


def test_a_correction_of_when_it_happened_moves_the_entry(cast, notes):
    notes.by("amina", "dan", "Monday.", hours_ago=48)
    late = notes.by("amina", "dan", "Tuesday.", hours_ago=24)
    with acting_as(cast.amina):
        actions.correct_entry(
            actor=cast.amina,
            entry=late,
            text="Sunday.",
            happened_at=NOW - timedelta(hours=72),
            at=NOW,
        )

    assert texts(page_for(cast)) == ["Monday.", "Sunday."]


def test_the_record_as_it_was_known_has_neither_later_notes_nor_later_corrections(cast, notes):
    on_friday = notes.by("amina", "dan", "On Friday.", hours_ago=96)
    notes.by("amina", "dan", "Learnt late.", hours_ago=95, at=NOW)
    with acting_as(cast.amina):
        actions.correct_entry(actor=cast.amina, entry=on_friday, text="On Thursday.", at=NOW)

    then = page_for(cast, replace(NOTES, known_on=(NOW - timedelta(days=2)).date()))
    now = page_for(cast, replace(NOTES, known_on=NOW.date()))

    assert texts(then) == ["On Friday."]
    assert texts(now) == ["Learnt late.", "On Thursday."]


@pytest.fixture
def mixed(cast, notes):
    notes.by("amina", "dan", "He has found housing.", hours_ago=1, important=True)
    notes.by("ben", "dan", "We spoke of work.", hours_ago=30)
    with acting_as(SYSTEM):
        fact = EntryFacts(
            source_key="ndelius:contact:1",
            kind="contact",
            text="Came to the office.",
            author_text="J. Smith",
            happened_at=NOW - timedelta(days=4),
        )
        actions.learn_entries(actor=SYSTEM, person=cast.dan, facts=[fact], source=uuid4(), at=NOW)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EntryFilter(group="notes"), ["He has found housing.", "We spoke of work."]),
        (EntryFilter(group="contact"), ["Came to the office."]),
        (EntryFilter(author="Ben Adeyemi"), ["We spoke of work."]),
        (EntryFilter(author="J. Smith"), ["Came to the office."]),
        (EntryFilter(system="ndelius"), ["Came to the office."]),
        (EntryFilter(system="here", group="notes"), ["He has found housing.", "We spoke of work."]),
        (EntryFilter(important=True), ["He has found housing."]),
        (EntryFilter(words="house"), ["He has found housing."]),
        (EntryFilter(words="offices or working"), ["We spoke of work.", "Came to the office."]),
        (EntryFilter(group="notes", since=NOW.date()), ["He has found housing."]),
        (
            EntryFilter(group="notes", until=(NOW - timedelta(days=1)).date()),
            ["We spoke of work."],
        ),
        (EntryFilter(words="submarine"), []),
    ],
)
def test_a_timeline_is_narrowed_down(cast, mixed, wanted, found):
    assert texts(page_for(cast, wanted)) == found


def test_a_word_that_only_an_earlier_version_has_finds_the_entry(cast, notes):
    note = notes.by("amina", "dan", "He was drunk.")
    with acting_as(cast.amina):
        actions.correct_entry(actor=cast.amina, entry=note, text="He was sober.", at=NOW)

    assert texts(page_for(cast, EntryFilter(words="drunk"))) == ["He was sober."]


def test_the_filter_offers_what_is_there(cast, mixed):
    with acting_as(cast.amina):
        options = queries.filter_options(actor=cast.amina, person=cast.dan)

    assert {"notes", "contact"} <= {id for id, _ in options.groups}
    assert "reports" not in {id for id, _ in options.groups}
    assert [id for id, _ in options.systems] == ["here", "ndelius"]
    assert [name for name, _ in options.authors] == ["Amina Khan", "Ben Adeyemi", "J. Smith"]


def test_a_page_asks_the_same_few_questions_whatever_it_shows(cast, notes):
    note = notes.by("amina", "dan", "First.")
    with acting_as(cast.amina):
        actions.correct_entry(actor=cast.amina, entry=note, text="First then.", at=NOW)
    amina, dan, both = cast.amina, cast.dan, [cast.dan.pk, cast.erin.pk]

    def asked():
        with acting_as(amina), CaptureQueriesContext(connection) as captured:
            queries.timeline_page(actor=amina, person=dan, wanted=EntryFilter())
            queries.filter_options(actor=amina, person=dan)
            queries.draft_of(actor=amina, person=dan, key="note")
            queries.last_entries(actor=amina, person=dan, n=10)
            queries.last_notes(actor=amina, person=dan, n=3)
            queries.latest_for(actor=amina, people=both)
            queries.search_notes(actor=amina, words="first")
        return [one["sql"].split()[0].lower() for one in captured.captured_queries]

    few = asked()
    for hours in range(30):
        note = notes.by("amina", "dan", "First and more.", hours_ago=hours)
        with acting_as(cast.amina):
            actions.correct_entry(actor=cast.amina, entry=note, text="First then.", at=NOW)
    checks(cast, *range(20))

    assert asked() == few
    assert len(few) == 10


def test_the_last_notes_are_what_colleagues_wrote_however_much_came_after(cast, notes):
    written = [notes.by("amina", "dan", f"Note {hours}.", hours_ago=hours) for hours in (9, 8, 7)]
    notes.by("amina", "dan", "Older.", hours_ago=10)
    checks(cast, *range(5))
    with acting_as(SYSTEM):
        for number in range(5):
            actions.happened(
                actor=SYSTEM,
                person=cast.dan,
                kind="risk-level-changed",
                happened_at=NOW,
                recorded_at=NOW,
                text=f"Reason {number}",
            )

    with acting_as(cast.amina):
        found = queries.last_notes(actor=cast.amina, person=cast.dan, n=3)

    assert [line.id for line in found] == [note.pk for note in reversed(written)]


def test_the_latest_of_each_person_is_one_dip_and_never_noise(cast, notes):
    notes.by("amina", "dan", "Older.", hours_ago=9)
    newest = notes.by("amina", "dan", "x" * 500, hours_ago=1)
    checks(cast, 0)

    with acting_as(cast.amina):
        latest = queries.latest_for(actor=cast.amina, people=[cast.dan.pk, cast.erin.pk])

    assert set(latest) == {cast.dan.pk}
    assert latest[cast.dan.pk].id == newest.pk or latest[cast.dan.pk].kind == "person-added"
    assert len(latest[cast.dan.pk].text) <= 400


def test_an_entry_is_found_by_any_of_its_versions(cast, notes):
    note = notes.by("amina", "dan", "One.")
    with acting_as(cast.amina):
        second = actions.correct_entry(actor=cast.amina, entry=note, text="Two.", at=NOW)

        pages = [
            queries.entry_page(actor=cast.amina, person=cast.dan, id=id)
            for id in (note.pk, second.pk)
        ]

    assert [page.line.text for page in pages] == ["Two.", "Two."]
    assert [page.asked.pk for page in pages] == [note.pk, second.pk]


def test_an_entry_of_someone_else_is_not_found_under_this_person(cast, notes):
    note = notes.by("cara", "erin", "She rang.")

    for person, actor in ((cast.dan, cast.amina), (cast.dan, cast.lena)):
        with acting_as(actor), pytest.raises(NotVisible):
            queries.entry_page(actor=actor, person=person, id=note.pk)
    with acting_as(cast.amina), pytest.raises(NotVisible):
        queries.entry_page(actor=cast.amina, person=cast.dan, id=UUID(int=0))


def test_an_entry_says_which_system_it_came_from(cast, mixed):
    with acting_as(cast.amina):
        page = queries.timeline_page(
            actor=cast.amina, person=cast.dan, wanted=EntryFilter(system="ndelius")
        )
        shown = queries.entry_page(actor=cast.amina, person=cast.dan, id=page.items[0].id)

    assert page.items[0].system == "nDelius"
    assert page.items[0].learnt_at == NOW
    assert shown.provenance.system == "nDelius"
    assert shown.provenance.message is not None


def test_a_marked_entry_bears_its_badge(cast, notes):
    notes.by("amina", "dan", "From his sister.", marking=SENSITIVE)

    (line,) = page_for(cast).items
    assert line.marking == pack().markings["sensitive"].badge
