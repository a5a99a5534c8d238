"""A concern is recorded from any page about somebody, and decided by who holds the case."""

import pytest

pytestmark = pytest.mark.journey

SAID = "His mother rang: he has a new partner with two small children."


def test_a_concern_is_recorded_from_a_persons_page_and_comes_to_a_review_now(somebody, world):
    owen = somebody("owen")
    owen.opens(f"/people/{world.dan.ref}/appointments")
    owen.enters("Record a concern")
    owen.types("What did you see or hear?", SAID)
    owen.types("What is it about?", "New partner")
    owen.enters("Record concern")
    owen.sees("Recorded.", SAID, "Nobody has looked at it yet")
    owen.photographs("concern")

    amina = somebody("amina", script=False)
    amina.opens("/")
    amina.sees("concern to look at")
    amina.follows("Concerns to look at")
    amina.is_at("Concerns")
    amina.sees(SAID, "Owen Pryce")
    its_link = amina.page.get_by_role("link", name="New partner, or contact with a child").first
    amina.arrives_by(its_link.click)
    amina.presses("Save decision")
    amina.sees("Choose what it comes to", "Say why")
    amina.picks("Review now")
    amina.writes("Why?", "Children he could hurt: the level was set without them.")
    amina.presses("Save decision")
    amina.sees("The risk is to be assessed anew.", "the level was set without them")
    amina.follows("Assess")
    amina.is_at("Assessments")
    amina.opens("/concerns/")
    amina.does_not_see(SAID)

    owen.opens("/concerns/?list=recorded")
    owen.sees("Review now")
