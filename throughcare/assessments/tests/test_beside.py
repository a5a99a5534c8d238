"""What rules are told of the person beside the answers: what is ordinary, and nothing else."""

from datetime import date

import pytest

from tests.answers import answer_all
from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.queries.beside import beside
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.risk import actions as risk
from throughcare.sentences import actions as sentences
from throughcare.sentences.facts import ConvictionFacts, OrderFacts

ON = NOW.date()
NEEDS = pack().instrument("needs-risk", on=ON)
VICTIM = pack().markings["victim"].number


def set_level(cast, level, *, marking=0, on=ON):
    with acting_as(SYSTEM):
        risk.set_harm_level(
            actor=SYSTEM,
            person=cast.dan,
            group="public",
            setting="community",
            level=level,
            reason="As he is.",
            assessed_on=on,
            marking=marking,
            at=NOW,
        )


def told(cast, key="amina", instrument=NEEDS):
    actor = cast.actor(key)
    with acting_as(actor):
        return beside(instrument, person=cast.dan, on=ON)


def test_of_somebody_of_whom_nothing_is_said_only_where_they_are_is_told(cast):
    assert told(cast) == {"setting": "community"}


def test_the_level_now_and_the_highest_there_ever_was_are_told(cast):
    set_level(cast, "very-high", on=date(2026, 1, 5))
    set_level(cast, "medium")

    assert told(cast) == {
        "setting": "community",
        "overallRiskForAssessment": "MEDIUM",
        "highestRiskLevelOverAllAssessments": "VERY_HIGH",
    }


def test_what_is_marked_is_told_to_nobody_who_signs_or_reads(cast):
    set_level(cast, "high", marking=VICTIM)

    assert told(cast) == told(cast, "owen") == {"setting": "community"}
    with acting_as(SYSTEM):
        assert beside(NEEDS, person=cast.dan, on=ON) == {"setting": "community"}


def test_a_custodial_sentence_is_told_while_it_runs(cast):
    with acting_as(SYSTEM):
        given = {"actor": SYSTEM, "person": cast.dan, "source": None, "at": NOW}
        sentences.learn_conviction(
            facts=ConvictionFacts(key="c", number="1", is_active=True), **given
        )
        sentences.learn_order(
            facts=OrderFacts(key="o", conviction="c", kind="custodial", title="Prison"), **given
        )

    assert told(cast)["hasCustodialSentence"] is True


def test_an_instrument_that_works_nothing_out_asks_nothing(cast, django_assert_num_queries):
    screen = next(one for one in queries.instruments_on(on=ON) if not one.works_out)
    dan = cast.dan
    with django_assert_num_queries(0):
        assert beside(screen, person=dan, on=ON) == {}


@pytest.mark.parametrize(("level", "found"), [("high", "HIGH"), ("low", "LOW")])
def test_the_rules_of_an_assessment_are_given_it(cast, level, found):
    set_level(cast, level)
    with acting_as(cast.owen):
        begun = actions.start_assessment(actor=cast.owen, person=cast.dan, instrument=NEEDS, at=NOW)
        answer_all(cast.owen, begun, NEEDS)
        page = queries.assessment_page(actor=cast.owen, assessment=begun, on=ON)

    title = pack().rules.newest("screen.opd").title
    [pathway] = [one for one in page.worked_out if one.title == title]
    given = {one["name"]: one["value"] for one in pathway.answer.receipt["inputs"]}
    assert given["overallRiskForAssessment"] == found
