"""Replies, and what becomes of two given at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughcare.assessments import replies
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, NOTHING, Reply, compare

OLD, MINE, THEIRS = Reply(ANSWERED, "old"), Reply(ANSWERED, "mine"), Reply(ANSWERED, "theirs")


@pytest.mark.parametrize(
    ("known", "mine", "saved", "outcome"),
    [
        (OLD.mark, OLD, OLD, "nothing"),  # nobody changed anything
        (OLD.mark, MINE, OLD, "save"),  # only I did
        (OLD.mark, OLD, THEIRS, "leave"),  # only they did
        (OLD.mark, MINE, THEIRS, "both"),  # we both did
        (OLD.mark, THEIRS, THEIRS, "nothing"),  # we both did the same
        (NOTHING.mark, MINE, NOTHING, "save"),  # the first answer
        (None, MINE, NOTHING, "save"),  # the first, from a page that does not say what it knew
        (None, MINE, THEIRS, "both"),
        (OLD.mark, NOTHING, OLD, "save"),  # taken back
        (OLD.mark, MINE, NOTHING, "save"),  # taken back meanwhile: nothing of theirs is lost
    ],
)
def test_what_becomes_of_a_reply(known, mine, saved, outcome):
    assert compare(known=known, mine=mine, saved=saved) == outcome


# A busy machine is no fault of the sums.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

REPLIES = st.builds(
    Reply,
    st.sampled_from(["", ANSWERED, NOT_KNOWN]),
    st.one_of(st.none(), st.text(), st.lists(st.text(min_size=1), max_size=3)),
    st.text(),
)


@unhurried
@given(known=st.one_of(st.none(), REPLIES), mine=REPLIES, saved=REPLIES)
def test_a_reply_the_page_did_not_know_is_never_saved_over(known, mine, saved):
    outcome = compare(known=known.mark if known else None, mine=mine, saved=saved)

    if outcome == "save":
        assert saved in (known, NOTHING)


@unhurried
@given(st.lists(REPLIES, unique_by=lambda reply: repr(reply)))
def test_different_replies_have_different_marks(some):
    assert len({reply.mark for reply in some}) == len(some)


@unhurried
@given(st.dictionaries(st.sampled_from(["home", "a.b-c", "x_1"]), REPLIES))
def test_marks_come_back_as_they_were_carried(some):
    marks = {question: reply.mark for question, reply in some.items()}

    assert replies.read(replies.written(marks), ["home", "a.b-c", "x_1"]) == marks


@pytest.mark.parametrize("nonsense", ["", ",", ":", "home", "other:1", "home:1:2,,:", "\x00"])
def test_marks_that_cannot_be_read_were_not_sent(nonsense):
    assert set(replies.read(nonsense, ["home"])) <= {"home"}


def test_what_is_not_known_yet_is_no_answer():
    given = {"a": Reply(ANSWERED, "x"), "b": Reply(NOT_KNOWN), "c": Reply(note="only a note")}

    assert replies.answers(given) == {"a": "x"}
