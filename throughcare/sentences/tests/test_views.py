"""The sentence page and its two forms."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.sentences import actions
from throughcare.sentences import facts as told
from throughcare.sentences.models import Requirement
from throughcare.sentences.tests.facts_of_dan import NOW_ON, learn, sentence_dan


@pytest.fixture
def amina(cast, client):
    client.force_login(cast.member("amina"))
    return client


@pytest.fixture
def requirement(cast):
    return sentence_dan(cast.dan)


def page(cast):
    return f"/people/{cast.dan.ref}/sentence"


def form_of(cast, requirement, step):
    return f"{page(cast)}/requirements/{requirement.pk}/{step}"


def counting(**more):
    return {"used": "16", "note": "", "version": "1", "once": str(uuid4())} | more


def as_it_is(requirement):
    with acting_as(SYSTEM):
        return Requirement.objects.get(pk=requirement.pk)


def test_the_page_says_what_binds_in_sentences(cast, amina, requirement):
    shown = amina.get(page(cast)).text

    for words in (
        "Conditional release",
        "Monday 8 March 2027",
        "104 days from now",
        "18 months from 1 May 2026, ends 31 October 2027",
        "14 of 30 days, ends 30 June 2027; at this pace done 11 April 2027",
        "Breach pending",
        "In breach",
        "What has ended (1)",
        "All offences (2)",
        "Determinate sentence",
        "From nDelius, 24 Nov 2026",
    ):
        assert words in shown, words


def test_the_page_says_what_would_make_it_fill(cast, amina):
    assert "Nothing is known of a sentence" in amina.get(page(cast)).text


def test_dates_that_were_given_before_are_still_there(cast, amina, requirement):
    dates = (told.KeyDateFacts(kind="SLED", on=NOW.date() + timedelta(days=400)),)
    later = told.KeyDatesFacts(key="nomis:booking:-8", dates=dates)
    learn("key_dates", cast.dan, later, at=NOW + timedelta(days=1))

    shown = amina.get(page(cast)).text

    assert "Dates given before (3)" in shown
    assert "8 Mar 2027" in shown


def test_words_of_other_systems_act_on_no_page(cast, amina, requirement):
    nasty = "<img src=x onerror=alert(1)> {{ 7*7 }} \u202edesrever"
    condition = told.LicenceConditionFacts(
        key="ndelius:licence-condition:7",
        conviction=NOW_ON,
        title=nasty,
        sub_title=nasty,
        note=nasty * 30,
    )
    learn("licence_condition", cast.dan, condition)

    shown = amina.get(page(cast)).text

    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown
    assert "{{ 7*7 }}" in shown
    assert "\u202e" not in shown


def test_progress_recorded_on_its_page_is_on_the_sentence_page(cast, amina, requirement):
    answer = amina.post(form_of(cast, requirement, "progress"), counting(), follow=True)

    assert answer.redirect_chain == [(page(cast), 302)]
    assert "16 of 30 days" in answer.text
    assert "Counted by <bdi>Amina Khan</bdi>, 24 Nov 2026" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"used": ""}, "Enter how much is done"),
        ({"used": "many"}, "in figures"),
        ({"used": "-1"}, "must be 0 or more"),
        ({"used": "1e9"}, "in figures"),
        ({"used": "100000"}, "must be 99999 or less"),
        ({"used": "NaN"}, "in figures"),
    ],
)
def test_progress_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast, amina, requirement, wrong, said
):
    answer = amina.post(form_of(cast, requirement, "progress"), counting(note="Mine.") | wrong)

    assert answer.status_code == 200
    assert said in answer.text
    assert "Mine." in answer.text
    assert as_it_is(requirement).used == 14


def test_two_who_count_are_shown_both_and_choose(cast, amina, requirement):
    address = form_of(cast, requirement, "progress")
    with acting_as(cast.ben):
        row = Requirement.objects.get(pk=requirement.pk)
        actions.record_progress(
            actor=cast.ben, requirement=row, used=Decimal(15), version=1, at=NOW
        )

    late = amina.post(address, counting(note="Mine."))
    assert "Nothing has been overwritten" in late.text
    assert "15 of 30 days" in late.text
    assert "Ben Adeyemi" in late.text
    assert 'value="16"' in late.text
    assert "Mine." in late.text
    assert as_it_is(requirement).used == 15

    version = re.search(r'name="version" value="(\d+)"', late.text).group(1)
    assert amina.post(address, counting(version=version)).status_code == 302
    assert as_it_is(requirement).used == 16


def test_what_was_written_when_it_was_ended_meanwhile_is_still_there(cast, amina, requirement):
    with acting_as(cast.ben):
        row = Requirement.objects.get(pk=requirement.pk)
        actions.end_requirement(
            actor=cast.ben, requirement=row, on=NOW.date(), reason="Revoked", version=1, at=NOW
        )

    late = amina.post(form_of(cast, requirement, "progress"), counting(note="Mine."))

    assert late.status_code == 200
    assert "It has ended" in late.text
    assert "Mine." in late.text


def test_a_requirement_ended_on_its_page_is_among_what_has_ended(cast, amina, requirement):
    answer = amina.post(
        form_of(cast, requirement, "end"),
        {"on": "today", "reason": "Completed early", "version": "1"},
        follow=True,
    )

    assert "What has ended (2)" in answer.text
    assert "ended 24 November 2026: Completed early" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": ""}, "Enter the last day"),
        ({"on": "31 11 2026"}, "November has only 30 days"),
        ({"on": "tomorrow"}, "is still to come"),
        ({"on": "1 1 2026"}, "It cannot end before it began"),
        ({"reason": "  "}, "Say why it ends"),
        ({"reason": "x" * 1001}, "Shorten it"),
    ],
)
def test_an_end_that_cannot_be_is_refused_in_words(cast, amina, requirement, wrong, said):
    given = {"on": "today", "reason": "Completed", "version": "1"}

    answer = amina.post(form_of(cast, requirement, "end"), given | wrong)

    assert answer.status_code == 200
    assert said in answer.text
    assert as_it_is(requirement).ended_on is None
