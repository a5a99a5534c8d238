"""Whom a message is about: numbers in all their forms, names, dates of birth."""

from datetime import date

import pytest

from throughcare.exchange.facts import Who
from throughcare.exchange.identity import (
    Unclear,
    disagreement,
    identity_in,
    numbers_of,
    what_is_missing,
)
from throughcare.people import names
from throughcare.people.facts import NameFacts


def said(*, outside=None, **numbers):
    who = Who(**{kind: tuple(texts) for kind, texts in numbers.items()})
    return numbers_of(who, outside=outside or {})


def keys(given, family):
    return names.key(given), names.key(family)


@pytest.mark.parametrize("text", ["x123456", " X123456 ", "X123456"])
def test_a_crn_is_one_number_however_it_is_written(text):
    assert said(crn=[text]).pairs() == {("crn", "X123456")}


@pytest.mark.parametrize("text", ["2018/0123456X", "18/123456X", "2018/123456x"])
def test_a_pnc_number_is_one_number_however_it_is_written(text):
    assert said(pnc=[text]).said == said(pnc=["2018/0123456X"]).said


def test_a_pnc_number_whose_letter_is_wrong_says_nothing_of_who_it_is():
    letters = {
        said(pnc=[f"2018/0123456{letter}"]).pairs() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }

    assert frozenset() in letters
    assert len(letters) == 2, "one letter is right"


def test_a_number_in_the_address_counts_where_the_message_is_silent():
    assert said(outside={"crn": "X123456"}).pairs() == {("crn", "X123456")}
    assert said(nomis=["A1234BC"], outside={"crn": "X123456"}).pairs() == {("nomis", "A1234BC")}


def test_an_address_that_names_somebody_else_makes_it_unclear():
    with pytest.raises(Unclear, match="CRN is not the one in its address"):
        said(crn=["X123456"], outside={"crn": "X999999"})


def test_numbers_of_a_systems_own_are_kept_apart():
    numbers = numbers_of(Who(booking=("12",), assessment=("34",)), outside={})

    assert numbers.own == {("nomis-booking", "12"), ("oasys-assessment", "34")}
    assert not numbers.said


@pytest.mark.parametrize(
    ("given", "family", "agrees"),
    [
        ("Mo", "Lewis", True),
        ("MO", "LEWIS", True),
        ("Lewis", "Mo", True),
        ("Zoë", "Lewis", False),
        ("Mo", "Lewison", False),
    ],
)
def test_a_name_agrees_whatever_its_capitals_and_order(given, family, agrees):
    who = Who(given_name=given, family_name=family)

    assert (disagreement(who, [keys("Mo", "Lewis")], []) == "") is agrees


def test_accents_and_apostrophes_make_no_other_name():
    who = Who(given_name="José", family_name="O’Neill")

    assert disagreement(who, [keys("Jose", "O'Neill")], []) == ""


def test_an_alias_that_is_known_agrees():
    who = Who(
        given_name="Al",
        family_name="Ias",
        other_names=(NameFacts(given_name="Mo", family_name="Lewis"),),
    )

    assert disagreement(who, [keys("Mo", "Lewis")], []) == ""


def test_half_a_name_proves_nothing_either_way():
    assert disagreement(Who(family_name="Other"), [keys("Mo", "Lewis")], []) == ""


def test_another_date_of_birth_is_a_disagreement_that_repeats_neither():
    why = disagreement(Who(born_on=date(1990, 1, 1)), [], [date(1990, 1, 2)])

    assert why == "Its number is known, but with another date of birth."


def test_somebody_new_needs_a_name_a_birth_date_and_a_number():
    who = Who(given_name="Mo", pnc=("2018/0123456X",))

    missing = what_is_missing(who, numbers_of(who, outside={}))

    assert missing == ["family name", "date of birth", "CRN / NOMIS"]


def test_every_number_is_kept_also_those_that_prove_nothing():
    who = Who(crn=("x123456",), pnc=("2018/9999999A", "nonsense"))

    facts = identity_in(who, numbers_of(who, outside={}))

    assert [(one.kind, one.text) for one in facts.identifiers] == [
        ("crn", "x123456"),
        ("pnc", "2018/9999999A"),
        ("pnc", "nonsense"),
    ]


def test_a_number_from_the_address_is_kept_like_one_of_the_message():
    facts = identity_in(Who(), numbers_of(Who(), outside={"nomis": "A1234BC"}))

    assert [(one.kind, one.text) for one in facts.identifiers] == [("nomis", "A1234BC")]


def test_a_former_family_name_alone_went_with_the_given_name_of_now():
    who = Who(given_name="Mo", family_name="New", other_names=(NameFacts(family_name="Old"),))

    [former] = identity_in(who, numbers_of(who, outside={})).names

    assert (former.given_name, former.family_name) == ("Mo", "Old")
