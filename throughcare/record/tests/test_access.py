"""Who may write, correct and read what, for the cast."""

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as, decide, may_read
from throughcare.foundation.packs import pack
from throughcare.record import actions, queries
from throughcare.record.access import CORRECT_ENTRY, WRITE_ENTRY
from throughcare.record.models import Entry
from throughcare.record.queries import EntryFilter

THERAPY = pack().markings["therapy"].number
SENSITIVE = pack().markings["sensitive"].number
CT = pack().markings["ct"].number


@pytest.mark.parametrize(
    ("who", "about_dan", "about_erin"),
    [
        ("amina", True, False),
        ("owen", True, False),
        ("ben", True, False),
        ("cara", False, True),
        ("sol", False, True),
        ("gwen", False, True),
        ("tess", False, True),
        ("tom", False, True),
        ("fay", False, True),
        ("carys", False, False),
        ("lena", True, True),
        ("pia", False, False),
        ("ada", False, False),
    ],
)
def test_who_may_write_about_whom(cast, who, about_dan, about_erin):
    actor = getattr(cast, who)

    assert decide(actor, WRITE_ENTRY, Entry(person=cast.dan)).allowed is about_dan
    assert decide(actor, WRITE_ENTRY, Entry(person=cast.erin)).allowed is about_erin


@pytest.mark.parametrize(
    ("who", "may"),
    [("amina", True), ("ben", True), ("lena", True), ("owen", False), ("cara", False)],
)
def test_who_may_correct_a_note_of_aminas(cast, notes, who, may):
    note = notes.by("amina", "dan", "He came.")

    assert decide(getattr(cast, who), CORRECT_ENTRY, note).allowed is may


def test_somebody_who_may_not_correct_a_note_is_told_who_can(cast, notes):
    note = notes.by("amina", "dan", "He came.")

    assert decide(cast.owen, CORRECT_ENTRY, note).reason == (
        "Only whoever wrote this, and managers, can correct it. You can add a note."
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("tess", True),
        ("tom", True),
        ("fay", False),
        ("cara", False),
        ("sol", False),
        ("gwen", False),
        ("lena", False),
        ("amina", False),
        ("ada", False),
    ],
)
def test_who_sees_a_note_of_therapy_on_erin(cast, notes, who, sees):
    note = notes.by("tess", "erin", "Spoke of her mother.", marking=THERAPY)
    actor = getattr(cast, who)

    with acting_as(actor):
        assert Entry.objects.filter(pk=note.pk).exists() is sees
        found = queries.search_notes(actor=actor, words="mother").hits

    assert [hit.line.id for hit in found] == ([note.pk] if sees else [])
    assert may_read(actor, note) is sees


def test_what_cara_may_not_read_is_nowhere_she_looks(cast, notes):
    """Cara reaches Erin; of the note of therapy there is no trace in anything she is shown."""
    with acting_as(cast.cara):
        before = everything_about_erin(cast)
    note = notes.by("tess", "erin", "Spoke of her mother.", marking=THERAPY, important=True)
    with acting_as(SYSTEM):
        actions.correct_entry(actor=SYSTEM, entry=note, text="Spoke of her aunt.", at=NOW)

    with acting_as(cast.cara):
        assert everything_about_erin(cast) == before
        assert "Tess Okoro" not in str(queries.filter_options(actor=cast.cara, person=cast.erin))


def everything_about_erin(cast):
    whole = queries.timeline_page(actor=cast.cara, person=cast.erin, wanted=EntryFilter())
    return {
        "timeline": whole,
        "by words": queries.timeline_page(
            actor=cast.cara, person=cast.erin, wanted=EntryFilter(words="mother or aunt")
        ),
        "by author": queries.timeline_page(
            actor=cast.cara, person=cast.erin, wanted=EntryFilter(author="Tess Okoro")
        ),
        "important": queries.timeline_page(
            actor=cast.cara, person=cast.erin, wanted=EntryFilter(important=True)
        ),
        "options": queries.filter_options(actor=cast.cara, person=cast.erin),
        "search": queries.search_notes(actor=cast.cara, words="mother or aunt or group"),
        "last": queries.last_entries(actor=cast.cara, person=cast.erin, n=10),
        "notes": queries.last_notes(actor=cast.cara, person=cast.erin, n=3),
        "latest": queries.latest_for(actor=cast.cara, people=[cast.erin.pk]),
        "count": Entry.objects.count(),
    }


def test_a_correction_the_reader_may_not_see_leaves_the_note_as_it_was(cast, notes):
    note = notes.by("cara", "erin", "She rang.")
    with acting_as(SYSTEM):
        hidden = Entry.objects.create(
            person=cast.erin,
            kind="note",
            text="She rang from Kev's.",
            marking=CT,
            happened_at=NOW,
            recorded_at=NOW,
            supersedes=note,
            original=note,
        )

    with acting_as(cast.cara):
        page = queries.entry_page(actor=cast.cara, person=cast.erin, id=note.pk)
        assert (page.line.text, page.line.earlier) == ("She rang.", ())
        with pytest.raises(actions.AlreadyCorrected) as caught:
            actions.correct_entry(actor=cast.cara, entry=note, text="She wrote.", at=NOW)
    assert caught.value.theirs is None
    assert hidden.pk not in [page.newest.pk, page.asked.pk]


@pytest.mark.parametrize(
    ("who", "about", "markings"),
    [
        ("amina", "dan", {"ordinary", "sensitive", "safeguarding"}),
        ("owen", "dan", {"ordinary", "sensitive", "victim", "safeguarding", "health"}),
        ("tess", "erin", {"ordinary", "sensitive", "therapy", "safeguarding", "health"}),
        ("lena", "dan", {"ordinary", "sensitive", "ct", "victim", "safeguarding"}),
        ("pia", "dan", set()),
    ],
)
def test_the_markings_offered_are_those_the_writer_may_read_of_this_person(
    cast, who, about, markings
):
    offered = queries.markings_to_choose(actor=getattr(cast, who), person=getattr(cast, about))

    assert {number for number, _ in offered} == {pack().markings[one].number for one in markings}


def test_no_kind_of_note_is_offered_that_its_writer_could_not_read(cast):
    for who, person in (("amina", cast.dan), ("tess", cast.erin), ("lena", cast.dan)):
        actor = getattr(cast, who)
        readable = {n for n, _ in queries.markings_to_choose(actor=actor, person=person)}

        offered = queries.note_choices(actor=actor, person=person)

        assert {kind.marking for kind in offered} <= readable
        usual = [kind for kind in offered if kind.is_usual]
        assert len(usual) == 5
        first = pack().note_types[usual[0].id]
        assert not actor.roles.isdisjoint(first.roles)
