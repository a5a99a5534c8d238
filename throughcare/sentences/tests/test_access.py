"""Who may change what is on record of a sentence, and who reads it."""

import pytest

from tests.databases import NOW
from throughcare.foundation.access import acting_as, decide
from throughcare.sentences import queries
from throughcare.sentences.access import CHANGE_SENTENCE
from throughcare.sentences.tests.facts_of_dan import sentence_dan

#                 may see Dan, may change Dan's, may see Erin, may change Erin's
WHO = [
    ("amina", True, True, False, False),
    ("owen", True, True, False, False),
    ("ben", True, True, False, False),
    ("cara", False, False, True, True),
    ("carys", False, False, False, False),
    ("lena", True, False, True, False),
    ("sol", False, False, True, False),
    ("gwen", False, False, True, False),
    ("tess", False, False, True, False),
    ("tom", False, False, True, False),
    ("fay", False, False, True, False),
    ("pia", False, False, False, False),
    ("ada", False, False, False, False),
]


@pytest.mark.parametrize(("who", "see_dan", "change_dan", "see_erin", "change_erin"), WHO)
def test_who_may_see_and_change_a_sentence(cast, who, see_dan, change_dan, see_erin, change_erin):
    sentence_dan(cast.dan)
    sentence_dan(cast.erin)
    actor = getattr(cast, who)

    with acting_as(actor):
        found = queries.bindings_of(
            actor=actor, people=[cast.dan.pk, cast.erin.pk], today=NOW.date()
        )
        page = queries.sentence_page(actor=actor, person=cast.dan, today=NOW.date())

    assert (cast.dan.pk in found) is see_dan
    assert (cast.erin.pk in found) is see_erin
    assert bool(page) is see_dan
    assert decide(actor, CHANGE_SENTENCE, cast.dan).allowed is change_dan
    assert decide(actor, CHANGE_SENTENCE, cast.erin).allowed is change_erin


@pytest.mark.parametrize(
    ("who", "page", "change"), [("amina", 200, 200), ("lena", 200, 403), ("cara", 404, 404)]
)
def test_pages_answer_as_the_policy_does(cast, client, who, page, change):
    requirement = sentence_dan(cast.dan)
    client.force_login(cast.member(who))
    start = f"/people/{cast.dan.ref}/sentence"

    assert client.get(start).status_code == page
    for step in ("progress", "end"):
        answer = client.get(f"{start}/requirements/{requirement.pk}/{step}")
        assert answer.status_code == change
        assert (b"Only officers and managers" in answer.content) is (change == 403)


def test_whoever_may_only_read_is_offered_nothing_to_change(cast, client):
    sentence_dan(cast.dan)
    client.force_login(cast.member("lena"))

    answer = client.get(f"/people/{cast.dan.ref}/sentence")

    assert "14 of 30 days" in answer.text
    assert "Record progress" not in answer.text
