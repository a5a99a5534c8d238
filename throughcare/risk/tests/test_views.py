"""Forms about flags and levels, as people fill them in and as they should not."""

import re
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.risk import actions
from throughcare.risk.models import Flag, FlagChange, HarmLevel

NASTY = "<script>alert(1)</script> {{ 7*7 }} '; drop table x; -- \u202egnitirw \x07"


@pytest.fixture
def amina(cast, client):
    client.force_login(cast.member("amina"))
    return client


@pytest.fixture
def flag(cast):
    with acting_as(cast.amina):
        return actions.raise_flag(
            actor=cast.amina,
            person=cast.dan,
            type="risk-to-staff",
            reason="See in pairs.",
            review_on=None,
            at=NOW,
        )


def at(cast, *parts):
    return "/".join([f"/people/{cast.dan.ref}/risk", *map(str, parts)])


def raising(**more):
    given = {"type": "risk-to-staff", "reason": "See in pairs.", "review_on": "", "marking": "0"}
    return given | {"once": str(uuid4())} | more


def flags():
    with acting_as(SYSTEM):
        return list(Flag.objects.all())


def test_a_flag_raised_on_its_page_is_on_the_risk_page(cast, amina):
    answer = amina.post(at(cast, "flags/new"), raising(review_on="24 12 26"), follow=True)

    assert answer.redirect_chain == [(at(cast), 302)]
    assert "See in pairs." in answer.text
    assert "Thursday 24 December 2026" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": ""}, "Choose a flag"),
        ({"type": "no-such-flag"}, "Choose one of the answers offered"),
        ({"reason": "   "}, "Say why the flag is needed"),
        ({"review_on": "31 2 27"}, "February has only 28 days"),
        ({"review_on": "1 1 2020"}, "is already past"),
        ({"review_on": "soonish"}, "There is a problem"),
        ({"marking": "2"}, "Choose one of the answers offered"),
        ({"marking": "abc"}, "Choose one of the answers offered"),
    ],
)
def test_a_flag_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(
    cast, amina, wrong, said
):
    answer = amina.post(at(cast, "flags/new"), raising(reason="Mind the dog.") | wrong)

    assert answer.status_code == 200
    assert said in answer.text
    assert "reason" in wrong or "Mind the dog." in answer.text
    assert flags() == []


def test_markings_beyond_the_reader_and_flags_marked_so_are_not_offered(cast, amina, client):
    mine = amina.get(at(cast, "flags/new")).text
    client.force_login(cast.member("ben"))
    bens = client.get(at(cast, "flags/new")).text

    assert "Counter-terrorism" not in mine
    assert 'value="alert-ovi"' not in mine
    assert 'value="alert-ovi"' in bens


def test_what_was_typed_is_kept_as_it_was_and_acts_on_no_page(cast, amina):
    amina.post(at(cast, "flags/new"), raising(reason=NASTY))

    shown = amina.get(at(cast)).text
    assert flags()[0].notes[0]["text"] == NASTY
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "{{ 7*7 }}" in shown
    assert "\u202e" not in shown


def test_a_note_as_long_as_anybody_writes_is_taken(cast, amina):
    amina.post(at(cast, "flags/new"), raising(reason="words " * 30_000))

    assert len(flags()[0].notes[0]["text"]) == 180_000


def test_the_same_form_sent_twice_raises_one_flag(cast, amina):
    form = raising()
    amina.post(at(cast, "flags/new"), form)
    amina.post(at(cast, "flags/new"), form)

    assert len(flags()) == 1


def test_a_flag_reviewed_on_its_page_says_so(cast, amina, flag):
    shown = amina.get(at(cast, "flags", flag.pk, "review")).text
    assert 'value="24/5/2027"' in shown  # six months on, as the pack says

    answer = amina.post(
        at(cast, "flags", flag.pk, "review"),
        {"note": "Calm now.", "review_on": "1 3 27", "version": "1", "once": str(uuid4())},
        follow=True,
    )

    assert "Calm now." in answer.text
    assert "Monday 1 March 2027" in answer.text


