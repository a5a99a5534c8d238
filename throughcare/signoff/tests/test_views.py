from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.signoff import actions
from throughcare.signoff.models import Comment, PeerReview
from throughcare.signoff.tests.conftest import reread


@pytest.fixture
def as_(cast):
    def client(key):
        found = Client()
        found.force_login(cast.member(key))
        return found

    return client


def address(page, paper, **named):
    named |= {"ref": paper.person.ref, "id": paper.pk}
    return reverse(f"signoff:{page}", kwargs=named)


def text(answer):
    return " ".join(answer.content.decode().split())


def state_of(paper):
    with acting_as(SYSTEM):
        paper.refresh_from_db()
    return paper.state


@pytest.fixture
def review(cast, waiting):
    amina = cast.amina
    with acting_as(amina):
        asked = {"of": cast.member("owen"), "due_on": date(2026, 12, 1), "at": NOW}
        return actions.ask_peer_review(actor=amina, paper=reread(waiting, amina), **asked)


def test_returning_asks_for_a_reason_and_what_is_to_be_changed(as_, waiting):
    owen = as_("owen")
    back = {"return": "yes", "version": waiting.version}

    refused = text(owen.post(address("decide", waiting), back))
    assert "Choose at least one reason" in refused
    assert "Write what is to be changed" in refused

    given = {**back, "reasons": ["risk", "facts"], "comment": "Say to whom."}
    assert owen.post(address("decide", waiting), given).status_code == 302
    shown = text(as_("amina").get(address("paper", waiting)))
    assert "Owen Pryce</bdi> asked for changes" in shown
    assert "A fact is wrong or missing · The risk is not what the record shows" in shown


def test_the_author_is_refused_in_plain_words(as_, waiting):
    answer = as_("amina").post(address("decide", waiting), {"version": waiting.version})

    assert answer.status_code == 403
    assert "You wrote in this: somebody else must countersign it." in text(answer)
    assert state_of(waiting) == "submitted"


def test_who_decides_on_what_has_changed_is_told(as_, waiting):
    owen = as_("owen")

    answer = text(owen.post(address("decide", waiting), {"version": 1, "comment": "Fine"}))

    assert "has changed since you opened it" in answer
    assert "Fine" in answer
    assert state_of(waiting) == "submitted"


def test_a_comment_stands_beside_the_place_its_link_names(as_, waiting):
    owen = as_("owen")
    page = f"{address('comment', waiting)}?place=risk&says=Risk+of+serious+harm"
    assert "About: <bdi>Risk of serious harm</bdi>" in text(owen.get(page))

    said = {"place": "risk", "place_says": "Risk of serious harm", "text": "To whom?"}
    assert "Write what it is" in text(owen.post(page, {**said, "text": " "}))
    owen.post(page, said)
    with acting_as(SYSTEM):
        comment = Comment.objects.get()
    assert (comment.place, comment.text) == ("risk", "To whom?")

    for _ in range(2):  # sent twice, it is settled once
        settled = owen.post(address("settle", waiting, comment=comment.pk))
        assert settled.status_code == 302
    assert "dealt with by <bdi>Owen Pryce</bdi>" in text(owen.get(address("paper", waiting)))


def test_a_review_names_what_is_missing_and_dissents_with_a_reason(as_, waiting, review, cast):
    owen, page = as_("owen"), address("review", waiting, review=review.pk)
    assert "Facts: choose how far it is met" in text(owen.post(page, {"agrees": "yes"}))
    met = {f"rating-{one.id}": "met" for one in pack().signoff_rule.criterion}
    assert "Write why you do not agree" in text(owen.post(page, {**met, "agrees": "no"}))

    owen.post(page, {**met, "rating-risk": "not", "agrees": "no", "because": "Too low."})

    with acting_as(SYSTEM):
        kept = PeerReview.objects.get()
    assert (kept.agrees, kept.ratings["risk"]["rating"]) == (False, "not")
    shown = text(as_("amina").get(page))
    assert "Does not agree" in shown
    assert "Not met" in shown
    assert owen.post(page, {**met, "agrees": "yes"}).status_code == 403
    assert state_of(waiting) == "submitted"


def test_nobody_is_asked_who_wrote_in_it_or_cannot_read_it(as_, waiting, cast):
    page = address("ask-review", waiting)
    shown = text(as_("amina").get(page))
    assert "Owen Pryce" in shown
    assert "Cara Doyle" not in shown

    given = {"of": str(cast.member("cara").pk), "due_on": "1 12 26"}
    assert "There is a problem" in text(as_("amina").post(page, given))


def test_the_next_is_taken_and_read(as_, waiting):
    owen, ben = as_("owen"), as_("ben")
    assert "Take the next" in text(owen.get(reverse("signoff:queue")))

    assert owen.post(reverse("signoff:next")).status_code == 302

    assert "Nothing is left to be taken" in text(ben.post(reverse("signoff:next"), follow=True))
    assert "sent to <bdi>Owen Pryce</bdi>" in text(ben.get(reverse("signoff:queue")))


def test_only_its_author_withdraws_it(as_, opened, cast):
    paper = opened()
    given = {"version": paper.version, "comment": "Not needed."}

    assert as_("owen").post(address("withdraw", paper), given).status_code == 403
    assert "Write why" in text(as_("amina").post(address("withdraw", paper), {"version": 1}))
    as_("amina").post(address("withdraw", paper), given)

    assert state_of(paper) == "withdrawn"


def test_why_documents_come_back_is_for_managers(as_, waiting):
    assert as_("owen").get(reverse("signoff:returned")).status_code == 403
    page = reverse("signoff:returned")
    assert "Nothing was returned" in text(as_("ben").get(page))
    wrong = text(as_("ben").get(f"{page}?since=1+12+2027&until=x"))
    assert "There is a problem" in wrong
