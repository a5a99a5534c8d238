"""A rule comes to the same for one case as for a whole caseload: on a hundred thousand cases."""

import pytest

from tests.rules.agreeing import differences, share_refused
from tests.rules.cases import Draw
from throughcare.rules import rules

ALL = list(rules())
CASES = -(-100_000 // len(ALL))


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_one_case_and_a_caseload_come_to_the_same(rule):
    cases = Draw(rule, seed=1).cases(CASES)

    assert differences(rule, cases)[:1] == []
    assert share_refused(rule, cases) < 0.75  # or little was compared