@pytest.mark.parametrize(("step", "word"), [("review", "note"), ("end", "reason")])
def test_two_writers_are_shown_each_others_words_and_nothing_is_lost(cast, amina, flag, step, word):
    address = at(cast, "flags", flag.pk, step)
    more = {"review_on": "1 3 27"} if step == "review" else {}
    with acting_as(cast.ben):
        actions.review_flag(
            actor=cast.ben,
            flag=Flag.objects.get(),
            note="Ben was quicker.",
            review_on=None,
            version=1,
            at=NOW,
        )

    late = amina.post(address, {word: "Mine.", "version": "1", "once": str(uuid4()), **more})
    assert "Nothing has been overwritten" in late.text
    assert "Ben was quicker." in late.text
    assert "Mine." in late.text

    version = re.search(r'name="version" value="(\d+)"', late.text).group(1)
    saved = amina.post(address, {word: "Mine.", "version": version, "once": str(uuid4()), **more})
    assert saved.status_code == 302
    with acting_as(SYSTEM):
        assert FlagChange.objects.filter(note="Mine.").count() == 1
        assert FlagChange.objects.filter(note="Ben was quicker.").count() == 1


@pytest.mark.parametrize("step", ["review", "end"])
def test_what_was_written_to_a_flag_that_was_ended_meanwhile_is_still_there(
    cast, amina, flag, step
):
    with acting_as(cast.ben):
        actions.end_flag(
            actor=cast.ben, flag=Flag.objects.get(), reason="Settled.", version=1, at=NOW
        )
    word = "note" if step == "review" else "reason"

    late = amina.post(
        at(cast, "flags", flag.pk, step),
        {word: "Mine.", "review_on": "1 3 27", "version": "1", "once": str(uuid4())},
    )

    assert late.status_code == 200
    assert "This flag has ended" in late.text
    assert "Settled." in late.text
    assert "Mine." in late.text


def test_an_ended_flag_stays_on_the_page_with_its_reason(cast, amina, flag):
    amina.post(
        at(cast, "flags", flag.pk, "end"),
        {"reason": "Moved to another county.", "version": "1", "once": str(uuid4())},
    )

    shown = amina.get(at(cast)).text
    assert "Flags that have ended (1)" in shown
    assert "Moved to another county." in shown


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_no_longer_knows_its_version_says_so(cast, amina, flag, version):
    answer = amina.post(
        at(cast, "flags", flag.pk, "end"),
        {"reason": "Mine.", "version": version, "once": str(uuid4())},
    )

    assert answer.status_code == 200
    assert "Mine." in answer.text
    assert flags()[0].is_active


def setting(**more):
    given = {
        "group": "public",
        "setting": "community",
        "level": "very-high",
        "assessed_on": "today",
        "reason": "Three assaults since May.",
    }
    return given | {"once": str(uuid4())} | more


def test_a_level_set_on_its_page_is_the_one_that_counts(cast, amina):
    answer = amina.post(at(cast, "level"), setting(), follow=True)

    assert "Very high" in answer.text
    assert "Three assaults since May." in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"group": ""}, "Choose who could be harmed"),
        ({"group": "everyone"}, "Choose one of the answers offered"),
        ({"level": "extreme"}, "Choose one of the answers offered"),
        ({"group": "prisoners"}, "There is no such group in the community"),
        ({"assessed_on": "tomorrow"}, "is still to come"),
        ({"assessed_on": "30 2 2026"}, "February"),
        ({"reason": ""}, "Say why the level is what it is"),
    ],
)
def test_a_level_that_cannot_be_is_refused_in_words(cast, amina, wrong, said):
    answer = amina.post(at(cast, "level"), setting() | wrong)

    assert answer.status_code == 200
    assert said in answer.text
    with acting_as(SYSTEM):
        assert not HarmLevel.objects.exists()


def test_the_page_says_what_would_make_it_fill(cast, amina):
    shown = amina.get(at(cast)).text

    assert "No flag is up" in shown
    assert "Nobody has said yet" in shown


def test_every_flag_the_pack_offers_has_a_name_of_its_own():
    offered = [one.title for one in pack().flag_types.values() if one.choice]

    assert len(offered) == len(set(offered))
