"""A tier: what it is, why it changed, the workload it makes, and what another version would do."""

import pytest

pytestmark = pytest.mark.journey


def test_a_level_that_is_set_changes_the_tier_and_the_page_says_why(somebody, world):
    amina = somebody("amina")
    amina.opens(f"/people/{world.dan.ref}")
    amina.sees("Tier and scores", "not supervised")

    amina.opens(f"/people/{world.dan.ref}/risk/level")
    for choice in ("Public", "In the community", "Very high"):
        amina.picks(choice)
    amina.writes("Why?", "Three assaults since May.")
    amina.presses("Set level")

    amina.opens(f"/people/{world.dan.ref}/calculations")
    amina.follows("Why? Tier of the earlier model")
    amina.sees("How it came to this", "then A", "Risk of serious harm")
    amina.opens("/workload")
    amina.sees("My workload", "Dan Rees", "points of 2,176")

    amina.opens("/rules")
    ada = somebody("ada")
    ada.opens("/rules/responsibility.handover/2023.1")
    ada.follows("What it would change in version 2023.2")
    ada.sees("What another version would change")
    ada.does_not_see("Dan Rees")
