"""A rule comes to the same for one case as for a whole caseload: on a hundred thousand cases."""

import pytest

from tests.rules.agreeing import differences
from tests.rules.cases import Draw
from throughcare.rules import rules

ALL = list(rules())
CASES = -(-100_000 // len(ALL))


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_one_case_and_a_caseload_come_to_the_same(rule):
    assert differences(rule, Draw(rule, seed=1).cases(CASES))[:1] == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_most_cases_drawn_are_not_refused(rule):
    from throughcare.rules import Refused

    refused = 0
    for case in Draw(rule, seed=2).cases(200):
        try:
            rule.answer(case, rules().version, receipt=False)
        except Refused:
            refused += 1

    assert refused < 150
