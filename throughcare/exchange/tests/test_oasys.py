"""Both folders of OASys messages become assessments, and what they came to is compared."""

import pytest
from django.db import transaction

from tests.databases import NOW
from throughcare.assessments.models import Answer, Assessment, Result
from throughcare.exchange.actions import import_files
from throughcare.exchange.tests.conftest import SAMPLES
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.actions import add_name

FOLDERS = [SAMPLES / name for name in ("oasys_people", "oasys_api", "oasys_sections")]
NAMES = [("John", "Smith"), ("Forename", "Surname")]


@pytest.fixture
def report(cast):
    """The report of an import of both, by somebody who knows the names they give one person."""
    with acting_as(SYSTEM):
        for given, family in NAMES:
            add_name(
                actor=SYSTEM,
                person=cast.dan,
                kind="alias",
                given_name=given,
                family_name=family,
            )
    return import_files(actor=SYSTEM, paths=FOLDERS, at=NOW)


def assessments():
    """When each was finished, and how many answers came of it."""
    with acting_as(SYSTEM):
        return {
            one.source_key: (
                one.signed_at.date().isoformat(),
                Answer.objects.filter(assessment=one).count(),
            )
            for one in Assessment.objects.exclude(source_key=None)
        }


def compared(report, verdict):
    return [
        (one["assessment"].removeprefix("oasys:"), one["of"], one["theirs"], one["ours"])
        for one in report.compared
        if one["verdict"] == verdict
    ]


def test_the_messages_are_taken_and_become_assessments(report):
    aside = [one.file for one in report.outcomes if one.state == "needs-review"]
    assert not [one for one in report.outcomes if one.state == "refused"]
    # Dan has this CRN here, with a date of birth of his own; nobody has those of the others.
    assert aside == [
        "X123456.json",
        "ordsRiskPredictors.json",
        *["prisoner-alerts-results.json"] * 3,
    ]
    assert assessments() == {
        "oasys:676026:rosh": ("2020-11-05", 4),
        "oasys:2114584:needs-risk": ("2012-06-13", 49),
        "oasys:2114584:rosh": ("2012-06-13", 8),
        "oasys:2114999:needs-risk": ("2023-12-19", 14),
        "oasys:9621383:needs-risk": ("2022-06-30", 6),
        "oasys:9630348:needs-risk": ("2024-12-19", 69),
        "oasys:9630348:rosh": ("2024-12-19", 52),
        # Three messages with answers of one that says no day: a list of assessments says it.
        "oasys:10082385:needs-risk": ("2023-12-19", 15),
        "oasys:10109391:rosh": ("2024-01-22", 15),
    }


def test_what_comes_out_otherwise_is_listed_and_nothing_else_is(report):
    assert compared(report, "differs") == [
        ("10082385:needs-risk", "screen.pni.sex", "2", "0"),
        ("10082385:needs-risk", "screen.pni.thinking", "2", "1"),
        ("10082385:needs-risk", "screen.pni.relationships", "2", "0"),
        # Two messages say different things of the same section; the items add up to the other.
        ("9630348:needs-risk", "points.education", "0", "3"),
        ("9630348:needs-risk", "need.education", "no", "yes"),
    ]
    assert all(one["why"] for one in report.compared if one["verdict"] != "same")


def test_the_scores_of_a_whole_assessment_come_out_as_they_were(report):
    same = {(of, theirs) for key, of, theirs, _ours in compared(report, "same") if "9630348" in key}
    assert {
        ("points.accommodation", "0"),
        ("points.education", "3"),
        ("points.relationships", "3"),
        ("points.alcohol", "4"),
        ("points.thinking", "7"),
        ("points.attitudes", "0"),
        ("need.thinking", "yes"),
        ("harm", "medium"),
    } <= same
    assert len(compared(report, "same")) == 21


def test_what_could_not_be_compared_says_why(report):
    why = {
        (one["assessment"], one["of"]): one["why"]
        for one in report.compared
        if one["verdict"] == "not_compared"
    }
    assert why["oasys:9630348:needs-risk", "points.lifestyle"] == "No answer came: 7.2, 7.3, 7.5."
    assert "none of it is asked" in why["oasys:9630348:needs-risk", "points.drugs"]  # never misused
    assert why["oasys:1000002:needs-risk", "predictor.csrp.percent"].startswith("No answer of this")
    assert "“4 - massive problems”" in why["oasys:2114584:needs-risk", "answer.11.4"]
    assert "not in force" in why["oasys:10082385:needs-risk", "predictor.csrp.percent"]
    assert len(why) == 61


def test_the_report_ends_with_it(report):
    text = report.as_text()
    *_, same, differs, not_compared = text.split("\n\n")
    assert same == "21 results of assessments are the same there and here"
    assert "Learning and work: points: 0 there, 3 here." in differs
    assert not_compared.startswith("Could not be compared (")
    assert report.as_json()["assessments"] == report.compared


def test_the_same_messages_again_change_nothing_and_are_compared_again(report):
    def rows():
        with acting_as(SYSTEM):
            return [
                list(model.objects.order_by("pk").values())
                for model in (Assessment, Answer, Result)
            ]

    before = rows()
    again = import_files(actor=SYSTEM, paths=FOLDERS, at=NOW)

    assert rows() == before
    assert compared(again, "differs") == compared(report, "differs")


def test_one_message_after_another_comes_to_the_same_as_all_at_once(cast):
    def kept():
        with acting_as(SYSTEM):
            answers = Answer.objects.values_list("assessment__source_key", "question", "value")
            points = [
                (one.source_key, part["id"], part["points"])
                for one in Assessment.objects.all()
                for part in one.result["sections"]
            ]
            apart = Result.objects.values_list("assessment__source_key", "marking")
            return sorted(map(str, answers)), sorted(points), sorted(apart)

    people, *folders = FOLDERS
    before = transaction.savepoint()
    for path in [people, *(file for one in folders for file in sorted(one.glob("*.json")))]:
        import_files(actor=SYSTEM, paths=[path], at=NOW)
    one_by_one = kept()
    transaction.savepoint_rollback(before)
    import_files(actor=SYSTEM, paths=FOLDERS, at=NOW)

    assert one_by_one[1]
    assert one_by_one == kept()


def test_what_a_message_keeps_from_others_is_kept_from_them_as_answers_too(cast, report):
    with acting_as(SYSTEM):
        marked = Answer.objects.exclude(marking=0).filter(person=cast.dan)
        everything = Answer.objects.filter(person=cast.dan).count()
        assert {"6.1", "9.1", "FA31"} <= set(marked.values_list("question", flat=True))
    with acting_as(cast.amina):
        seen = set(Answer.objects.filter(person=cast.dan).values_list("question", flat=True))
        assert 0 < Answer.objects.filter(person=cast.dan).count() < everything
        assert not {"8.1", "9.1", "9.97"} & seen
        ordinary = Assessment.objects.get(source_key="oasys:9630348:needs-risk").result
    assert not {"9.1", "6.1"} & ordinary["inputs"].keys()
