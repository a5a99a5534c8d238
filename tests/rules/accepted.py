"""Whatever a rule accepts, as strategies: numbers to their very bounds, every word, nothing."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.rules.cases import words_looked_up
from throughcare.rules.inputs import Input
from throughcare.rules.ruleset import RuleSet

FIRST, LAST = date(1930, 1, 1), date(2060, 12, 31)


AGES = (
    ("age_at_first_sanction",),
    ("age_at_last_sanction", "age_at_conviction"),
    ("age_at_start_of_followup", "age_at_risk"),
)
DATES = ("date_of_birth", "date_last_sanction", "date_start_followup", "assessment_date")


def accepted(rule: RuleSet, *, all_known: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Cases of a rule, in which ages and sanctions fit together; where all is known, nothing is
    missing but what two inputs would say twice."""
    words = words_looked_up(rule)
    answers = {}
    for one in rule.input:
        value = _value(one, words.get(one.name, []))
        answers[one.name] = value if one.required or all_known else st.none() | value
    return st.fixed_dictionaries(answers).map(_fitting)


def _fitting(case: dict[str, Any]) -> dict[str, Any]:
    fitting = dict(case)
    named = [name for names in AGES for name in names if case.get(name) is not None]
    fitting |= zip(named, sorted(case[name] for name in named), strict=True)
    if case.get("total_sanctions") is not None and case.get("violent_sanctions") is not None:
        fitting["violent_sanctions"] = min(case["violent_sanctions"], case["total_sanctions"])
    if "age_at_start_of_followup" in case:
        fitting |= {name: None for name in DATES if name in case}
    return fitting


def _value(one: Input, words: list[str]) -> st.SearchStrategy[Any]:
    if one.kind == "record":
        return st.fixed_dictionaries(
            {each.name: st.none() | _value(each, []) for each in one.field}
        )
    if one.kind in ("list", "map"):
        item = st.fixed_dictionaries(
            {each.name: st.none() | _value(each, []) for each in one.field}
        )
        return st.just({}) if one.kind == "map" else st.lists(item, max_size=3)
    if known := words or list(one.words):
        return st.sampled_from(known)
    if one.kind == "date":
        return st.dates(FIRST, LAST).map(date.isoformat)
    if one.kind == "yes-no":
        return st.booleans()
    if one.kind == "word":
        return st.sampled_from(["ann", "BEN"])
    return _number(one)


def _number(one: Input) -> st.SearchStrategy[Any]:
    least = 0 if one.least is None else one.least
    most = 1_000 if one.most is None else one.most
    if one.kind == "whole":
        few = st.integers(int(least), int(min(most, least + 40)))  # nobody has 999 sanctions
        return few | st.integers(int(least), int(most))
    return st.decimals(str(least), str(most), places=6).map(float)
