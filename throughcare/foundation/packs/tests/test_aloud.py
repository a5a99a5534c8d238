"""Rules read aloud: conditions, inputs and steps as people say them."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from throughcare.foundation.packs import pack
from throughcare.foundation.packs.aloud import input_aloud, step_aloud
from throughcare.foundation.packs.aloud.conditions import condition
from throughcare.rules.conditions import When
from throughcare.rules.inputs import Input

WHEN = TypeAdapter(When)
TITLES = {"arp": "ARP", "rosh": "Risk of serious harm", "life": "Life sentence", "day": "Release"}
KINDS = {"arp": "number", "rosh": "word", "life": "yes-no", "day": "date", "since": "date"}


def called(name):
    return TITLES.get(name, name)


@pytest.mark.parametrize(
    ("when", "aloud"),
    [
        (
            {"arp": {"at_least": 50}, "rosh": ["HIGH", "VERY_HIGH"]},
            "“ARP” is 50 or more and “Risk of serious harm” is High or Very high",
        ),
        ({"life": True}, "“Life sentence” is yes"),
        ({"life": False}, "“Life sentence” is no"),
        ({"arp": {"known": False}}, "“ARP” is not known"),
        (
            {"arp": {"more_than": 0, "less_than": 5}},
            "“ARP” is more than 0 and “ARP” is less than 5",
        ),
        ({"arp": {"at_most": "score"}}, "“ARP” is “score” or less"),
        ({"rosh": {"none_of": ["A", "B", "C"]}}, "“Risk of serious harm” is not A, B or C"),
        ({"rosh": {"same_as": "band"}}, "“Risk of serious harm” is the same as “band”"),
        ({"day": {"at_least": date(2026, 6, 18)}}, "“Release” is 18 Jun 2026 or later"),
        ({"day": {"less_than": "since"}}, "“Release” is before “since”"),
        ({}, "always"),
    ],
)
def test_a_condition_is_said_with_the_titles_of_what_it_looks_at(when, aloud):
    assert condition(WHEN.validate_python(when), called, KINDS) == aloud


@pytest.mark.parametrize(
    ("one", "kind", "may_be", "words", "missing"),
    [
        (
            {"kind": "whole", "least": 10, "most": 120, "required": True},
            "a whole number",
            ("from 10 to 120",),
            (),
            "It is needed.",
        ),
        (
            {"kind": "word", "words": {"M": "M", "Male": "M"}, "not_known": ["U"]},
            "words",
            ("not known is also said: U",),
            ("M", "Male = M"),
            "A missing one stays not known.",
        ),
        (
            {"kind": "yes-no", "default": False, "default_because": "not ticked"},
            "yes or no",
            (),
            (),
            "A missing one is taken as No: not ticked.",
        ),
        (
            {"kind": "list", "of": "whole", "default_because": "none was said"},
            "a list",
            ("each of them: a whole number",),
            (),
            "A missing one is taken as none: none was said.",
        ),
        (
            {"kind": "date", "only_if": [{"life": True}, {"arp": {"at_least": 2}}]},
            "a date",
            ("applies only where “Life sentence” is yes; or “ARP” is 2 or more",),
            (),
            "A missing one stays not known.",
        ),
    ],
)
def test_an_input_says_what_it_may_be_and_what_a_missing_one_becomes(
    one, kind, may_be, words, missing
):
    aloud = input_aloud(Input.model_validate({"name": "x", "title": "X", **one}), called, KINDS)

    assert (aloud.kind, aloud.may_be, aloud.words, aloud.missing) == (kind, may_be, words, missing)


def every_step():
    return [(rule, step) for rule in pack().rules for step in rule.all_steps()]


def test_every_step_of_every_rule_is_said():
    kinds = set()
    for rule, step in every_step():
        aloud = step_aloud(step, rule)
        kinds.add(step.kind)
        assert aloud.says, (rule.name, step.name)
        assert all(aloud.says), (rule.name, step.name)
        if aloud.table:
            assert {len(row) for row in aloud.table.rows} == {len(aloud.table.headings)}
    assert len(kinds) >= 24


def of_kind(kind, rule="", name=""):
    return next(
        step_aloud(step, of)
        for of, step in every_step()
        if step.kind == kind and of.id.startswith(rule) and step.name.startswith(name)
    )


def test_bands_are_a_table_from_one_bound_to_the_next():
    bands = of_kind("bands", "tier.v3", "arp_band").table

    assert bands.headings == ("“ARP, all reoffending, per cent”", "It is")
    assert ("50 up to 75", "50 to under 75") in bands.rows
    assert bands.rows[-1] == ("90 or more", "90 or more")


def test_cases_are_a_table_in_order_that_ends_with_otherwise():
    cases = of_kind("cases", "responsibility.pom_type")

    assert cases.says == ("The first of these that holds.",)
    assert cases.table.rows[0] == ("“Immigration case” is yes", "prison", "immigration case")
    assert cases.table.rows[-1][:2] == ("otherwise", "no recommendation")


def test_a_sum_is_said_as_one_writes_it():
    assert of_kind("sum", "predictor.ogrs3", "career").says == (
        "“Age at the current conviction” − “Age at the first sanction” + 10.",
    )


def test_a_table_of_thousands_is_counted_and_not_shown():
    table = of_kind("lookup", "predictor.ogrs3", "category_of_code").table

    assert len(table.rows) > 3000
    assert not table.is_shown


def test_a_list_says_which_items_count_and_what_is_taken_from_them():
    each = of_kind("each", "tier.v2")

    assert each.says[0].startswith("Goes through “Registrations”.")
    assert "An item counts where “Register” is" in each.says[1]
    assert (
        each.says[2]
        == "Taken from them: “Register” of the one whose “Registered on” is the latest."
    )


def test_another_rule_that_is_used_is_named_so_that_it_can_be_read():
    assert of_kind("using", "predictor.rsr_2014").uses == ("predictor.snsv_2014", "2014.1")
