"""Code lists say what can be chosen, and understand what other systems write."""

import pytest

from throughcare.foundation.packs import pack

EIGHTEEN = {
    *("W1", "W2", "W3", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9"),
    *("B1", "B2", "B9", "O2", "O9"),
}


def test_the_18_and_1_ethnicities_can_be_chosen():
    choices = dict(pack().code_list("ethnicity").choices())

    assert {*EIGHTEEN, "NS"} <= set(choices)
    assert set(choices) == {*EIGHTEEN, "NS", "W5"}


@pytest.mark.parametrize("code", ["MERGE", "ETH04", "O1", "UN"])
def test_what_is_no_answer_can_be_read_but_not_chosen(code):
    listed = pack().code_list("ethnicity")

    assert listed[code].title
    assert code not in dict(listed.choices())


def test_choices_stand_under_the_headings_of_the_list():
    headings = [heading for heading, _ in pack().code_list("ethnicity").choices_by_group()]

    assert headings[:2] == ["White", "Mixed"]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize(
    ("listed", "said", "code"),
    [
        ("ethnicity", "White: British", "W1"),
        ("ethnicity", "Asian/Asian British : Indian", "A1"),
        ("ethnicity", "White: Gypsy or Irish Traveller", "W3"),
        ("religion", "christianity", "CHRST"),
        ("language", "Gujerati", "GUJ"),
        ("language", "CYM", "WEL-CYM"),
        ("rosh-level", "VERY_HIGH", "very-high"),
        ("rosh-group", "Known Adult", "known-adult"),
        ("requirement-type", "RARREQ", "F"),
        ("sentence-date", "conditionalReleaseDate", "CRD"),
        ("address-type", "Householder (Owner - freehold or leasehold)", "HO"),
        ("sex", "Male", "M"),
    ],
)
def test_other_systems_words_are_understood(listed, said, code):
    assert pack().code_list(listed).find(said).code == code


def test_what_nobody_listed_is_not_found_and_stands_for_itself():
    listed = pack().code_list("religion")

    assert listed.find("Jedi Knight") is None
    assert listed.title_of("JEDI") == "JEDI"


def test_no_two_choices_of_a_list_read_the_same():
    for listed in pack().code_lists.values():
        if listed.rule.id in ("licence-condition", "imprisonment-status", "delivery-unit"):
            continue  # told apart by their text, their code or their region
        titles = [title for _, title in listed.choices()]
        assert len(set(titles)) == len(titles), listed.rule.id


def test_a_requirement_says_what_it_is_counted_in():
    assert pack().code_list("requirement-type")["W"].facts["unit"] == "hours"
