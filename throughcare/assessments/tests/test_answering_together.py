"""Several people answer at once, and nobody's answer is overwritten."""

import pytest

from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Answer, Assessment, Rival
from throughcare.assessments.replies import NOTHING as LEFT_OPEN
from throughcare.assessments.tests.conftest import answer, answer_everything, reply
from throughcare.foundation.access import acting_as

NOTHING = {"home": "-", "home_skills": "-", "home_safe": "-", "home_at_risk": "-"}


def saved(question):
    kept = Answer.objects.get(question=question)
    return kept.value, kept.answered_by.name


def contested(actor, assessment, section="accommodation"):
    return queries.contested(actor=actor, assessment=assessment, section_id=section)


@pytest.fixture
def both_answered(cast, assessment):
    """Amina says short; Ben, whose page is older, says none."""
    with acting_as(cast.amina):
        answer(cast.amina, assessment, "accommodation", NOTHING, home="short")
    with acting_as(cast.ben):
        answer(cast.ben, assessment, "accommodation", NOTHING, home="none")
    return assessment


def test_different_questions_of_one_section_are_both_kept(cast, assessment):
    with acting_as(cast.amina):
        answer(cast.amina, assessment, "accommodation", NOTHING, home="short")
    with acting_as(cast.ben):
        # Ben's page, opened before, sends all it shows: the first question untouched.
        answered = actions.answer_section(
            actor=cast.ben,
            assessment=assessment,
            section_id="accommodation",
            replies={"home": LEFT_OPEN, "home_skills": reply("yes")},
            known=NOTHING,
            at=NOW,
        )

        assert not answered.contested
        assert answered.known["home"] == "-"  # his page still shows no answer there
        assert saved("home") == ("short", "Amina Khan")
        assert saved("home_skills") == ("yes", "Ben Adeyemi")


def test_the_second_answer_to_a_question_is_put_beside_the_first(cast, both_answered):
    with acting_as(cast.ben):
        assert saved("home") == ("short", "Amina Khan")
        (one,) = contested(cast.ben, both_answered)

    assert [(version.says, version.by) for version in one.versions] == [
        ("Somewhere for a short time", "Amina Khan"),
        ("Nowhere, or it is not known", "Ben Adeyemi"),
    ]


def test_what_is_sent_again_is_beside_it_once(cast, both_answered):
    with acting_as(cast.ben):
        answer(cast.ben, both_answered, "accommodation", NOTHING, home="settled")

        assert [rival.value for rival in Rival.objects.all()] == ["settled"]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("theirs", ("short", "Amina Khan")), ("mine", ("none", "Ben Adeyemi"))],
)
def test_whoever_chooses_settles_it(cast, both_answered, choice, kept):
    with acting_as(cast.ben):
        (one,) = contested(cast.ben, both_answered)
        mine = Rival.objects.get().pk
        settled = actions.settle_answers(
            actor=cast.ben,
            assessment=both_answered,
            choices={"home": mine if choice == "mine" else None},
            known={"home": one.known},
            at=NOW,
        )

        assert settled
        assert saved("home") == kept
        assert not Rival.objects.exists()


def test_nothing_is_settled_over_an_answer_that_changed_again(cast, both_answered):
    with acting_as(cast.ben):
        (shown,) = contested(cast.ben, both_answered)
        mine = Rival.objects.get().pk
    with acting_as(cast.amina):
        answer(
            cast.amina,
            both_answered,
            "accommodation",
            {"home": reply("short").mark},
            home="settled",
        )
    with acting_as(cast.ben):
        settled = actions.settle_answers(
            actor=cast.ben,
            assessment=both_answered,
            choices={"home": mine},
            known={"home": shown.known},
            at=NOW,
        )

        assert not settled
        assert saved("home") == ("settled", "Amina Khan")
        assert Rival.objects.count() == 1


def test_what_nobody_has_chosen_between_cannot_be_signed(cast, both_answered):
    with acting_as(cast.amina):
        answer_everything(cast.amina, both_answered)
        now = Assessment.objects.get()

        with pytest.raises(actions.StillMissing, match="Where is Dan living"):
            actions.sign_assessment(actor=cast.amina, assessment=now, version=now.version, at=NOW)


def test_a_writer_who_answers_anew_has_chosen(cast, both_answered):
    with acting_as(cast.ben):
        answer(
            cast.ben, both_answered, "accommodation", {"home": reply("short").mark}, home="settled"
        )

        assert saved("home") == ("settled", "Ben Adeyemi")
        assert not Rival.objects.exists()
