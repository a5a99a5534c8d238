"""A rule: found in the list, read, tried, and the receipt says why."""

import pytest

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_an_administrator_reads_a_rule_tries_it_and_sees_why(somebody, script, width):
    ada = somebody("ada", script=script, width=width)
    ada.opens("/rules")
    ada.writes("In force on", "1 6 2023")
    ada.presses("Show")
    ada.sees("Rules in force on Thursday 1 June 2023")
    ada.follows("Handover from prison to community manager (until autumn 2023)")
    ada.sees("does not govern today", "“Early allocation accepted” is yes")
    ada.follows("What is different in version 2023.2")
    ada.sees("parole: 12 months before release")

    ada.opens("/rules/predictor.ogrs3/2009.1")
    ada.writes("Age at the first sanction (needed)", "60")
    ada.presses("Work it out")
    ada.sees("There is a problem", "is later than the age at conviction")
    ada.writes("Age at the first sanction (needed)", "14")
    ada.presses("Work it out")
    ada.sees("What moved it: Probability within a year", "Compared with a man of 32")
