"""Marking an entry for fewer people, on its page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.record.models import Entry

SENSITIVE, CT, VICTIM = 1, 2, 4


def signed_in(cast, who):
    client = Client()
    client.force_login(cast.member(who))
    return client


def address(note, page="raise-marking"):
    return reverse(f"record:{page}", kwargs={"ref": note.person.ref, "id": note.pk})


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def sent(marking, **more):
    return {"marking": str(marking), "reason": "It says where she lives.", **more}


@pytest.fixture
def note(notes):
    return notes.by("amina", "dan", "She has moved to Leeds.")


def marking_of(note):
    with acting_as(SYSTEM):
        return Entry.objects.get(pk=note.pk).marking


def test_whoever_may_is_offered_it_and_told_what_they_could_not_read_afterwards(cast, note):
    page = words(signed_in(cast, "amina").get(address(note, "entry")))

    assert "Mark this for fewer people" in page
    assert "Victim You could not read it any more" in page
    assert "Sensitive You could" not in page
    assert "I know that I will not be able to read it any more" in page


def test_who_may_not_reads_who_can(cast, note):
    page = words(signed_in(cast, "owen").get(address(note, "entry")))

    assert "Mark this for fewer people" not in page
    assert "Only whoever wrote this, and managers, can mark it for fewer people." in page


def test_it_is_marked_and_the_page_says_by_whom_and_why(cast, note):
    client = signed_in(cast, "amina")

    answer = client.post(address(note), sent(SENSITIVE), follow=True)

    assert answer.redirect_chain == [(address(note, "entry"), 302)]
    page = words(answer)
    assert "Marked. Fewer people can read it now." in page
    assert "Marked Sensitive instead of Ordinary by Amina Khan" in page
    assert "It says where she lives." in page
    assert marking_of(note) == SENSITIVE


def test_nobody_hides_it_from_themselves_unawares(cast, note):
    client = signed_in(cast, "amina")

    asked = client.post(address(note), sent(VICTIM))

    assert "Say that you know you will not be able to read it" in words(asked)
    assert "It says where she lives." in words(asked)  # nothing typed is lost
    assert marking_of(note) == 0

    done = client.post(address(note), sent(VICTIM, hidden_from_me="yes"), follow=True)

    assert "Marked. You can no longer read it." in words(done)
    assert "Leeds" not in words(done)
    assert marking_of(note) == VICTIM
    assert client.get(address(note, "entry")).status_code == 404
    assert client.post(address(note), sent(CT)).status_code == 404


@pytest.mark.parametrize(
    ("fills", "said"),
    [
        ({"reason": "-"}, "Choose who may read it"),
        ({"marking": "1"}, "Write why fewer people may read it"),
        ({"marking": "0", "reason": "-"}, "Choose one of the answers offered"),
        ({"marking": "63", "reason": "-"}, "Choose one of the answers offered"),
    ],
)
def test_what_is_missing_is_said(cast, note, fills, said):
    assert said in words(signed_in(cast, "amina").post(address(note), fills))
    assert marking_of(note) == 0


def test_refused_is_a_sentence_and_the_attempt_is_written_down(cast, note):
    answer = signed_in(cast, "owen").post(address(note), sent(SENSITIVE))

    assert answer.status_code == 403
    assert "Only whoever wrote this, and managers" in words(answer)
    with acting_as(SYSTEM):
        assert Deed.objects.filter(verb="record.raise_marking", actor="Owen Pryce").exists()


def test_hidden_is_absent(cast, note):
    for client in (signed_in(cast, "cara"), signed_in(cast, "pia")):
        assert client.post(address(note), sent(SENSITIVE)).status_code == 404
    assert marking_of(note) == 0


def test_where_no_marking_is_read_by_fewer_people_that_is_said(cast, notes):
    note = notes.by("owen", "dan", "Leeds", marking=VICTIM)

    page = words(signed_in(cast, "owen").get(address(note, "entry")))

    assert "Mark this for fewer people" not in page
    assert "No marking is read by fewer people than the one this has." in page
