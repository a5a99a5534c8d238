"""Receipts in words: what a practitioner reads where the program says why."""

from datetime import date

import pytest
from django.template import engines

from throughcare.foundation.ui.receipts import because, said, scores
from throughcare.rules import evaluate

ON = date(2026, 11, 22)


@pytest.fixture
def receipt():
    template = engines["jinja2"].from_string(
        '{% import "ui/receipt.html" as receipts with context %}{{ receipts.receipt(r) }}'
    )

    def show(answer):
        return template.render({"r": {"result": answer.result, "receipt": answer.receipt}})

    return show


def ogrs3(**given):
    usual = {
        "sex": "M",
        "age_at_risk": 32,
        "age_at_conviction": 32,
        "age_at_first_sanction": 22,
        "previous_sanctions": 5,
        "offence_category": "Other",
    }
    return evaluate("predictor.ogrs3", {**usual, **given}, on=ON)


@pytest.mark.parametrize(
    ("value", "shown_as", "words"),
    [
        (True, "yes-no", "Yes"),
        (False, "", "No"),
        (None, "", "not known"),
        (0.4567, "probability", "45.67%"),
        (0.00004, "probability", "under 0.01%"),
        (0.0, "probability", "0%"),
        (0.0000125, "", "0.0000125"),
        (46, "percent", "46%"),
        ("103.250", "percent", "103.250%"),
        (0, "points", "0"),
        (12.5, "points", "12.5"),
        (1200.0, "", "1200"),
        ("2026-11-22", "date", "22 Nov 2026"),
        ("2026-02-30", "word", "2026-02-30"),
        ([], "list", "none"),
        ([1, None], "list", "1; not known"),
        ({"main_category": "W"}, "", "main category: W"),
    ],
)
def test_values_are_said_as_people_say_them(value, shown_as, words):
    assert said(value, shown_as) == words


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ({"says": "tier A"}, "tier A"),
        ({"says": "Age", "value": 31}, "Age: 31"),
        (
            {"says": "ARP", "value": 62.0, "at_least": 50.0, "less_than": 75.0},
            "ARP: 62 (50 up to 75)",
        ),
        ({"says": "ARP", "value": 12, "less_than": 50.0}, "ARP: 12 (under 50)"),
        ({"says": "Stalking", "adds": 2.0}, "Stalking, adds 2"),
    ],
)
def test_a_reason_is_a_sentence(reason, sentence):
    assert because(reason) == sentence


def test_what_moves_a_score_furthest_stands_first_and_the_made_up_case_is_moved_by_nothing():
    (step,) = (
        s for s in ogrs3(age_at_risk=55, previous_sanctions=40).receipt["steps"] if "gives" in s
    )
    one_year, two_years = scores(step)
    moves = [abs(factor.moves) for factor in two_years.factors]

    assert one_year.says == "Probability within a year"
    assert moves == sorted(moves, reverse=True)
    assert abs(two_years.factors[0].bar) == 100
    assert any(factor.bar < 0 and factor.starts == factor.bar for factor in two_years.factors)

    (step,) = (s for s in ogrs3().receipt["steps"] if "gives" in s)
    assert all(score.factors == () and score.without for score in scores(step))


def test_a_predictor_says_with_whom_it_compares_and_what_that_comes_to(receipt):
    page = receipt(ogrs3(previous_sanctions=40))

    assert "Compared with a man of 32 with five earlier sanctions" in page
    assert '<rect x="0.0" y="2" width="100.0"' in page
    assert "Within two years" in page


def test_what_is_missing_says_which_kind_of_missing_it_is_and_what_it_was_taken_as(receipt):
    page = receipt(evaluate("tier.v3", {"arp": 90, "csrp": None, "rosh": "LOW"}, on=ON))

    assert "Asked, and not known" in page
    assert "No: no such registration was given" in page
    assert "no such registration</td>" in page  # a step that came to nothing says why


def test_items_that_are_missing_are_named_in_words(receipt):
    given = {"sex": "M", "offence_category": "Other offences"}
    answer = evaluate(
        "predictor.ogrs4",
        {
            **given,
            "age_at_start_of_followup": 30,
            "age_at_last_sanction": 29,
            "offence_free_months": 3,
            "age_at_first_sanction": 20,
            "total_sanctions": 4,
            "violent_sanctions": 1,
            "actuarial_category": "Other offences",
        },
        on=ON,
    )
    page = receipt(answer)

    assert "Pro-criminal attitudes (12.1)" in page
    assert ">i12_1_procriminal" not in page
    assert "i12_1_procriminal;" not in page


def test_a_receipt_names_the_rule_its_source_and_how_sure_we_are(receipt):
    page = receipt(ogrs3())

    assert "(predictor.ogrs3 2009.1), in force from 1 Mar 2008" in page
    assert "Verified" in page
    assert "Howard, Francis, Soothill and Humphreys" in page
    assert "Earlier sanctions count as at most 50" in page


def test_a_number_that_was_given_as_a_word_is_shown_with_it(receipt):
    page = receipt(
        evaluate("tier.v2", {"gender": "Male", "needs": {"ATTITUDES": "SEVERE"}, "rsr": 1}, on=ON)
    )

    assert "SEVERE (2)" in page
    assert "(Male)" not in page
