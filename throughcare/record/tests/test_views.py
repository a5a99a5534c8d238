"""The pages: what comes back for each thing somebody can do."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed, Look
from throughcare.foundation.packs import pack
from throughcare.record import actions
from throughcare.record.models import Draft, Entry

THERAPY = pack().markings["therapy"].number
NASTY = (
    "Robert'); drop table record_entry;-- {{ 7*7 }} {% raise %} <script>alert(1)</script>\n"
    "\u202eright to left\u202c and مرحبا and \x1b[31m, 50% of it\n\n\n  indented\ttabbed  "
)


@pytest.fixture
def amina(client, cast):
    client.force_login(cast.member("amina"))
    return client


def timeline_of(person):
    return reverse("record:timeline", kwargs={"ref": person.ref})


def address_of(name, person, **more):
    return reverse(f"record:{name}", kwargs={"ref": person.ref, **more})


def typed(**changed):
    return {
        "note_type": "contact",
        "text": "He came.",
        "happened_at_day": "24/11/2026",
        "happened_at_time": "9am",
        "marking": "",
        "version": "0",
        "once": str(uuid4()),
        **changed,
    }


def the_note(cast):
    with acting_as(SYSTEM):
        return Entry.objects.get(kind="note")


def test_a_note_typed_on_the_timeline_is_saved_and_stands_there(cast, amina):
    response = amina.post(timeline_of(cast.dan), typed(), follow=True)

    assert response.redirect_chain == [(timeline_of(cast.dan), 302)]
    assert "Note saved" in response.text
    assert "He came." in response.text
    note = the_note(cast)
    assert (note.happened_at, note.recorded_at) == (NOW - timedelta(minutes=30), NOW)


def test_pressing_save_twice_saves_once(cast, amina):
    form = typed()

    for _ in range(2):
        assert amina.post(timeline_of(cast.dan), form).status_code == 302

    assert the_note(cast).text == "He came."


def test_a_form_gone_back_to_and_sent_with_other_words_is_another_note(cast, amina):
    form = typed()
    amina.post(timeline_of(cast.dan), form)

    amina.post(timeline_of(cast.dan), form | {"text": "He came again."})

    with acting_as(cast.amina):
        texts = set(Entry.objects.filter(kind="note").values_list("text", flat=True))
    assert texts == {"He came.", "He came again."}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": "  "}, "Write what happened"),
        ({"note_type": ""}, "Choose what kind of note it is"),
        ({"note_type": "submarine"}, "Choose one of the answers offered"),
        ({"note_type": "another", "other_type": ""}, "Choose which kind of note it is"),
        ({"note_type": "another", "other_type": "ct"}, "Choose one of the answers offered"),
        ({"happened_at_day": "31 2 26"}, "has only 28 days"),
        ({"happened_at_day": "25 11 2026"}, "still to come"),
        ({"happened_at_time": "4pm"}, "4pm today is still to come"),
        ({"happened_at_day": "1 1 1950"}, "before this person was born"),
        ({"happened_at_day": "1 1 1850"}, "Enter a year from 1900"),
        ({"happened_at_day": "when the cow calved"}, "Enter a date"),
        ({"marking": "2"}, "Choose one of the answers offered"),
        ({"marking": "9999999999"}, "Choose one of the answers offered"),
        ({"text": "x" * 200_001}, "200,000"),
        ({"version": "-1"}, "no longer knows"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, amina, changed, says):
    form = typed(**changed)

    response = amina.post(timeline_of(cast.dan), form)

    assert response.status_code == 200
    assert says in response.text
    assert response.text.count(says) >= 2 or "version" in changed  # in the summary and at its field
    if len(form["text"]) < 99:
        assert f"{form['text']}</textarea>" in response.text
    with acting_as(SYSTEM):
        assert not Entry.objects.filter(kind="note").exists()


def test_a_kind_of_note_brings_its_marking_unless_the_writer_says_otherwise(cast, client):
    client.force_login(cast.member("tess"))

    client.post(timeline_of(cast.erin), typed(note_type="therapy-group"))
    assert the_note(cast).marking == THERAPY

    client.post(timeline_of(cast.erin), typed(note_type="therapy-group", marking="0"))
    with acting_as(SYSTEM):
        assert Entry.objects.filter(kind="note", marking=0).count() == 1


def test_a_kind_of_note_says_how_it_is_marked_before_it_is_written(cast, client):
    client.force_login(cast.member("tess"))

    page = client.get(timeline_of(cast.erin)).text

    assert "Counselling session (Therapy)" in page
    assert "Home visit (" not in page


def test_a_long_and_nasty_note_comes_back_as_it_was_typed(cast, amina):
    text = (NASTY * (200_000 // len(NASTY) + 1))[:199_999] + "."

    amina.post(timeline_of(cast.dan), typed(text=text))

    note = the_note(cast)
    assert note.text == text
    page = amina.get(address_of("entry", cast.dan, id=note.pk)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page.split("<textarea")[0]


def test_a_correction_form_holds_the_text_exactly(cast, amina, notes):
    note = notes.by("amina", "dan", NASTY)

    page = amina.get(address_of("entry", cast.dan, id=note.pk)).text

    inside = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S).group(1)
    from html import unescape

    assert unescape(inside).removeprefix("\n") == NASTY


def test_a_sign_no_database_can_hold_becomes_the_sign_for_one(cast, amina):
    amina.post(timeline_of(cast.dan), typed(text="before\x00after"))

    assert the_note(cast).text == "before�after"


def test_the_headings_for_a_kind_of_note_are_put_beneath_what_is_there(cast, amina):
    form = typed(note_type="home-visit", text="At ten.", template="yes")

    response = amina.post(timeline_of(cast.dan), form, follow=True)

    assert "At ten.&#10;&#10;Who was there" in response.text
    with acting_as(SYSTEM):
        assert not Entry.objects.filter(kind="note").exists()


def test_the_headings_need_a_kind_of_note(cast, amina):
    response = amina.post(
        timeline_of(cast.dan), typed(note_type="", text="At ten.", template="yes"), follow=True
    )

    assert "Choose the kind of note first" in response.text
    assert "At ten.</textarea>" in response.text


def test_what_is_being_written_is_kept_and_there_after_signing_in_again(cast, amina):
    answer = amina.post(address_of("draft", cast.dan), typed(text="He came and"))
    assert answer.json() == {"saved_at": "9.30am", "version": 1}

    amina.logout()
    amina.force_login(cast.member("amina"))

    page = amina.get(timeline_of(cast.dan)).text
    assert "He came and</textarea>" in page
    assert 'name="version" value="1"' in page
    assert "You began this note" in page


def test_signed_out_the_draft_is_not_taken_and_the_page_is_sent_to_sign_in(cast, client):
    response = client.post(address_of("draft", cast.dan), typed())

    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == reverse("account_login")


def test_a_second_window_is_shown_both_versions_and_chooses(cast, amina):
    amina.post(address_of("draft", cast.dan), typed(text="From one window"))

    answer = amina.post(address_of("draft", cast.dan), typed(text="From another"))

    choose = address_of("choose-draft", cast.dan)
    assert (answer.status_code, answer.json()) == (409, {"conflict": choose})
    assert "From one window" in amina.get(choose).text

    amina.post(choose, typed(text="From another", keep="theirs"))
    assert "From one window</textarea>" in amina.get(timeline_of(cast.dan)).text
    amina.post(choose, typed(text="From another"))
    assert "From another</textarea>" in amina.get(timeline_of(cast.dan)).text


def test_a_saved_note_leaves_no_draft(cast, amina):
    amina.post(address_of("draft", cast.dan), typed(text="He came."))

    response = amina.post(timeline_of(cast.dan), typed(version="1"), follow=True)

    assert "He came.</textarea>" not in response.text
    with acting_as(cast.amina):
        assert Draft.objects.get().content == {}


def test_what_was_kept_at_the_moment_the_note_was_sent_is_no_draft_of_the_next(cast, amina):
    """The page kept version 1, and did not know of it yet when Save was pressed."""
    form = typed(text="He came.")
    amina.post(address_of("draft", cast.dan), form)

    amina.post(timeline_of(cast.dan), form | {"version": "0"})

    with acting_as(cast.amina):
        assert Draft.objects.get().content == {}


def test_a_draft_can_be_discarded(cast, amina):
    amina.post(address_of("draft", cast.dan), typed(text="Nonsense"))

    response = amina.post(address_of("discard-draft", cast.dan), follow=True)

    assert "Nonsense" not in response.text


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999"])
def test_a_draft_that_does_not_say_what_it_was_is_refused(cast, amina, version):
    assert amina.post(address_of("draft", cast.dan), typed(version=version)).status_code == 400


def test_the_filter_stays_in_the_address(cast, amina, notes):
    for hours in range(30):
        notes.by("amina", "dan", f"Housing {hours}", hours_ago=hours)

    page = amina.get(timeline_of(cast.dan), {"words": "housing", "group": "notes"}).text

    (older,) = re.findall(r'href="(\?[^"]*before=[^"]*)"', page)
    kept = parse_qs(older.removeprefix("?").replace("&amp;", "&"))
    assert (kept["words"], kept["group"]) == (["housing"], ["notes"])
    following = amina.get(timeline_of(cast.dan) + older.replace("&amp;", "&")).text
    assert "Housing 25" in following
    assert "Housing 24<" not in following


@pytest.mark.parametrize(
    "given",
    [
        {"since": "rubbish"},
        {"author": "Nobody'; --"},
        {"group": "submarines"},
        {"kind": "gossip"},
        {"system": "%"},
        {"before": "yesterday"},
        {"words": "&|!() <b>"},
        {"words": "\x00"},
        {"known_on": "1 1 1"},
        {"until": "x" * 5000},
    ],
)
def test_a_filter_that_makes_no_sense_still_shows_the_page(cast, amina, given):
    assert amina.get(timeline_of(cast.dan), given).status_code == 200


def test_every_look_at_a_timeline_is_written_down(cast, amina):
    amina.get(timeline_of(cast.dan))

    with acting_as(SYSTEM):
        look = Look.objects.get()
    assert (look.person_id, look.page, look.actor) == (
        cast.dan.pk,
        "record:timeline",
        "Amina Khan",
    )


@pytest.mark.parametrize("name", ["timeline", "draft", "choose-draft", "discard-draft"])
def test_a_person_out_of_reach_is_not_found(cast, amina, name):
    ask = amina.get if name in ("timeline", "choose-draft") else amina.post

    assert ask(address_of(name, cast.erin), typed()).status_code == 404


def test_a_hidden_entry_is_not_found_whatever_person_it_is_asked_under(cast, client, notes):
    note = notes.by("tess", "erin", "Spoke of her mother.", marking=THERAPY)
    client.force_login(cast.member("cara"))

    for ask in (client.get, client.post):
        assert ask(address_of("entry", cast.erin, id=note.pk), typed()).status_code == 404
        assert ask(address_of("entry", cast.erin, id=uuid4()), typed()).status_code == 404


def test_a_correction_is_saved_and_both_versions_stand_on_the_page(cast, amina, notes):
    note = notes.by("amina", "dan", "On Monday.")

    response = amina.post(
        address_of("entry", cast.dan, id=note.pk), typed(text="On Friday."), follow=True
    )

    assert "On Monday." in response.text
    assert "On Friday." in response.text
    assert "Corrected Tuesday 24 November, 9.30am by Amina Khan" in response.text


def test_who_may_not_correct_a_note_reads_who_can_and_is_refused_anyway(cast, client, notes):
    note = notes.by("amina", "dan", "On Monday.")
    client.force_login(cast.member("owen"))

    page = client.get(address_of("entry", cast.dan, id=note.pk)).text
    assert "Only whoever wrote this, and managers, can correct it" in page
    assert "Save correction" not in page

    response = client.post(address_of("entry", cast.dan, id=note.pk), typed(text="No."))
    assert response.status_code == 403


def test_who_corrects_what_was_just_corrected_is_shown_both_and_chooses(cast, amina, notes):
    note = notes.by("amina", "dan", "On Monday.")
    with acting_as(cast.ben):
        theirs = actions.correct_entry(actor=cast.ben, entry=note, text="On Tuesday.", at=NOW)

    page = amina.post(address_of("entry", cast.dan, id=note.pk), typed(text="On Friday.")).text
    assert "Ben Adeyemi" in page
    assert "On Tuesday." in page
    assert "On Friday.</textarea>" in page

    chosen = address_of("entry", cast.dan, id=theirs.pk)
    amina.post(chosen, {"keep": "theirs", "text": "On Friday.", "version": "0"})
    with acting_as(SYSTEM):
        assert not Entry.objects.filter(supersedes=theirs).exists()
    # Ben's is a manager's correction; Amina may add to it only by a note of her own.
    refused = amina.post(chosen, {"keep": "yours", "text": "On Friday.", "version": "0"})
    assert refused.status_code == 403


def test_a_search_shows_whose_note_it_is_and_marks_the_words(cast, amina, notes):
    notes.by("amina", "dan", "He has found <b>housing</b>.")
    notes.by("cara", "erin", "She has found housing.")

    page = amina.get(reverse("record:search"), {"words": "house"}).text

    assert "Dan Rees" in page
    assert "Erin" not in page
    assert "<mark><bdi>housing</bdi></mark>" in page
    assert "&lt;b&gt;" in page


def test_every_search_is_written_down(cast, amina):
    amina.get(reverse("record:search"), {"words": "housing"})

    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="record.notes_searched")
    assert (deed.actor, deed.details) == ("Amina Khan", {"words": "housing"})


@pytest.mark.parametrize("words", ["", " ", "submarine", "&|!", "\x00", "a" * 5000, "'"])
def test_a_search_for_nothing_much_is_answered(cast, amina, words):
    assert amina.get(reverse("record:search"), {"words": words}).status_code == 200


def test_nobody_signed_out_sees_any_of_it(cast, client, notes):
    note = notes.by("amina", "dan", "He came.")

    for address in (
        timeline_of(cast.dan),
        address_of("entry", cast.dan, id=note.pk),
        reverse("record:search"),
    ):
        response = client.get(address)
        assert response.status_code == 302
        assert urlsplit(response["Location"]).path == reverse("account_login")


def test_folded_noise_leads_to_what_was_folded(cast, amina):
    from throughcare.record.facts import EntryFacts

    facts = [
        EntryFacts(
            source_key=f"nomis:check:{days}",
            kind="address-check",
            title=f"Check number {days}",
            happened_at=NOW - timedelta(days=days),
        )
        for days in range(1, 6)
    ]
    with acting_as(SYSTEM):
        actions.learn_entries(actor=SYSTEM, person=cast.dan, facts=facts, source=uuid4(), at=NOW)

    page = amina.get(timeline_of(cast.dan)).text
    assert "5 address checks from the prison system (NOMIS), 19 Nov 2026 to 23 Nov 2026" in page
    assert "Check number" not in page

    (address,) = re.findall(r'href="(\?kind=address-check[^"]*)"', page)
    unfolded = amina.get(timeline_of(cast.dan) + address.replace("&amp;", "&")).text
    assert len(set(re.findall(r"Check number \d", unfolded))) == 5


def test_what_the_page_saves_by_itself_is_no_look_and_opening_it_is_one(cast, amina):
    amina.get(address_of("timeline", cast.dan))
    saved = amina.post(address_of("draft", cast.dan), typed(text="He came"))
    refused = amina.post(address_of("draft", cast.dan), typed(text="He came", version="x"))
    clashed = amina.post(address_of("draft", cast.dan), typed(text="He"))

    assert [one.status_code for one in (saved, refused, clashed)] == [200, 400, 409]
    with acting_as(SYSTEM):
        assert list(Look.objects.values_list("page", flat=True)) == ["record:timeline"]


def test_the_address_the_page_saves_to_is_no_way_to_look_unseen(cast, amina):
    assert amina.get(address_of("draft", cast.dan)).status_code == 405
    answer = amina.post(address_of("draft", cast.dan), typed(text="He came"))

    assert set(answer.json()) == {"saved_at", "version"}
