"""Words, found in English and Welsh, over everyone within reach and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.databases import NOW
from throughcare.foundation.access import acting_as, as_owner
from throughcare.record import queries
from throughcare.record.models import Entry
from throughcare.record.queries.searching import NEWEST


def found(cast, words, *, who="amina", before=None):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.search_notes(actor=actor, words=words, before=before)


def texts(hits):
    return [hit.line.text for hit in hits.hits]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He missed two appointments.", "appointment"),
        ("He missed two appointments.", "missing"),
        ("He missed two appointments.", "MISSED appointment"),
        ("He missed two appointments.", '"two appointments"'),
        ("Mae'n byw mewn tŷ bach.", "tŷ"),
        ("Mae'n byw mewn tŷ bach.", "ty"),
        ("Mae'n byw mewn ty bach.", "tŷ"),
        ("Gwelais y cw\u0302n.", "cŵn"),  # the accent as a sign of its own
        ("Gwelais y cŵn.", "CWN"),
        ("Cyfarfodydd bob wythnos", "cyfarfodydd"),
        ("Seen with Chloë at the café", "chloe cafe"),
        ("It was him", "him"),  # a word English stemming throws away
        ("Yr î olaf", "i"),  # as it does this one, once it has lost its accent
    ],
)
def test_a_note_is_found(cast, notes, text, words):
    notes.by("amina", "dan", text)

    assert texts(found(cast, words)) == [text]


@pytest.mark.parametrize(
    "words", ["submarine", '"appointments two"', "missed -appointments", "", "   ", "&|!()"]
)
def test_a_note_is_not_found_by_what_it_does_not_say(cast, notes, words):
    notes.by("amina", "dan", "He missed two appointments.")

    assert texts(found(cast, words)) == []


def test_the_title_is_searched_as_well(cast, notes):
    notes.by("amina", "dan", "He was in.", note_type="home-visit")

    assert texts(found(cast, "home visits")) == ["He was in."]


def test_the_newest_stands_first_twenty_five_a_page(cast, notes):
    for hours in range(30):
        notes.by("amina", "dan", f"Housing {hours}", hours_ago=hours)

    first = found(cast, "housing")
    second = found(cast, "housing", before=first.older)

    assert texts(first) + texts(second) == [f"Housing {hours}" for hours in range(30)]
    assert (len(first.hits), second.older) == (25, None)


@pytest.fixture
def busy_week(cast):
    """Two thousand entries within a few days, and a page of older ones; which say it is the test's.

    More than a search reads before it asks its index.
    """

    def made(says):
        with as_owner():
            Entry.objects.bulk_create(
                Entry(
                    person=cast.dan,
                    kind="note",
                    text="housing" if says(n) else "nothing",
                    happened_at=NOW - timedelta(minutes=n if n < 2000 else n * 60),
                    recorded_at=NOW,
                )
                for n in range(2030)
            )
        return [NOW - timedelta(minutes=n if n < 2000 else n * 60) for n in range(2030) if says(n)]

    return made


@pytest.mark.parametrize(
    "says",
    [
        lambda n: n % 10 == 0,  # often: the newest are enough
        lambda n: n % 200 == 0 or n >= 2000,  # some now, the rest long ago
        lambda n: n >= 2000,  # long ago alone
        lambda n: n in (0, 1999),  # hardly ever
    ],
)
def test_the_newest_are_found_however_often_a_word_is_said(cast, busy_week, says):
    at = busy_week(says)

    hits, place = [], None
    while place is not None or not hits:
        page = found(cast, "housing", before=place)
        hits += page.hits
        place = page.older
        if place is None:
            break

    assert [hit.line.happened_at for hit in hits] == at


def test_entries_of_one_moment_are_each_found_once(cast, notes):
    written = {notes.by("amina", "dan", f"Housing {n}").pk for n in range(40)}

    first = found(cast, "housing")
    second = found(cast, "housing", before=first.older)

    ids = [hit.line.id for hit in (*first.hits, *second.hits)]
    assert (len(ids), set(ids)) == (40, written)


def test_the_words_found_are_marked_and_nothing_in_the_text_can_mark_itself(cast, notes):
    notes.by("amina", "dan", "His <b>old</b> \x02tŷ\x03 & <mark>home</mark> now.")

    (hit,) = found(cast, "ty").hits

    assert "".join(part for part, _ in hit.snippet) == ("His <b>old</b> tŷ & <mark>home</mark> now")
    assert [part for part, is_found in hit.snippet if is_found] == ["tŷ"]


def test_a_hit_says_whose_it_is_and_whether_it_was_corrected(cast, notes):
    from throughcare.record import actions

    note = notes.by("amina", "dan", "Housing on Monday.")
    with acting_as(cast.amina):
        actions.correct_entry(actor=cast.amina, entry=note, text="Housing on Friday.", at=NOW)

    hits = {hit.line.text: hit for hit in found(cast, "housing").hits}

    assert hits["Housing on Monday."].is_corrected
    assert not hits["Housing on Friday."].is_corrected
    assert hits["Housing on Friday."].person_name == "Dan Rees"


def test_a_search_reaches_those_the_reader_reaches(cast, notes):
    notes.by("amina", "dan", "Housing for Dan.")
    notes.by("cara", "erin", "Housing for Erin.")

    assert texts(found(cast, "housing", who="amina")) == ["Housing for Dan."]
    assert texts(found(cast, "housing", who="cara")) == ["Housing for Erin."]
    assert texts(found(cast, "housing", who="sol")) == ["Housing for Erin."]
    assert sorted(texts(found(cast, "housing", who="lena"))) == [
        "Housing for Dan.",
        "Housing for Erin.",
    ]
    assert texts(found(cast, "housing", who="ada")) == []


def test_nobody_in_particular_finds_nothing(cast, notes):
    notes.by("amina", "dan", "Housing for Dan.")

    with acting_as(None), connection.cursor() as cursor:
        cursor.execute(
            "select * from app.search_entries('housing', %s, %s, 26)",
            [NEWEST.at, NEWEST.id],
        )
        assert cursor.fetchall() == []


def test_only_the_web_role_may_search_and_the_function_is_the_programs(cast):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select prosecdef, proowner::regrole::text, array_to_string(proconfig, ';'),"
            "       array(select grantee::regrole::text from aclexplode(proacl))"
            "  from pg_proc where proname = 'search_entries'"
        )
        is_definer, owner, settings, may_execute = cursor.fetchone()

    assert (is_definer, owner) == (True, "throughcare_system")
    assert "search_path=public, pg_temp" in settings
    assert set(may_execute) == {"throughcare_system", "throughcare_web"}


def test_a_word_between_angle_brackets_is_found_like_any_other(cast, notes):
    notes.by("amina", "dan", "Wrote to <mari owen> about the flat")

    (hit,) = found(cast, "owen").hits

    assert "".join(part for part, _ in hit.snippet) == "Wrote to <mari owen> about the flat"


def test_a_text_with_more_words_than_a_row_can_hold_is_kept_whole_and_found_by_its_beginning(
    cast, notes
):
    words = " ".join(f"{n:x}\U00020000\U00020001" for n in range(200_000))[:200_000]

    note = notes.by("amina", "dan", words)

    with acting_as(cast.amina):
        assert Entry.objects.get(pk=note.pk).text == words
    assert len(found(cast, "1f𠀀𠀁").hits) == 1


def test_a_snippet_says_that_there_is_more(cast, notes):
    notes.by("amina", "dan", f"{'before ' * 200} housing {'after ' * 200}")

    (hit,) = found(cast, "housing").hits

    words = "".join(part for part, _ in hit.snippet)
    assert words.startswith("… before")
    assert words.endswith("after …")
    assert len(words) < 500
